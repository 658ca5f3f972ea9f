package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;

/// A sink for looking at a line without telling anybody.
final class Silent implements ObservationSink {
    static final ObservationSink SINK = new Silent();

    private Silent() {}

    @Override
    public void observation(
            ObservableType type, Slice value, Slice host, long epochMicros, long offset) {}

    @Override
    public void hostName(Slice address, Slice name, long epochMicros) {}

    @Override
    public void problem(Problem problem) {}
}
