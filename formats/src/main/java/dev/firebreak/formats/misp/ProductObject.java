package dev.firebreak.formats.misp;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Cpe;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.fields.VersionText;
import dev.firebreak.formats.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Products in MISP objects: `cpe` attributes, and objects that carry a product's name, vendor and version.
final class ProductObject {
    private static final Set<String> NAMED =
            Set.of(
                    "software",
                    "product",
                    "package",
                    "cpe-asset",
                    "application",
                    "vulnerable-product",
                    "scheduled-software");

    private final AdvisoryDraft draft;
    private final Json object;

    ProductObject(AdvisoryDraft draft, Json object) {
        this.draft = draft;
        this.object = object;
    }

    void read() {
        String name = object.get("name").text().toLowerCase(Locale.ROOT);
        boolean vulnerable = name.startsWith("vulnerab");
        for (Json attribute : object.get("Attribute").items()) {
            if (attribute.get("type").text().equals("cpe")
                    && !MispReader.isTrue(attribute.get("deleted"))) {
                cpe(draft, attribute, vulnerable);
            }
        }
        if (NAMED.contains(name)) {
            named();
        }
    }

    /// A cpe attribute that stands alone.
    static void bare(AdvisoryDraft draft, Json attribute) {
        cpe(draft, attribute, false);
    }

    private static void cpe(AdvisoryDraft draft, Json attribute, boolean vulnerable) {
        Json value = attribute.get("value");
        Cpe cpe = Cpe.parse(value.text());
        if (cpe == null) {
            draft.partial(value.pointer(), "not a CPE name: " + value.text());
            return;
        }
        String name = cpe.product().replace('_', ' ');
        Product product =
                new Product(
                        name.isBlank() ? value.text() : name,
                        cpe.vendor().isBlank() || cpe.vendor().equals("*")
                                ? null
                                : cpe.vendor().replace('_', ' '),
                        List.of(new Identifier(Identifier.Type.CPE, value.text().strip())),
                        List.of());
        String target = cpe.targetSoftware();
        Set<Platform> platforms = Platforms.in(target == null ? "" : target);
        state(draft, product, platforms, cpe.version(), value, vulnerable);
    }

    private void named() {
        Json name = field("product", "product-name", "name", "software", "application");
        if (name.textOrNull() == null) {
            return;
        }
        String vendor = field("vendor", "company-name", "manufacturer", "publisher").textOrNull();
        String version = field("version", "product-version", "affected-version").textOrNull();
        Product product = Product.named(name.text().strip(), vendor);
        state(draft, product, Platforms.in(name.text()), version, name, false);
    }

    private Json field(String... relations) {
        for (String relation : relations) {
            for (Json attribute : object.get("Attribute").items()) {
                if (attribute.get("object_relation").text().equalsIgnoreCase(relation)) {
                    return attribute.get("value");
                }
            }
        }
        return object.get("");
    }

    private static void state(
            AdvisoryDraft draft,
            Product product,
            Set<Platform> platforms,
            @Nullable String version,
            Json place,
            boolean vulnerable) {
        VersionText.Reading reading = version == null ? null : VersionText.read(version);
        boolean ranges = reading != null && reading.understood();
        if (!vulnerable) {
            draft.question(
                    new Question(
                            "product-status-missing",
                            "The event names "
                                    + product.name()
                                    + " but not whether it is affected. Is it?",
                            "Das Ereignis nennt "
                                    + product.name()
                                    + ", sagt aber nicht, ob es betroffen ist. Ist es betroffen?",
                            List.of("affected", "not affected"),
                            List.of(draft.span(place))));
        }
        for (Platform platform : Platforms.orAny(platforms)) {
            draft.statement(
                    new ProductStatement(
                            product,
                            platform,
                            Status.AFFECTED,
                            VersionScheme.GENERIC,
                            ranges && reading != null
                                    ? reading.versions()
                                    : version == null ? List.of() : List.of(version),
                            ranges && reading != null ? reading.ranges() : List.of(),
                            vulnerable ? Certainty.STATED : Certainty.UNSURE,
                            List.of(draft.span(place))));
        }
    }
}
