package dev.firebreak.core.identity;

import dev.firebreak.core.identity.IdentityMatcher.Found;
import dev.firebreak.core.identity.Reasons.Doubt;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an equal name is worth: the maker may be the same, another, or not stated by one side or both.
///
/// @param name of the component
/// @param maker of the component
record NameDecision(
        Target target,
        Component component,
        ProductName name,
        @Nullable Publisher maker,
        EstateMakers makers) {
    /// A plain word shorter than this says too little on its own.
    private static final int MIN_WORD = 5;

    /// @param stated the spelling of the target that is equal
    /// @param makerCut equal only without the maker's words
    /// @return null if the names being equal says nothing
    @Nullable Found decide(ProductName stated, boolean makerCut) {
        Publisher vendor = target.vendor();
        boolean telling = isTelling(stated) || isTelling(name);
        if (vendor != null && maker != null) {
            if (vendor.isCompatible(maker)) {
                return Found.sure(Tier.C, Reasons.publisherEqual());
            }
            if (makerCut || !telling) {
                return null;
            }
            // Registers of vulnerabilities often call the maker after the product: 7-zip:7-zip.
            return vendor.isNamedIn(name.words(), name.joined())
                    ? Found.sure(Tier.C, Reasons.makerInName(target.product().vendor()))
                    : Found.doubtful(Doubt.PUBLISHER_DIFFERS);
        }
        Found supported = supported(stated, vendor);
        if (supported != null) {
            return supported;
        }
        if (makerCut) {
            return telling && name.isDistinctive() ? Found.doubtful(Doubt.NAME_ONLY) : null;
        }
        if (makers.hasSeveral(target)) {
            return Found.doubtful(Doubt.SEVERAL_MAKERS);
        }
        boolean plain = telling && maker != null && stated.joined().length() >= MIN_WORD;
        boolean sure = stated.isDistinctive() || name.isDistinctive() || plain;
        return sure ? Found.sure(Tier.C, Reasons.oneCandidate()) : Found.doubtful(Doubt.NAME_ONLY);
    }

    /// The maker is missing on one side or both, but something else speaks for the name.
    private @Nullable Found supported(ProductName stated, @Nullable Publisher vendor) {
        if (vendor != null
                && vendor.isNamedIn(name.words(), name.joined())
                && !name.joined().equals(vendor.joined())) {
            return Found.sure(Tier.C, Reasons.makerInName(target.product().vendor()));
        }
        if (maker != null && maker.isNamedIn(stated.words(), stated.joined())) {
            return Found.sure(Tier.C, Reasons.makerInName(component.publisher()));
        }
        for (Identifier id : component.identifiers()) {
            if (supports(id, stated, vendor)) {
                return Found.sure(Tier.C, Reasons.idSupportsName(id.value()));
            }
        }
        boolean packaged =
                component.scheme() == VersionScheme.DEB || component.scheme() == VersionScheme.RPM;
        return packaged && isTelling(stated)
                ? Found.sure(Tier.C, Reasons.packageName(component.name()))
                : null;
    }

    /// `com.electron.3cx-desktop-app` names the product, `org.mozilla.firefox` also the maker.
    private static boolean supports(Identifier id, ProductName stated, @Nullable Publisher vendor) {
        return switch (id.type()) {
            case BUNDLE_ID, WINGET_ID -> {
                String value = id.value().toLowerCase(Locale.ROOT);
                boolean named =
                        isTelling(stated)
                                && String.join("", Words.split(value)).endsWith(stated.joined());
                boolean made =
                        vendor != null && Words.split(value).contains(vendor.words().getFirst());
                yield named || (made && isTelling(stated));
            }
            case CPE -> {
                Cpe cpe = Cpe.parse(id.value());
                Publisher maker = cpe == null ? null : Publisher.of(cpe.vendor().replace('_', ' '));
                yield maker != null
                        && (vendor == null
                                ? maker.isNamedIn(stated.words(), stated.joined())
                                : vendor.isCompatible(maker));
            }
            case PURL, PRODUCT_CODE, UPGRADE_CODE, EXTENSION_ID, SWID, MD5, SHA1, SHA256, SHA512 ->
                    false;
        };
    }

    private static boolean isTelling(ProductName name) {
        List<String> words = name.words();
        return name.isDistinctive() || words.stream().anyMatch(w -> !GeneralWords.isGeneral(w));
    }
}
