package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.json.JsonWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes what was understood of one or several warnings as a CSAF 2.0 document: a draft for a person to check.
///
/// The document passes the schema and all mandatory tests (property-tested against [CsafValidator]). What CSAF 2.0 has no
/// field for goes into notes: indicators, open questions, what was left out. A platform, which 2.0 has no branch for, is
/// a branch of category `architecture`.
public final class CsafDraft {
    /// Who publishes the draft.
    ///
    /// @param name name of the organisation
    /// @param namespace URL under the organisation's control
    /// @param category one of `coordinator`, `discoverer`, `other`, `translator`, `user`, `vendor`
    /// @param trackingId the document's id; if absent, one is made of the time
    public record Options(
            String name, String namespace, String category, @Nullable String trackingId) {
        private static final Set<String> CATEGORIES =
                Set.of("coordinator", "discoverer", "other", "user", "vendor");

        public Options {
            if (name.isBlank()
                    || !URI.matcher(namespace).matches()
                    || !CATEGORIES.contains(category)) {
                throw new IllegalArgumentException(
                        "publisher needs a name, a URL and a known category");
            }
            if (trackingId != null && !trackingId.matches("\\S(?:.*\\S)?")) {
                throw new IllegalArgumentException(
                        "tracking id is blank or has blanks at its ends");
            }
        }

        /// A publisher that nobody takes for a real one.
        public static Options placeholder() {
            return new Options(
                    "PLACEHOLDER - enter your organisation",
                    "https://placeholder.example/",
                    "other",
                    null);
        }
    }

    private static final Pattern URI =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]+");
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,}");
    private static final int MAX_REFERENCES = 200;

    private final List<Advisory> advisories;
    private final Options options;
    private final Instant now;
    private final DraftProducts products;

    private CsafDraft(List<Advisory> advisories, Options options, Instant now) {
        this.advisories = advisories;
        this.options = options;
        this.now = now;
        this.products = new DraftProducts(advisories);
    }

    /// Writes a draft with a placeholder as publisher.
    public static String write(List<Advisory> advisories, Clock clock) {
        return write(advisories, Options.placeholder(), clock);
    }

    /// Writes a draft.
    ///
    /// @param advisories at least one
    /// @param clock for the dates of the document
    public static String write(List<Advisory> advisories, Options options, Clock clock) {
        if (advisories.isEmpty()) {
            throw new IllegalArgumentException("a draft needs an advisory");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return JsonWriter.pretty(new CsafDraft(List.copyOf(advisories), options, now).root());
    }

    private Map<String, Object> root() {
        TreeMap<String, Object> root = new TreeMap<>();
        root.put("document", document());
        if (!products.isEmpty()) {
            root.put("product_tree", products.tree());
        }
        List<Map<String, Object>> vulnerabilities = vulnerabilities();
        if (!vulnerabilities.isEmpty()) {
            root.put("vulnerabilities", vulnerabilities);
        }
        return root;
    }

    private Map<String, Object> document() {
        TreeMap<String, Object> document = new TreeMap<>();
        document.put("category", products.isEmpty() ? "csaf_base" : "csaf_security_advisory");
        document.put("csaf_version", "2.0");
        document.put("distribution", distribution());
        String language = language();
        if (language != null) {
            document.put("lang", language);
        }
        document.put("notes", new DraftNotes(advisories, products.conflicts()).notes());
        document.put(
                "publisher",
                new TreeMap<>(
                        Map.of(
                                "category",
                                options.category(),
                                "name",
                                options.name(),
                                "namespace",
                                options.namespace())));
        List<Map<String, Object>> references = references();
        if (!references.isEmpty()) {
            document.put("references", references);
        }
        document.put("title", title());
        document.put("tracking", tracking());
        return document;
    }

    private @Nullable String language() {
        Set<String> languages = new LinkedHashSet<>();
        for (Advisory advisory : advisories) {
            String language = advisory.language();
            if (language != null && LanguageTags.isValid(language)) {
                languages.add(language);
            }
        }
        return languages.size() == 1 ? languages.iterator().next() : null;
    }

    private String title() {
        for (Advisory advisory : advisories) {
            if (!advisory.title().isBlank()) {
                return advisory.title().strip();
            }
        }
        return "Draft from "
                + (advisories.getFirst().source().isBlank()
                        ? "a warning"
                        : advisories.getFirst().source());
    }

    /// No label means RED until a person decides; 2.0 has no AMBER+STRICT, so that becomes RED too, and the text says so.
    private Map<String, Object> distribution() {
        Tlp strictest = Tlp.CLEAR;
        boolean unlabelled = false;
        for (Advisory advisory : advisories) {
            Tlp tlp = advisory.tlp();
            unlabelled |= tlp == null;
            strictest = strictest.stricter(tlp == null ? Tlp.RED : tlp);
        }
        String label =
                switch (strictest) {
                    case CLEAR -> "WHITE";
                    case GREEN -> "GREEN";
                    case AMBER -> "AMBER";
                    case AMBER_STRICT, RED -> "RED";
                };
        TreeMap<String, Object> distribution = new TreeMap<>();
        distribution.put(
                "tlp", new TreeMap<>(Map.of("label", label, "url", "https://www.first.org/tlp/")));
        if (unlabelled) {
            distribution.put("text", "A source carries no TLP label: RED until a person decides.");
        } else if (strictest == Tlp.AMBER_STRICT) {
            distribution.put("text", "TLP:AMBER+STRICT, for which CSAF 2.0 has no label.");
        }
        return distribution;
    }

    private Map<String, Object> tracking() {
        String id = options.trackingId();
        TreeMap<String, Object> tracking = new TreeMap<>();
        tracking.put("current_release_date", now.toString());
        tracking.put(
                "generator",
                new TreeMap<>(
                        Map.of(
                                "date",
                                now.toString(),
                                "engine",
                                new TreeMap<>(Map.of("name", "Firebreak")))));
        tracking.put("id", id != null ? id : "DRAFT-" + now.toString().replaceAll("[^0-9]", ""));
        tracking.put("initial_release_date", now.toString());
        tracking.put(
                "revision_history",
                List.of(
                        new TreeMap<>(
                                Map.of(
                                        "date",
                                        now.toString(),
                                        "number",
                                        "0.1.0",
                                        "summary",
                                        "Draft, not checked by a person"))));
        tracking.put("status", "draft");
        tracking.put("version", "0.1.0");
        return tracking;
    }

    private List<Map<String, Object>> references() {
        ArrayList<Map<String, Object>> references = new ArrayList<>();
        for (String url : facts(Fact.Type.REFERENCE)) {
            if (URI.matcher(url).matches() && references.size() < MAX_REFERENCES) {
                references.add(
                        new TreeMap<>(
                                Map.of(
                                        "category",
                                        "external",
                                        "summary",
                                        "Reference of the source",
                                        "url",
                                        url)));
            }
        }
        return references;
    }

    private Set<String> facts(Fact.Type type) {
        LinkedHashSet<String> values = new LinkedHashSet<>();
        for (Advisory advisory : advisories) {
            for (Fact fact : advisory.facts()) {
                if (fact.type() == type) {
                    values.add(fact.value());
                }
            }
        }
        return values;
    }

    /// One vulnerability with all products: the sources do not say which product has which of several CVEs, so these are
    /// listed as ids.
    private List<Map<String, Object>> vulnerabilities() {
        List<String> cves =
                facts(Fact.Type.CVE).stream()
                        .map(cve -> cve.toUpperCase(Locale.ROOT))
                        .filter(cve -> CVE.matcher(cve).matches())
                        .distinct()
                        .toList();
        if (products.isEmpty() && cves.isEmpty()) {
            return List.of();
        }
        TreeMap<String, Object> vulnerability = new TreeMap<>();
        if (cves.size() == 1) {
            vulnerability.put("cve", cves.getFirst());
        } else if (!cves.isEmpty()) {
            vulnerability.put(
                    "ids",
                    cves.stream()
                            .map(cve -> new TreeMap<>(Map.of("system_name", "CVE", "text", cve)))
                            .toList());
        }
        vulnerability.put(
                "notes",
                List.of(
                        new TreeMap<>(
                                Map.of(
                                        "category", "description",
                                        "text", title(),
                                        "title", "What the sources are about"))));
        if (!products.isEmpty()) {
            vulnerability.put("product_status", products.statuses());
            List<Map<String, Object>> scores = scores(products.ids(Status.AFFECTED));
            if (!scores.isEmpty()) {
                vulnerability.put("scores", scores);
            }
            List<Map<String, Object>> remediations = products.remediations();
            if (!remediations.isEmpty()) {
                vulnerability.put("remediations", remediations);
            }
        }
        return List.of(vulnerability);
    }

    /// The base score of each CVSS version that the sources agree on.
    private List<Map<String, Object>> scores(List<String> affected) {
        TreeMap<String, Set<String>> byVersion = new TreeMap<>();
        for (String vector : facts(Fact.Type.CVSS_VECTOR)) {
            DraftScore score = DraftScore.of(vector);
            if (score != null) {
                byVersion
                        .computeIfAbsent(score.version(), v -> new LinkedHashSet<>())
                        .add(score.vector());
            }
        }
        TreeMap<String, Object> score = new TreeMap<>();
        byVersion.forEach(
                (version, vectors) -> {
                    DraftScore one =
                            vectors.size() == 1 ? DraftScore.of(vectors.iterator().next()) : null;
                    if (one != null) {
                        score.put(one.property(), one.json());
                    }
                });
        if (score.isEmpty() || affected.isEmpty()) {
            return List.of();
        }
        score.put("products", affected);
        return List.of(score);
    }
}
