package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The notes of a draft: what CSAF has no field for.
final class DraftNotes {
    private final List<Advisory> advisories;
    private final List<String> conflicts;

    DraftNotes(List<Advisory> advisories, List<String> conflicts) {
        this.advisories = advisories;
        this.conflicts = conflicts;
    }

    List<Map<String, Object>> notes() {
        ArrayList<Map<String, Object>> notes = new ArrayList<>();
        add(notes, "summary", "Draft", summary());
        add(notes, "general", "Indicators of compromise", indicators());
        add(notes, "other", "Open questions", questions());
        add(
                notes,
                "other",
                "Statements that contradict each other",
                new LinkedHashSet<>(conflicts));
        add(notes, "other", "Identifiers of the products", identifiers());
        add(notes, "other", "Severity", severity());
        add(notes, "other", "Left out", problems());
        return notes;
    }

    private static void add(
            List<Map<String, Object>> notes, String category, String title, Set<String> lines) {
        if (!lines.isEmpty()) {
            notes.add(
                    new TreeMap<>(
                            Map.of(
                                    "category",
                                    category,
                                    "text",
                                    String.join("\n", lines),
                                    "title",
                                    title)));
        }
    }

    private Set<String> summary() {
        LinkedHashSet<String> lines = new LinkedHashSet<>();
        lines.add(
                "This draft was written by a program from the sources below and has not been checked by a person.");
        for (Advisory advisory : advisories) {
            String id = advisory.id() == null ? "" : ", " + advisory.id();
            String publisher = advisory.publisher() == null ? "" : ", " + advisory.publisher();
            lines.add(
                    "Source: "
                            + advisory.source()
                            + " ("
                            + advisory.format()
                            + id
                            + publisher
                            + ")");
        }
        return lines;
    }

    private Set<String> indicators() {
        LinkedHashSet<String> lines = new LinkedHashSet<>();
        for (Advisory advisory : advisories) {
            for (Indicator indicator : advisory.indicators()) {
                String unsure = indicator.certainty() == Certainty.UNSURE ? " (unsure)" : "";
                String description =
                        indicator.description().isBlank()
                                ? ""
                                : "; " + oneLine(indicator.description());
                lines.add(
                        indicator.type().json() + ": " + defang(indicator) + unsure + description);
            }
        }
        return lines;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /// Nobody shall follow an indicator by a click.
    static String defang(Indicator indicator) {
        String value = indicator.value();
        return switch (indicator.type()) {
            case DOMAIN, IPV4 -> value.replace(".", "[.]");
            case EMAIL -> value.replace("@", "[at]").replace(".", "[.]");
            case URL -> value.replaceFirst("^http", "hxxp").replace(".", "[.]");
            case IPV6, MD5, SHA1, SHA256, FILENAME -> value;
        };
    }

    private Set<String> questions() {
        LinkedHashSet<String> lines = new LinkedHashSet<>();
        for (Advisory advisory : advisories) {
            for (Question question : advisory.questions()) {
                lines.add(
                        "de".equals(advisory.language()) ? question.german() : question.english());
            }
        }
        lines.removeIf(String::isBlank);
        return lines;
    }

    private Set<String> identifiers() {
        LinkedHashSet<String> lines = new LinkedHashSet<>();
        for (Advisory advisory : advisories) {
            for (ProductStatement statement : advisory.statements()) {
                for (Identifier identifier : statement.product().identifiers()) {
                    lines.add(
                            statement.product().name()
                                    + ": "
                                    + identifier.type().name().toLowerCase(java.util.Locale.ROOT)
                                    + " "
                                    + identifier.value());
                }
            }
        }
        return lines;
    }

    private Set<String> severity() {
        LinkedHashSet<String> lines = new LinkedHashSet<>();
        for (Advisory advisory : advisories) {
            for (Fact fact : advisory.facts()) {
                if (fact.type() == Fact.Type.SEVERITY
                        || fact.type() == Fact.Type.CVSS_VECTOR
                        || fact.type() == Fact.Type.CVSS_SCORE) {
                    lines.add(fact.type().json().replace('_', ' ') + ": " + fact.value());
                }
            }
        }
        return lines;
    }

    private Set<String> problems() {
        LinkedHashSet<String> lines = new LinkedHashSet<>();
        for (Advisory advisory : advisories) {
            for (Problem problem : advisory.problems()) {
                if (problem.severity() != Problem.Severity.NOTE) {
                    lines.add(
                            (problem.source() + " " + problem.where()).strip()
                                    + ": "
                                    + problem.reason());
                }
            }
        }
        return lines;
    }
}
