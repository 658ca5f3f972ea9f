package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Problem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The problems of one log. Those with the same reason become one, with the place of the first and their number.
final class Problems {
    /// Different reasons kept; more than these are counted.
    static final int MAX_REASONS = 200;

    private final String source;
    private final Map<String, Folded> folded = new LinkedHashMap<>();
    private long beyond;
    private boolean lost;

    Problems(String source) {
        this.source = source;
    }

    private static final class Folded {
        final String where;
        final String detail;
        final Severity severity;
        long count;

        Folded(String where, String detail, Severity severity) {
            this.where = where;
            this.detail = detail;
            this.severity = severity;
        }
    }

    void note(String where, String reason) {
        add(where, reason, "", Severity.NOTE);
    }

    void partial(String where, String reason, String detail) {
        add(where, reason, detail, Severity.PARTIAL);
    }

    void lost(String where, String reason) {
        lost = true;
        add(where, reason, "", Severity.LOST);
    }

    boolean hasLost() {
        return lost;
    }

    private void add(String where, String reason, String detail, Severity severity) {
        Folded known = folded.get(reason);
        if (known == null) {
            if (folded.size() >= MAX_REASONS) {
                beyond++;
                return;
            }
            known = new Folded(where, detail, severity);
            folded.put(reason, known);
        }
        known.count++;
    }

    /// Tells the sink and returns what was told.
    List<Problem> tell(ObservationSink sink) {
        List<Problem> list = new ArrayList<>();
        folded.forEach(
                (reason, one) ->
                        list.add(
                                new Problem(
                                        source,
                                        one.where,
                                        one.count == 1
                                                ? reason + one.detail
                                                : reason
                                                        + one.detail
                                                        + ", and "
                                                        + (one.count - 1)
                                                        + " more of this kind",
                                        one.severity)));
        if (beyond > 0) {
            list.add(
                    new Problem(
                            source,
                            "",
                            beyond + " further problems of other kinds",
                            Severity.PARTIAL));
        }
        list.forEach(sink::problem);
        return list;
    }
}
