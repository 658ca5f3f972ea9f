package dev.firebreak.app.stream;

import dev.firebreak.app.check.Screening;
import dev.firebreak.core.join.Keys;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.stream.Topics;
import dev.firebreak.stream.record.Components;
import dev.firebreak.stream.record.Question;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of some warnings is asked of a cluster: one question for each usable indicator, and one for the products of each
/// warning. A question's id follows from what it asks, so the same question asked twice is the same question, whoever asks.
///
/// @param screening the indicators held against the allow-lists
/// @param questions by id, each without an asker yet
/// @param indicators of the questions about indicators, by the question's id
/// @param problems what cannot be asked
/// @param productsLost whether statements on products are among that
/// @param indicatorsLost whether indicators are among that
record Wanted(
        Screening screening,
        Map<String, Question> questions,
        Map<String, Indicator> indicators,
        List<Problem> problems,
        boolean productsLost,
        boolean indicatorsLost) {
    static Wanted of(List<Advisory> advisories, Set<String> forced) {
        Screening screening = Screening.of(advisories, forced);
        Map<String, Question> questions = new LinkedHashMap<>();
        Map<String, Indicator> indicators = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        boolean indicatorsLost = false;
        for (Indicator i : screening.usable()) {
            if (Keys.ofIndicator(i.type(), i.value()).isEmpty()) {
                indicatorsLost = true;
                problems.add(
                        lost(
                                i.spans().isEmpty() ? "" : i.spans().getFirst().source(),
                                "cannot be asked of a cluster, a block too wide or no "
                                        + i.type().json()
                                        + ": "
                                        + i.defanged()));
                continue;
            }
            Question q =
                    question(
                            micros(i.validFrom(), Long.MIN_VALUE),
                            micros(i.validUntil(), Long.MAX_VALUE),
                            new Question.Thing(i.type(), i.value()));
            questions.put(q.id(), q);
            indicators.put(q.id(), i);
        }
        boolean productsLost = false;
        for (Advisory a : advisories) {
            if (a.statements().isEmpty()) {
                continue;
            }
            @Nullable Question q = products(a);
            if (q == null) {
                productsLost = true;
                problems.add(
                        lost(
                                a.source(),
                                "has more statements on products than fit into one question to a cluster"));
            } else {
                questions.put(q.id(), q);
            }
        }
        return new Wanted(screening, questions, indicators, problems, productsLost, indicatorsLost);
    }

    private static @Nullable Question products(Advisory advisory) {
        if (advisory.statements().size() > Question.MAX_STATEMENTS) {
            return null;
        }
        Question q =
                question(
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        new Question.Products(advisory.statements()));
        return q.encode().length > Topics.MAX_RECORD ? null : q;
    }

    private static Problem lost(String source, String message) {
        return new Problem(source, "", message, Problem.Severity.LOST);
    }

    private static Question question(long from, long until, Question.Subject subject) {
        Question nameless = new Question("?", 1, "", false, from, until, subject);
        return new Question(Components.id(nameless.encode()), 1, "", false, from, until, subject);
    }

    private static long micros(@Nullable Instant time, long otherwise) {
        return time == null ? otherwise : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    boolean isAboutProducts(String question) {
        return !indicators.containsKey(question);
    }
}
