package dev.firebreak.stream.flow;

import dev.firebreak.core.join.Join;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedObservation;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.join.Tally;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What one owner did with one thing, before it is put on keys.
///
/// @param first microseconds since 1970, [Tally#NO_TIME] if no time was told
/// @param removal a component is gone, see [KeyedObservation#removal]
public record Seen(
        Owner owner,
        String value,
        long first,
        long last,
        long count,
        boolean removal,
        String source,
        long offset) {
    private static final int VERSION = 1;

    /// For each observation of a batch the thing's number in the batch, and what was seen of it: lines of one host, thing
    /// and day are folded.
    ///
    /// @param wanted the parts of the log that count
    public static List<Numbered> fold(LogBatch batch, List<Covered.Range> wanted) {
        Map<Fold, Fold> folds = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            if (!within(wanted, batch.offsets()[i])) {
                continue;
            }
            Fold f = new Fold(batch.thing()[i], batch.host()[i], batch.micros()[i]);
            Fold known = folds.putIfAbsent(f, f);
            (known == null ? f : known).add(batch.micros()[i], batch.offsets()[i]);
        }
        Owner[] owners = new Owner[batch.hosts().size()];
        List<Numbered> seen = new ArrayList<>(folds.size());
        for (Fold f : folds.values()) {
            if (owners[f.host] == null) {
                owners[f.host] = new Owner(batch.organisation(), batch.hosts().get(f.host));
            }
            seen.add(
                    new Numbered(
                            f.thing,
                            new Seen(
                                    owners[f.host],
                                    batch.things().get(f.thing).value(),
                                    f.first,
                                    f.last,
                                    f.count,
                                    false,
                                    batch.source(),
                                    f.offset)));
        }
        return seen;
    }

    /// @param thing index in the batch's things
    public record Numbered(int thing, Seen seen) {}

    private static boolean within(List<Covered.Range> wanted, long offset) {
        for (Covered.Range r : wanted) {
            if (r.contains(offset)) {
                return true;
            }
        }
        return false;
    }

    /// Lines that are told as one.
    private static final class Fold {
        private final int thing;
        private final int host;
        private final long day;
        private long first = Tally.NO_TIME;
        private long last = Tally.NO_TIME;
        private long count;
        private long offset;

        Fold(int thing, int host, long micros) {
            this.thing = thing;
            this.host = host;
            this.day =
                    micros == ObservationSink.NO_TIME
                            ? Tally.NO_PERIOD
                            : Math.floorDiv(micros, Join.PERIOD_MICROS);
        }

        /// The earliest line's place is kept; of lines at the same moment the first.
        void add(long micros, long at) {
            long time = micros == ObservationSink.NO_TIME ? Tally.NO_TIME : micros;
            if (count == 0 || time < first) {
                first = time;
                offset = at;
            }
            last = count == 0 ? time : Math.max(last, time);
            count++;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Fold f && f.thing == thing && f.host == host && f.day == day;
        }

        @Override
        public int hashCode() {
            return (thing * 31 + host) * 31 + Long.hashCode(day);
        }
    }

    public Seen {
        Objects.requireNonNull(owner);
        Objects.requireNonNull(value);
    }

    /// The observation on one of its keys. It cannot be a repetition: those were left out before.
    public KeyedObservation on(JoinKey key) {
        return new KeyedObservation(
                key, value, owner, first, last, count, removal, source, offset, 0);
    }

    public byte[] encode() {
        Out out = new Out(64 + value.length() + source.length()).u8(VERSION);
        out.text(owner.organisation()).text(owner.asset()).text(value);
        boolean timed = first != Tally.NO_TIME;
        out.bool(timed);
        if (timed) {
            out.signed(first).varint(last - first);
        }
        return out.varint(count).bool(removal).text(source).varint(offset).bytes();
    }

    public static Seen decode(byte[] bytes) {
        In in = new In(bytes);
        if (in.u8() != VERSION) {
            throw in.malformed("an observation of another version");
        }
        Owner owner = new Owner(in.text(), in.text());
        String value = in.text();
        long first = Tally.NO_TIME;
        long last = Tally.NO_TIME;
        if (in.bool()) {
            first = in.signed();
            last = first + in.varint();
        }
        return new Seen(owner, value, first, last, in.varint(), in.bool(), in.text(), in.varint());
    }
}
