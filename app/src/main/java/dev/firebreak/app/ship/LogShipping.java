package dev.firebreak.app.ship;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.LogBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Turns what a log's reader tells into batches.
final class LogShipping implements ObservationSink {
    /// Observations after which a batch ends, at the next line.
    static final int BATCH = 2048;

    /// Bytes of names after which a batch ends, at the next line.
    private static final int MAX_NAMES = 1 << 20;

    /// Most addresses of one log whose machines are told.
    private static final int MAX_LEASES = 1_000_000;

    private final Feed feed;
    private final String organisation;
    private final String log;
    private final String source;
    private final Consumer<Problem> problems;
    private final Map<Name, Integer> thingNumbers = new HashMap<>();
    private final Map<Name, Integer> hostNumbers = new HashMap<>();
    private final List<LogBatch.Thing> things = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final Name probe = new Name();
    private final Map<String, String> leases = new HashMap<>();
    private int[] thing = new int[BATCH];
    private int[] host = new int[BATCH];
    private long[] micros = new long[BATCH];
    private long[] offsets = new long[BATCH];
    private int size;
    private int nameBytes;
    private long from;
    private long observations;
    private long lost;
    private long untoldLeases;

    /// @param from offset up to which the log was sent before; what lies before it is left out
    LogShipping(
            Feed feed,
            String organisation,
            String log,
            String source,
            long from,
            Consumer<Problem> problems) {
        this.feed = feed;
        this.organisation = organisation;
        this.log = log;
        this.source = source;
        this.from = from;
        this.problems = problems;
    }

    @Override
    public void observation(
            ObservableType type, Slice value, Slice machine, long epochMicros, long offset) {
        if (offset < from) {
            return;
        }
        boolean newLine = size == 0 || offset != offsets[size - 1];
        if (newLine && (size >= BATCH || nameBytes >= MAX_NAMES)) {
            send(offset);
        }
        if (size >= LogBatch.MAX_OBSERVATIONS) {
            lost++; // of a single line, told at the end
            return;
        }
        if (size == thing.length) {
            grow();
        }
        thing[size] = thing(type, value);
        host[size] = host(machine);
        micros[size] = epochMicros;
        offsets[size] = offset;
        size++;
        observations++;
    }

    private void grow() {
        int n = Math.min(2 * size, LogBatch.MAX_OBSERVATIONS);
        thing = Arrays.copyOf(thing, n);
        host = Arrays.copyOf(host, n);
        micros = Arrays.copyOf(micros, n);
        offsets = Arrays.copyOf(offsets, n);
    }

    private int thing(ObservableType type, Slice value) {
        Integer known = thingNumbers.get(probe.set(type.ordinal(), value));
        if (known != null) {
            return known;
        }
        thingNumbers.put(probe.copy(), things.size());
        things.add(new LogBatch.Thing(type, value.toString()));
        nameBytes += value.length();
        return things.size() - 1;
    }

    private int host(Slice machine) {
        Integer known = hostNumbers.get(probe.set(-1, machine));
        if (known != null) {
            return known;
        }
        hostNumbers.put(probe.copy(), hosts.size());
        hosts.add(machine.toString());
        nameBytes += machine.length();
        return hosts.size() - 1;
    }

    @Override
    public void hostName(Slice address, Slice name, long epochMicros) {
        // The lines' machines go by the name or address they have; who that was is told beside
        // them.
        String is = name.toString();
        String of = address.toString();
        if (leases.size() >= MAX_LEASES && !leases.containsKey(of)) {
            untoldLeases++; // told at the end
            return;
        }
        if (is.equals(leases.put(of, is))) {
            return;
        }
        long from = epochMicros == NO_TIME ? 0 : epochMicros;
        try {
            feed.send(new Coverage.Name(organisation, of, is, true, from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void problem(Problem problem) {
        problems.accept(problem);
    }

    /// The log is at its end.
    ///
    /// @param to its length in bytes
    /// @return observations that were sent
    long finish(long to) {
        if (to > from) {
            send(to);
        }
        if (lost > 0) {
            problems.accept(
                    new Problem(
                            source,
                            "",
                            lost
                                    + " observations of lines with more than "
                                    + LogBatch.MAX_OBSERVATIONS
                                    + " were left out",
                            Problem.Severity.LOST));
        }
        if (untoldLeases > 0) {
            problems.accept(
                    new Problem(
                            source,
                            "",
                            untoldLeases
                                    + " names of addresses beyond the first "
                                    + MAX_LEASES
                                    + " were not told; contacts from them stay with the address",
                            Problem.Severity.LOST));
        }
        return observations;
    }

    private void send(long to) {
        LogBatch batch =
                new LogBatch(
                        organisation,
                        log,
                        source,
                        from,
                        to,
                        things,
                        hosts,
                        Arrays.copyOf(thing, size),
                        Arrays.copyOf(host, size),
                        Arrays.copyOf(micros, size),
                        Arrays.copyOf(offsets, size));
        try {
            feed.send(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        from = to;
        size = 0;
        nameBytes = 0;
        thingNumbers.clear();
        hostNumbers.clear();
        things.clear();
        hosts.clear();
    }

    /// Bytes as a key of a map; one instance is reused for looking up.
    private static final class Name {
        private int kind;
        private byte[] bytes = new byte[0];
        private int start;
        private int end;
        private int hash;

        Name set(int newKind, Slice slice) {
            kind = newKind;
            bytes = slice.array;
            start = slice.start;
            end = slice.end;
            int h = kind;
            for (int i = start; i < end; i++) {
                h = h * 31 + bytes[i];
            }
            hash = h;
            return this;
        }

        Name copy() {
            Name copy = new Name();
            copy.kind = kind;
            copy.bytes = Arrays.copyOfRange(bytes, start, end);
            copy.end = copy.bytes.length;
            copy.hash = hash;
            return copy;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Name n
                    && n.kind == kind
                    && Arrays.equals(bytes, start, end, n.bytes, n.start, n.end);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
