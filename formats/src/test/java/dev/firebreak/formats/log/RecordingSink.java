package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Writes down what it is told, one line a call.
class RecordingSink implements ObservationSink {
    final List<String> observations = new ArrayList<>();
    final List<String> seen = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    Supplier<Slice> line = Slice::new;

    static String time(long micros) {
        return micros == NO_TIME
                ? "-"
                : Instant.ofEpochSecond(
                                Math.floorDiv(micros, 1_000_000),
                                Math.floorMod(micros, 1_000_000) * 1000L)
                        .toString();
    }

    @Override
    public void begin(String source, String kind, Supplier<Slice> line) {
        this.line = line;
    }

    @Override
    public void observation(
            ObservableType type, Slice value, Slice host, long epochMicros, long offset) {
        observations.add(
                type.json()
                        + " "
                        + value
                        + " by "
                        + host
                        + " at "
                        + time(epochMicros)
                        + " offset "
                        + offset);
    }

    @Override
    public void seen(Slice host, long epochMicros, long offset) {
        seen.add(host + " at " + time(epochMicros));
    }

    @Override
    public void hostName(Slice address, Slice name, long epochMicros) {
        names.add(address + " is " + name + " at " + time(epochMicros));
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }
}
