package dev.firebreak.core.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first words of names: `KeePass` of `KeePass Password Safe`.
///
/// Lists of software often give a product's short name. That is worth a question if the word tells the product, not if it is
/// general or the maker's name, which all products of the maker begin with.
final class NameStarts {
    private static final int MIN_LENGTH = 4;

    private static final Set<String> MAKERS =
            Set.of(
                    "adobe",
                    "amazon",
                    "apache",
                    "apple",
                    "atlassian",
                    "autodesk",
                    "avast",
                    "avira",
                    "barracuda",
                    "broadcom",
                    "canon",
                    "cisco",
                    "citrix",
                    "dell",
                    "eset",
                    "fortinet",
                    "fujitsu",
                    "google",
                    "huawei",
                    "intel",
                    "ivanti",
                    "jetbrains",
                    "juniper",
                    "kaspersky",
                    "kyocera",
                    "lenovo",
                    "linux",
                    "logitech",
                    "mcafee",
                    "meta",
                    "microsoft",
                    "mozilla",
                    "nvidia",
                    "oracle",
                    "philips",
                    "progress",
                    "qualcomm",
                    "realtek",
                    "redhat",
                    "samsung",
                    "siemens",
                    "sony",
                    "sophos",
                    "symantec",
                    "synology",
                    "trend",
                    "ubuntu",
                    "debian",
                    "veeam",
                    "vmware",
                    "xerox",
                    "zoho");

    private static final Set<String> JOINING =
            Set.of("for", "fuer", "from", "von", "by", "and", "und");

    private NameStarts() {}

    /// The first word of a name of several words, if it tells the product; null if not.
    static @Nullable String of(ProductName name, @Nullable Publisher vendor) {
        if (name.words().size() < 2) {
            return null;
        }
        String first = name.words().getFirst();
        boolean telling =
                first.length() >= MIN_LENGTH
                        && !GeneralWords.isGeneral(first)
                        && !GeneralWords.isEdition(first)
                        && !MAKERS.contains(first)
                        && !JOINING.contains(name.words().get(1));
        boolean maker =
                vendor != null
                        && (vendor.joined().equals(first)
                                || vendor.words().getFirst().equals(first));
        return telling && !maker ? first : null;
    }
}
