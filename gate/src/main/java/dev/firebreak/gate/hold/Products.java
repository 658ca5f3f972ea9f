package dev.firebreak.gate.hold;

import dev.firebreak.gate.hold.LedgerEntry.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which releases belong to one product, and which of them is the baseline.
public final class Products {
    private static final Pattern VERSION =
            Pattern.compile(
                    "[-_. ]?v?\\d+(?:[._]\\d+)*(?:[-_.+~]?(?:alpha|beta|rc|final|release|jre|build|deb\\d*u?\\d*|ubuntu|\\d+))*",
                    Pattern.CASE_INSENSITIVE);

    private Products() {}

    /// The product's name as a file name suggests it: without version numbers, in lower case.
    public static String ofFile(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        String bare = VERSION.matcher(lower).replaceAll("");
        return bare.isBlank() || bare.startsWith(".") ? lower : bare;
    }

    /// The last release of the product that went to any ring, or else the last one that was examined as RELEASE. One
    /// that two people let pass although it was held counts, one that was denied does not, nor one that was denied
    /// later.
    public static Optional<LedgerEntry> baseline(
            List<LedgerEntry> entries, String product, String notThis) {
        LedgerEntry released = null;
        LedgerEntry examined = null;
        Set<String> denied = new HashSet<>();
        for (LedgerEntry e : entries) {
            if (e.action() == Action.EXAMINED && e.verdict().equals("DENY")) {
                denied.add(e.sha256());
            }
        }
        for (LedgerEntry e : entries) {
            if (denied.contains(e.sha256())) {
                continue;
            }
            if (e.product().equals(product) && !e.sha256().equals(notThis)) {
                released = e.action() == Action.RELEASED ? e : released;
                examined =
                        e.action() == Action.EXAMINED && e.verdict().equals("RELEASE")
                                ? e
                                : examined;
            }
        }
        return Optional.ofNullable(released == null ? examined : released);
    }
}
