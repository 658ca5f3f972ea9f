package dev.firebreak.formats.osv;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Status;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Prose;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.fields.VersionText;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Reads security advisories as the REST API of GitHub gives them (`/advisories`, `/repos/…/security-advisories`). The
/// files of its advisory database are OSV.
public final class GhsaReader {
    private GhsaReader() {}

    /// Whether the value looks like one.
    public static boolean recognises(Json root) {
        return root.get("ghsa_id").isString() && root.get("vulnerabilities").isArray();
    }

    public static Advisory read(String source, Json root) {
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "ghsa")
                        .id(root.get("ghsa_id").textOrNull())
                        .revision(root.get("updated_at").textOrNull())
                        .title(root.get("summary").textOrNull());
        Json stamp = root.get("published_at");
        Instant time = Times.parse(stamp.text());
        if (time != null) {
            draft.published(time);
            draft.fact(Fact.Type.DATE, time.toString(), Certainty.STATED, draft.span(stamp));
        }
        Json cve = root.get("cve_id");
        if (cve.textOrNull() != null) {
            draft.fact(
                    Fact.Type.CVE,
                    cve.text().strip().toUpperCase(Locale.ROOT),
                    Certainty.STATED,
                    draft.span(cve));
        }
        Json url = root.get("html_url");
        if (url.textOrNull() != null) {
            draft.fact(Fact.Type.REFERENCE, url.text(), Certainty.STATED, draft.span(url));
        }
        String withdrawn = root.get("withdrawn_at").textOrNull();
        if (withdrawn != null) {
            draft.note("/withdrawn_at", "withdrawn on " + withdrawn + "; names nothing");
            return draft.build();
        }
        root.get("vulnerabilities").items().forEach(one -> vulnerability(one, draft));
        Prose.indicatorsOnly(draft, root.get("description"));
        return draft.build();
    }

    private static void vulnerability(Json one, AdvisoryDraft draft) {
        Json nameField = one.at("package", "name");
        String name = nameField.textOrNull();
        if (name == null) {
            draft.partial(one.pointer(), "an entry without a package is left out");
            return;
        }
        Ecosystem ecosystem = Ecosystem.of(osvName(one.at("package", "ecosystem").text()));
        String purl = ecosystem.purl(name);
        Product product =
                new Product(
                        name,
                        null,
                        purl == null
                                ? List.of()
                                : List.of(new Identifier(Identifier.Type.PURL, purl)),
                        List.of());
        Json range = one.get("vulnerable_version_range");
        String text = range.textOrNull();
        VersionText.Reading reading = text == null ? null : VersionText.read(text);
        boolean read = reading != null && reading.understood();
        if (text != null && !read) {
            draft.question(
                    new Question(
                            "version-text",
                            "Which versions of " + name + " does \"" + text + "\" stand for?",
                            "Welche Versionen von " + name + " sind mit „" + text + "“ gemeint?",
                            List.of(),
                            List.of(draft.span(range))));
        }
        draft.statement(
                new ProductStatement(
                        product,
                        ecosystem.platform(),
                        Status.AFFECTED,
                        ecosystem.scheme(),
                        read && reading != null ? reading.versions() : List.of(),
                        read && reading != null ? reading.ranges() : List.of(),
                        Certainty.STATED,
                        List.of(draft.span(nameField))));
        Json patched = one.get("first_patched_version");
        String fixed =
                patched.isObject() ? patched.get("identifier").textOrNull() : patched.textOrNull();
        if (fixed != null) {
            draft.statement(
                    new ProductStatement(
                            product,
                            ecosystem.platform(),
                            Status.FIXED,
                            ecosystem.scheme(),
                            List.of(fixed),
                            List.of(),
                            Certainty.STATED,
                            List.of(draft.span(patched))));
        }
    }

    private static String osvName(String ecosystem) {
        return switch (ecosystem.toLowerCase(Locale.ROOT)) {
            case "pip" -> "PyPI";
            case "composer" -> "Packagist";
            case "rust" -> "crates.io";
            case "erlang" -> "Hex";
            default -> ecosystem;
        };
    }
}
