package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Problem.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Passes problems on, but folds the same reason after a few cases into one with a count: a file with a million broken
/// lines must not print a million lines, and must not stay silent about them either.
public final class ProblemFolder {
    /// So many cases of one reason are told one by one.
    public static final int TOLD_EACH = 3;

    /// So many different reasons are kept apart; further ones are folded into one.
    public static final int MAX_REASONS = 1000;

    private final String source;
    private final Consumer<Problem> to;
    private final Map<String, Folded> reasons = new LinkedHashMap<>();
    private long count;

    private static final class Folded {
        private final Severity severity;
        private long count;
        private String lastWhere = "";

        Folded(Severity severity) {
            this.severity = severity;
        }
    }

    public ProblemFolder(String source, Consumer<Problem> to) {
        this.source = source;
        this.to = to;
    }

    /// @param reason the same text for the same kind of problem
    public void add(String where, String reason, Severity severity) {
        count++;
        String key =
                reasons.size() < MAX_REASONS || reasons.containsKey(reason)
                        ? reason
                        : "further problems";
        Folded folded = reasons.computeIfAbsent(key, ignored -> new Folded(severity));
        folded.count++;
        folded.lastWhere = where;
        if (folded.count <= TOLD_EACH) {
            to.accept(
                    new Problem(
                            source,
                            where,
                            key.equals(reason) ? reason : key + ": " + reason,
                            severity));
        }
    }

    /// Tells the counts of what was folded.
    public void finish() {
        reasons.forEach(
                (reason, folded) -> {
                    long more = folded.count - TOLD_EACH;
                    if (more > 0) {
                        to.accept(
                                new Problem(
                                        source,
                                        folded.lastWhere,
                                        reason
                                                + " ("
                                                + more
                                                + " more like this, the last one here)",
                                        folded.severity));
                    }
                });
        reasons.clear();
    }

    /// How many problems there were, folded or not, without notes about assumptions being told apart.
    public long count() {
        return count;
    }
}
