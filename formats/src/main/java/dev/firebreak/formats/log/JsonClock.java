package dev.firebreak.formats.log;

import dev.firebreak.core.model.Slice;

/// Reads the time of an object from the first of several keys that has one.
final class JsonClock {
    private final JsonScanner scanner;
    private final EpochTimes epochs = new EpochTimes();
    private final Times times;
    private final Times utc;
    private final Output out;
    private final Slice slice = new Slice();

    JsonClock(JsonScanner scanner, Times times, Output out) {
        this.scanner = scanner;
        this.times = times;
        utc = times.inUtc();
        this.out = out;
    }

    /// The time under a key, or [Output#NO_TIME] if there is none; one that cannot be read is told.
    long time(int number) {
        return time(number, times);
    }

    /// The same for keys whose times are UTC without saying so.
    long utcTime(int number) {
        return time(number, utc);
    }

    long utc(Slice text) {
        return utc.parse(text.array, text.start, text.end);
    }

    private long time(int number, Times reader) {
        int value = scanner.first(number);
        if (value < 0) {
            return Output.NO_TIME;
        }
        scanner.value(value, slice);
        long micros = epochs.parse(slice.array, slice.start, slice.end);
        micros =
                micros == Output.NO_TIME
                        ? reader.parse(slice.array, slice.start, slice.end)
                        : micros;
        if (micros == Output.NO_TIME) {
            out.remark("has a time that cannot be read; the line counts without it");
        }
        return micros;
    }
}
