package dev.firebreak.stream.record;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.List;
import java.util.Objects;

/// Observations from consecutive lines of one log, in columns: things and hosts are told once.
///
/// The lines lie at offsets `from` (inclusive) to `to` (exclusive) of the log; all that these lines betray is in the
/// batch, so that whoever has taken `from` to `to` in may leave out whatever of it comes again.
///
/// @param organisation who owns the machines
/// @param log identifies the log whatever its name is, see the shipper
/// @param source the log's name, for people
/// @param from offset of the first line in the uncompressed log
/// @param to offset after the last line
/// @param things what was seen
/// @param hosts who saw it; the empty text stands for a line that names no machine
/// @param thing for each observation the index of what was seen
/// @param host for each observation the index of who saw it
/// @param micros for each observation its time, microseconds since 1970, or [ObservationSink#NO_TIME]
/// @param offsets for each observation the offset of its line, not decreasing
public record LogBatch(
        String organisation,
        String log,
        String source,
        long from,
        long to,
        List<Thing> things,
        List<String> hosts,
        int[] thing,
        int[] host,
        long[] micros,
        long[] offsets) {
    /// Most observations in one batch.
    public static final int MAX_OBSERVATIONS = 1 << 16;

    private static final char KIND = 'L';
    private static final int VERSION = 1;
    private static final ObservableType[] TYPES = ObservableType.values();

    public record Thing(ObservableType type, String value) {
        public Thing {
            Objects.requireNonNull(type);
            Objects.requireNonNull(value);
        }
    }

    public LogBatch {
        things = List.copyOf(things);
        hosts = List.copyOf(hosts);
        int n = thing.length;
        if (host.length != n || micros.length != n || offsets.length != n) {
            throw new IllegalArgumentException("columns of different lengths");
        }
        if (from < 0 || to < from || n > MAX_OBSERVATIONS) {
            throw new IllegalArgumentException(
                    "a batch of " + n + " observations from " + from + " to " + to);
        }
    }

    public int size() {
        return thing.length;
    }

    public byte[] encode() {
        Out out = Head.write(KIND, VERSION);
        out.text(organisation).text(log).text(source).varint(from).varint(to - from);
        out.varint(things.size());
        for (Thing t : things) {
            out.varint(t.type.ordinal()).text(t.value);
        }
        out.varint(hosts.size());
        hosts.forEach(out::text);
        out.varint(size());
        long before = 0;
        long place = from;
        for (int i = 0; i < size(); i++) {
            out.varint(thing[i]).varint(host[i]).varint(offsets[i] - place);
            place = offsets[i];
            out.bool(micros[i] != ObservationSink.NO_TIME);
            if (micros[i] != ObservationSink.NO_TIME) {
                out.signed(micros[i] - before);
                before = micros[i];
            }
        }
        return out.bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static LogBatch decode(byte[] bytes) {
        In in = new In(bytes);
        Head.read(in, KIND, VERSION);
        String organisation = in.text();
        String log = in.text();
        String source = in.text();
        long from = in.varint();
        long to = from + in.varint();
        if (from < 0 || to < from) {
            throw in.malformed("lines from " + from + " to " + to);
        }
        Thing[] things = new Thing[in.count(MAX_OBSERVATIONS)];
        for (int i = 0; i < things.length; i++) {
            things[i] = new Thing(in.one(TYPES), in.text());
        }
        String[] hosts = new String[in.count(MAX_OBSERVATIONS)];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = in.text();
        }
        int n = in.count(MAX_OBSERVATIONS);
        int[] thing = new int[n];
        int[] host = new int[n];
        long[] micros = new long[n];
        long[] offsets = new long[n];
        long before = 0;
        long place = from;
        for (int i = 0; i < n; i++) {
            thing[i] = in.index(things.length);
            host[i] = in.index(hosts.length);
            long step = in.varint();
            place += step;
            if (step < 0 || place < from || place > to) {
                throw in.malformed("a line outside its batch");
            }
            offsets[i] = place;
            micros[i] = ObservationSink.NO_TIME;
            if (in.bool()) {
                before += in.signed();
                micros[i] = before;
            }
        }
        in.end();
        return new LogBatch(
                organisation,
                log,
                source,
                from,
                to,
                List.of(things),
                List.of(hosts),
                thing,
                host,
                micros,
                offsets);
    }
}
