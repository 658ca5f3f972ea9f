package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An advisory while a reader fills it. What is said twice is kept once, with both places.
public final class AdvisoryDraft {
    /// Indicators kept of one warning.
    public static final int MAX_INDICATORS = 2_000_000;

    /// Places kept of one statement or indicator.
    public static final int MAX_SPANS = 50;

    /// Problems of one warning that are reported singly.
    public static final int MAX_PROBLEMS = 500;

    private record IndicatorKey(
            ObservableType type, String value, @Nullable Instant from, @Nullable Instant until) {}

    private record FactKey(Fact.Type type, String value) {}

    private final String source;
    private final String format;
    private @Nullable String id;
    private @Nullable String revision;
    private String title = "";
    private @Nullable String publisher;
    private @Nullable String language;
    private @Nullable Tlp tlp;
    private @Nullable Instant published;
    private final Statements statements = new Statements();
    private final LinkedHashMap<IndicatorKey, Indicator> indicators = new LinkedHashMap<>();
    private final LinkedHashMap<FactKey, Fact> facts = new LinkedHashMap<>();
    private final Set<Question> questions = new LinkedHashSet<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private int indicatorsLost;
    private int problemsLost;

    public AdvisoryDraft(String source, String format) {
        this.source = source;
        this.format = format;
    }

    public String source() {
        return source;
    }

    public AdvisoryDraft id(@Nullable String newId) {
        id = newId;
        return this;
    }

    public AdvisoryDraft revision(@Nullable String newRevision) {
        revision = newRevision;
        return this;
    }

    public AdvisoryDraft title(@Nullable String newTitle) {
        title = newTitle == null ? "" : newTitle;
        return this;
    }

    public AdvisoryDraft publisher(@Nullable String newPublisher) {
        publisher = newPublisher;
        return this;
    }

    /// Keeps the language if it is one of the two the project speaks, `de` or `en`.
    public AdvisoryDraft language(@Nullable String tag) {
        String lower = tag == null ? "" : tag.toLowerCase(java.util.Locale.ROOT);
        language =
                lower.equals("de") || lower.startsWith("de-")
                        ? "de"
                        : lower.equals("en") || lower.startsWith("en-") ? "en" : null;
        return this;
    }

    public AdvisoryDraft published(@Nullable Instant newPublished) {
        published = newPublished;
        return this;
    }

    /// Adds a label; the strictest of several counts.
    public AdvisoryDraft tlp(Tlp label, Span span) {
        tlp = tlp == null ? label : tlp.stricter(label);
        return fact(Fact.Type.TLP, label.label(), Certainty.STATED, span);
    }

    /// Takes over another advisory's label.
    public AdvisoryDraft tlpOf(Advisory other) {
        Tlp label = other.tlp();
        if (label != null) {
            tlp = tlp == null ? label : tlp.stricter(label);
        }
        return this;
    }

    public Span span(Json field) {
        return Span.field(source, field.pointer(), field.text());
    }

    public AdvisoryDraft statement(ProductStatement statement) {
        statements.add(statement);
        return this;
    }

    public boolean hasStatements() {
        return !statements.isEmpty();
    }

    public boolean hasIndicators() {
        return !indicators.isEmpty();
    }

    public AdvisoryDraft indicator(Indicator indicator) {
        IndicatorKey key =
                new IndicatorKey(
                        indicator.type(),
                        indicator.value(),
                        indicator.validFrom(),
                        indicator.validUntil());
        Indicator known = indicators.get(key);
        if (known != null) {
            indicators.put(key, merge(known, indicator));
        } else if (indicators.size() < MAX_INDICATORS) {
            indicators.put(key, indicator);
        } else {
            indicatorsLost++;
        }
        return this;
    }

    private static Indicator merge(Indicator a, Indicator b) {
        return new Indicator(
                a.type(),
                a.value(),
                a.validFrom(),
                a.validUntil(),
                a.certainty().compareTo(b.certainty()) <= 0 ? a.certainty() : b.certainty(),
                a.description().isEmpty() ? b.description() : a.description(),
                union(a.spans(), b.spans()));
    }

    static List<Span> union(List<Span> a, List<Span> b) {
        LinkedHashSet<Span> spans = new LinkedHashSet<>(a);
        for (Span span : b) {
            if (spans.size() >= MAX_SPANS) {
                break;
            }
            spans.add(span);
        }
        return List.copyOf(spans);
    }

    public AdvisoryDraft fact(Fact.Type type, String value, Certainty certainty, Span span) {
        facts.putIfAbsent(new FactKey(type, value), new Fact(type, value, certainty, span));
        return this;
    }

    public AdvisoryDraft question(Question question) {
        questions.add(question);
        return this;
    }

    public AdvisoryDraft problem(String where, String reason, Problem.Severity severity) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(source, where, reason, severity));
        } else {
            problemsLost++;
        }
        return this;
    }

    public AdvisoryDraft note(String where, String reason) {
        return problem(where, reason, Problem.Severity.NOTE);
    }

    public AdvisoryDraft partial(String where, String reason) {
        return problem(where, reason, Problem.Severity.PARTIAL);
    }

    public AdvisoryDraft problems(List<Problem> more) {
        problems.addAll(more);
        return this;
    }

    /// Takes over what another reading of a part of the same source found.
    public AdvisoryDraft content(Advisory other) {
        other.statements().forEach(this::statement);
        other.indicators().forEach(this::indicator);
        other.facts().forEach(f -> facts.putIfAbsent(new FactKey(f.type(), f.value()), f));
        questions.addAll(other.questions());
        problems.addAll(other.problems());
        return this;
    }

    /// Affected without a version can only be answered by a person.
    private void askForVersions(List<ProductStatement> all) {
        for (ProductStatement s : all) {
            if (s.status() == Status.AFFECTED
                    && s.namesNoVersion()
                    && s.certainty() != Certainty.UNSURE) {
                String name = s.product().name();
                questions.add(
                        new Question(
                                "version-missing",
                                "Which versions of "
                                        + name
                                        + " are affected? The warning names none.",
                                "Welche Versionen von "
                                        + name
                                        + " sind betroffen? Die Warnung nennt keine.",
                                List.of(),
                                s.spans()));
            }
        }
    }

    public Advisory build() {
        List<ProductStatement> stated = statements.list();
        askForVersions(stated);
        boolean lost = problems.stream().anyMatch(p -> p.severity() == Problem.Severity.LOST);
        if (stated.isEmpty() && indicators.isEmpty() && !lost) {
            note("", "names no product and no indicator: there is nothing to look for");
        }
        ArrayList<Problem> all = new ArrayList<>(problems);
        if (problemsLost > 0) {
            all.add(
                    new Problem(
                            source,
                            "",
                            problemsLost + " further problems of this kind",
                            Problem.Severity.PARTIAL));
        }
        if (indicatorsLost > 0) {
            all.add(
                    new Problem(
                            source,
                            "",
                            "more than "
                                    + MAX_INDICATORS
                                    + " indicators; "
                                    + indicatorsLost
                                    + " left out",
                            Problem.Severity.LOST));
        }
        return new Advisory(
                source,
                format,
                id,
                revision,
                title,
                publisher,
                language,
                tlp,
                published,
                "",
                stated,
                List.copyOf(indicators.values()),
                List.copyOf(facts.values()),
                List.copyOf(questions),
                all);
    }
}
