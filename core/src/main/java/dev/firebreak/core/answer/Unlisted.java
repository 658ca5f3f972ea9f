package dev.firebreak.core.answer;

import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Counts the machines that an answer does not list, and what is said of them.
final class Unlisted {
    private final Lacks lacks;
    private final long[] byLack = new long[Lack.values().length];
    private long notInstalled;
    private long notMeant;
    private long machines;

    Unlisted(Lacks lacks) {
        this.lacks = lacks;
    }

    /// @param settled bits of its verdicts
    /// @param lacking bits of [Lack]
    /// @param notInstalled if it is not affected, that is because it does not have the product
    /// @param met whether it has the product, but not as the warning means it
    void add(int settled, int lacking, boolean notInstalled, boolean met) {
        machines++;
        for (int left = lacking; left != 0; left &= left - 1) {
            byLack[Integer.numberOfTrailingZeros(left)]++;
        }
        this.notInstalled += settled == Lacks.NOT_AFFECTED && notInstalled ? 1 : 0;
        this.notMeant += met ? 1 : 0;
    }

    long machines() {
        return machines;
    }

    /// The most frequent first.
    List<Tally.Because> because() {
        List<Tally.Because> out = new ArrayList<>();
        for (Lack lack : Lack.values()) {
            add(
                    out,
                    lack.makesUnknown() ? Verdict.UNKNOWN : Verdict.NOT_AFFECTED,
                    byLack[lack.ordinal()],
                    lack);
        }
        Reason none =
                lacks.gaps().unaffected() ? Reasons.NONE_AFFECTED_MANY : Reasons.NOT_INSTALLED_MANY;
        if (notInstalled > 0) {
            out.add(new Tally.Because(Verdict.NOT_AFFECTED, none, notInstalled));
        }
        if (notMeant > 0) {
            out.add(new Tally.Because(Verdict.NOT_AFFECTED, Reasons.NOT_MEANT_MANY, notMeant));
        }
        out.sort((a, b) -> Long.compare(b.machines(), a.machines()));
        return out;
    }

    private void add(List<Tally.Because> out, Verdict verdict, long n, Lack lack) {
        if (n > 0) {
            out.add(new Tally.Because(verdict, lacks.reason(lack), n));
        }
    }
}
