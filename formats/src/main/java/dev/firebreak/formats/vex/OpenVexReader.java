package dev.firebreak.formats.vex;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Status;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads OpenVEX documents.
///
/// Source: OpenVEX specification 0.2.0, "The VEX document" and "The VEX statement".
public final class OpenVexReader {
    private OpenVexReader() {}

    /// Whether the value looks like an OpenVEX document.
    public static boolean recognises(Json root) {
        return root.get("@context").text().contains("openvex") && root.get("statements").isArray();
    }

    public static Advisory read(String source, Json root) {
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "openvex")
                        .id(root.get("@id").textOrNull())
                        .revision(root.get("version").textOrNull())
                        .publisher(root.get("author").textOrNull());
        Json stamp = root.get("timestamp");
        Instant time = Times.parse(stamp.text());
        if (time != null) {
            draft.published(time);
            draft.fact(Fact.Type.DATE, time.toString(), Certainty.STATED, draft.span(stamp));
        }
        Verdicts verdicts = new Verdicts(draft);
        for (Json statement : root.get("statements").items()) {
            statement(statement, draft, verdicts);
        }
        verdicts.tell();
        return draft.build();
    }

    private static void statement(Json statement, AdvisoryDraft draft, Verdicts verdicts) {
        Json vulnerability = statement.get("vulnerability");
        List<Json> names = new ArrayList<>(vulnerability.get("aliases").items());
        names.add(vulnerability.isString() ? vulnerability : vulnerability.get("name"));
        for (Json name : names) {
            String id = name.text().strip().toUpperCase(Locale.ROOT);
            if (id.matches("CVE-\\d{4}-\\d{4,19}")) {
                draft.fact(Fact.Type.CVE, id, Certainty.STATED, draft.span(name));
            }
        }
        Status status = status(statement.get("status").text());
        if (status == null) {
            draft.partial(
                    statement.pointer(),
                    "unknown status \"" + statement.get("status").text() + "\"; left out");
            return;
        }
        if (statement.get("products").items().isEmpty()) {
            draft.partial(statement.pointer(), "a statement without products is left out");
        }
        for (Json product : statement.get("products").items()) {
            if (!product.get("subcomponents").items().isEmpty()) {
                draft.partial(
                        product.get("subcomponents").pointer(),
                        "the parts of a product that a statement is about are not looked for, only the product");
            }
            Verdicts.Subject subject = subject(product);
            if (subject == null) {
                draft.partial(
                        product.pointer(),
                        "a product without a package URL or CPE is left out: "
                                + (product.isString()
                                        ? product.text()
                                        : product.get("@id").text()));
            } else {
                verdicts.add(subject, status, draft.span(statement.get("status")));
            }
        }
    }

    private static Verdicts.@Nullable Subject subject(Json product) {
        String id = product.isString() ? product.text() : product.get("@id").text();
        String purl = product.at("identifiers", "purl").textOrNull();
        Verdicts.Subject subject = Subjects.ofPurl(purl == null ? id : purl);
        if (subject != null) {
            return subject;
        }
        String cpe = product.at("identifiers", "cpe23").textOrNull();
        cpe = cpe == null ? product.at("identifiers", "cpe22").textOrNull() : cpe;
        String[] parts = cpe == null ? new String[0] : cpe.replace("cpe:/", "cpe:2.3:").split(":");
        if (parts.length < 6) {
            return null;
        }
        String version = parts[5].equals("*") || parts[5].equals("-") ? null : parts[5];
        return Subjects.of(
                parts[4].replace('_', ' '), parts[3].replace('_', ' '), version, null, cpe);
    }

    private static @Nullable Status status(String word) {
        return switch (word) {
            case "affected" -> Status.AFFECTED;
            case "not_affected" -> Status.NOT_AFFECTED;
            case "fixed" -> Status.FIXED;
            case "under_investigation" -> Status.UNDER_INVESTIGATION;
            default -> null;
        };
    }
}
