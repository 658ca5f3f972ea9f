package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sentences of identity matches.
final class Reasons {
    private Reasons() {}

    static Reason byId(Identifier id) {
        String code = "id-" + id.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        String english =
                switch (id.type()) {
                    case PURL -> "package URL";
                    case CPE -> "CPE";
                    case PRODUCT_CODE -> "product code";
                    case UPGRADE_CODE -> "upgrade code";
                    case BUNDLE_ID -> "bundle id";
                    case EXTENSION_ID -> "extension id";
                    case WINGET_ID -> "winget id";
                    case SWID -> "software id";
                    case MD5, SHA1, SHA256, SHA512 -> "file hash";
                };
        String german =
                switch (id.type()) {
                    case PURL -> "der Paket-URL";
                    case CPE -> "der CPE";
                    case PRODUCT_CODE -> "dem Produktcode";
                    case UPGRADE_CODE -> "dem Upgrade-Code";
                    case BUNDLE_ID -> "der Bundle-ID";
                    case EXTENSION_ID -> "der Erweiterungs-ID";
                    case WINGET_ID -> "der winget-ID";
                    case SWID -> "der Software-ID";
                    case MD5, SHA1, SHA256, SHA512 -> "dem Datei-Hash";
                };
        return new Reason(
                code,
                "Recognised by its " + english + " " + id.value() + ".",
                "Erkannt an " + german + " " + id.value() + ".");
    }

    static Reason alias(Alias alias) {
        String note = alias.note().isBlank() ? "" : " (" + alias.note().strip() + ")";
        return new Reason(
                "alias",
                "A person decided that this is the product" + note + ".",
                "Eine Person hat entschieden, dass dies das Produkt ist" + note + ".");
    }

    static Reason publisherEqual() {
        return new Reason(
                "name-and-publisher",
                "Name and publisher are equal.",
                "Name und Hersteller stimmen überein.");
    }

    /// @param maker as it was written
    static Reason makerInName(@Nullable String maker) {
        String m = maker == null || maker.isBlank() ? "" : " (" + maker.strip() + ")";
        return new Reason(
                "name-with-maker",
                "The name is equal, and it names the maker" + m + ".",
                "Der Name stimmt überein, und er nennt den Hersteller" + m + ".");
    }

    static Reason idSupportsName(String id) {
        return new Reason(
                "name-with-id",
                "The name is equal, and the id " + id + " says the same.",
                "Der Name stimmt überein, und die Kennung " + id + " sagt dasselbe.");
    }

    static Reason packageName(String name) {
        return new Reason(
                "package-name",
                "The package is called " + name + ", as in the warning.",
                "Das Paket heißt " + name + " wie in der Warnung.");
    }

    static Reason sourcePackage(String source) {
        return new Reason(
                "source-package",
                "The package is built from the source package " + source + ".",
                "Das Paket ist aus dem Quellpaket " + source + " gebaut.");
    }

    static Reason oneCandidate() {
        return new Reason(
                "name-one-candidate",
                "The name is equal and distinctive, and no other maker has a product of this name here.",
                "Der Name stimmt überein und ist eindeutig; kein anderer Hersteller hat hier ein Produkt dieses Namens.");
    }

    enum Doubt {
        PUBLISHER_DIFFERS(
                "name-publisher-differs",
                "The names are equal, the makers are not.",
                "Die Namen stimmen überein, die Hersteller nicht."),
        NAME_ONLY("name-only", "Only the name speaks for it.", "Nur der Name spricht dafür."),
        SEVERAL_MAKERS(
                "name-several-makers",
                "Several makers have a product of this name here.",
                "Mehrere Hersteller haben hier ein Produkt dieses Namens."),
        EDITION(
                "name-edition",
                "The names differ by an edition or an addition.",
                "Die Namen unterscheiden sich durch eine Ausgabe oder einen Zusatz."),
        NEARLY_EQUAL(
                "name-nearly-equal", "The names are nearly equal.", "Die Namen sind fast gleich."),
        TAIL(
                "name-end",
                "One name is the end of the other.",
                "Der eine Name ist das Ende des anderen."),
        START(
                "name-start",
                "The installed name is the start of the one in the warning.",
                "Der installierte Name ist der Anfang des Namens in der Warnung."),
        LOST_LETTERS(
                "name-letters-lost",
                "The names are equal except for letters that the inventory has lost.",
                "Die Namen sind gleich bis auf Buchstaben, die im Inventar verloren gegangen sind."),
        OTHER_DISTRIBUTION(
                "package-other-distribution",
                "The package has this name in another distribution.",
                "Das Paket heißt in einer anderen Distribution so.");

        final Reason reason;

        Doubt(String code, String english, String german) {
            this.reason = new Reason(code, english, german);
        }
    }

    static IdentityMatch undecided(Component component, ProductStatement statement, Doubt doubt) {
        Product product = statement.product();
        String installed = label(component.name(), component.publisher());
        String named = label(product.name(), product.vendor());
        Question question =
                new Question(
                        "product-undecided",
                        "Is the installed \""
                                + installed
                                + "\" the product \""
                                + named
                                + "\" of the warning? "
                                + doubt.reason.english(),
                        "Ist das installierte „"
                                + installed
                                + "“ das Produkt „"
                                + named
                                + "“ aus der Warnung? "
                                + doubt.reason.german(),
                        List.of("same", "other"),
                        statement.spans());
        return new IdentityMatch(statement, Tier.D, doubt.reason, question, false);
    }

    private static String label(String name, @Nullable String maker) {
        return maker == null || maker.isBlank() ? name : name + " (" + maker + ")";
    }
}
