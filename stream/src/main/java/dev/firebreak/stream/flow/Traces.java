package dev.firebreak.stream.flow;

import dev.firebreak.core.join.Tally;
import dev.firebreak.core.join.Trace;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.List;

/// The binary form in which a trace lies in a stream engine's state. Times are told against the first one, and a sample or
/// source that equals the one before is not told again: most owners have a few days of the same log under one key.
public final class Traces {
    private static final int VERSION = 1;
    private static final int SAME_SAMPLE = 1;
    private static final int SAME_SOURCE = 2;
    private static final int TIMED = 4;
    private static final int REMOVED = 8;
    private static final int SAMPLE_IS_VALUE = 16;
    private static final int PERIOD = 32;

    private Traces() {}

    public static byte[] encode(Trace trace) {
        List<Tally> tallies = trace.tallies();
        Out out = new Out(64).u8(VERSION).varint(trace.overflow()).varint(tallies.size());
        String sample = "";
        String source = "";
        long time = 0;
        for (Tally t : tallies) {
            boolean timed = t.first() != Tally.NO_TIME;
            int flags =
                    (t.sample().equals(sample) ? SAME_SAMPLE : 0)
                            | (t.source().equals(source) ? SAME_SOURCE : 0)
                            | (timed ? TIMED : 0)
                            | (t.removed() != Tally.NO_TIME ? REMOVED : 0)
                            | (t.sample().equals(t.value()) ? SAMPLE_IS_VALUE : 0)
                            | (t.period() != Tally.NO_PERIOD ? PERIOD : 0);
            out.u8(flags).text(t.value()).varint(t.count()).varint(t.offset());
            if (timed) {
                out.signed(t.first() - time).varint(t.last() - t.first());
                time = t.first();
            }
            if ((flags & REMOVED) != 0) {
                out.signed(t.removed() - time);
            }
            if ((flags & PERIOD) != 0) {
                out.signed(t.period());
            }
            if ((flags & (SAME_SAMPLE | SAMPLE_IS_VALUE)) == 0) {
                out.text(t.sample());
            }
            if ((flags & SAME_SOURCE) == 0) {
                out.text(t.source());
            }
            sample = t.sample();
            source = t.source();
        }
        return out.bytes();
    }

    public static Trace decode(byte[] bytes) {
        In in = new In(bytes);
        if (in.u8() != VERSION) {
            throw in.malformed("a trace of another version");
        }
        long overflow = in.varint();
        int n = in.count(dev.firebreak.core.join.Join.MAX_TALLIES);
        List<Tally> tallies = new ArrayList<>(n);
        String sample = "";
        String source = "";
        long time = 0;
        for (int i = 0; i < n; i++) {
            int flags = in.u8();
            String value = in.text();
            long count = in.varint();
            long offset = in.varint();
            long first = Tally.NO_TIME;
            long last = Tally.NO_TIME;
            if ((flags & TIMED) != 0) {
                first = time + in.signed();
                last = first + in.varint();
                time = first;
            }
            long removed = (flags & REMOVED) != 0 ? time + in.signed() : Tally.NO_TIME;
            long period = (flags & PERIOD) != 0 ? in.signed() : Tally.NO_PERIOD;
            if ((flags & SAMPLE_IS_VALUE) != 0) {
                sample = value;
            } else if ((flags & SAME_SAMPLE) == 0) {
                sample = in.text();
            }
            source = (flags & SAME_SOURCE) != 0 ? source : in.text();
            tallies.add(
                    new Tally(value, period, first, last, count, removed, sample, source, offset));
        }
        return new Trace(tallies, overflow);
    }
}
