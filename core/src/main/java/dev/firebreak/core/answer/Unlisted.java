package dev.firebreak.core.answer;

import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Counts the machines that an answer does not list, and what is said of them.
final class Unlisted {
    private final Lacks lacks;

    /// By verdict: what leaves one machine not affected may also be said of one that is unknown for another reason.
    private final Counts unknown = new Counts();

    private final Counts notAffected = new Counts();
    private long notInstalled;
    private long machines;

    Unlisted(Lacks lacks) {
        this.lacks = lacks;
    }

    /// @param settled bits of its verdicts
    /// @param lacking bits of [Lack]
    /// @param notInstalled if it is not affected, that is because it does not have the product
    /// @param met whether it has the product, but not as the warning means it
    /// @param n so many machines
    void add(int settled, int lacking, boolean notInstalled, boolean met, long n) {
        machines += n;
        (settled == Lacks.NOT_AFFECTED ? notAffected : unknown).add(lacking, met, n);
        this.notInstalled += settled == Lacks.NOT_AFFECTED && notInstalled ? n : 0;
    }

    long machines() {
        return machines;
    }

    /// The most frequent first.
    List<Tally.Because> because() {
        List<Tally.Because> out = new ArrayList<>();
        because(out, Verdict.UNKNOWN, unknown);
        because(out, Verdict.NOT_AFFECTED, notAffected);
        Reason none =
                lacks.gaps().unaffected() ? Reasons.NONE_AFFECTED_MANY : Reasons.NOT_INSTALLED_MANY;
        if (notInstalled > 0) {
            out.add(new Tally.Because(Verdict.NOT_AFFECTED, none, notInstalled));
        }
        out.sort((a, b) -> Long.compare(b.machines(), a.machines()));
        return out;
    }

    private void because(List<Tally.Because> out, Verdict verdict, Counts counts) {
        for (Lack lack : Lack.values()) {
            long n = counts.byLack[lack.ordinal()];
            if (n > 0) {
                out.add(new Tally.Because(verdict, lacks.reason(lack), n));
            }
        }
        if (counts.notMeant > 0) {
            out.add(new Tally.Because(verdict, Reasons.NOT_MEANT_MANY, counts.notMeant));
        }
    }

    private static final class Counts {
        private final long[] byLack = new long[Lack.values().length];
        private long notMeant;

        void add(int lacking, boolean met, long n) {
            for (int left = lacking; left != 0; left &= left - 1) {
                byLack[Integer.numberOfTrailingZeros(left)] += n;
            }
            notMeant += met ? n : 0;
        }
    }
}
