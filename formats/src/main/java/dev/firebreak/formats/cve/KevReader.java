package dev.firebreak.formats.cve;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.List;

/// Reads the catalogue of known exploited vulnerabilities. It names products without versions, so what it says of a
/// machine is always a question.
public final class KevReader {
    private KevReader() {}

    /// Whether the value looks like the catalogue.
    public static boolean recognises(Json root) {
        Json first = root.get("vulnerabilities").get(0);
        return root.has("catalogVersion") && first.get("cveID").isString()
                || first.get("cveID").isString() && first.get("vendorProject").isString();
    }

    public static Advisory read(String source, Json root) {
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "kev")
                        .id(root.get("catalogVersion").textOrNull())
                        .revision(root.get("catalogVersion").textOrNull())
                        .title(root.get("title").textOrNull());
        Instant time = Times.parse(root.get("dateReleased").text());
        if (time != null) {
            draft.published(time);
        }
        int products = 0;
        for (Json one : root.get("vulnerabilities").items()) {
            Json cve = one.get("cveID");
            if (cve.textOrNull() != null) {
                draft.fact(Fact.Type.CVE, cve.text().strip(), Certainty.STATED, draft.span(cve));
            }
            Json name = one.get("product");
            if (name.textOrNull() == null) {
                draft.partial(one.pointer(), "an entry without a product is left out");
                continue;
            }
            products++;
            draft.statement(
                    new ProductStatement(
                            Product.named(name.text(), one.get("vendorProject").textOrNull()),
                            Platform.ANY,
                            Status.AFFECTED,
                            VersionScheme.GENERIC,
                            List.of(),
                            List.of(),
                            Certainty.UNSURE,
                            List.of(draft.span(name))));
        }
        if (products > 0) {
            draft.question(
                    new Question(
                            "version-missing",
                            "The catalogue names "
                                    + products
                                    + " entries and no versions. Which versions are affected stands in the records of their CVE"
                                    + " numbers.",
                            "Der Katalog nennt "
                                    + products
                                    + " Einträge und keine Versionen. Welche Versionen betroffen sind, steht in den Datensätzen"
                                    + " zu den CVE-Nummern.",
                            List.of(),
                            List.of()));
        }
        return draft.build();
    }
}
