package dev.firebreak.bench;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;

/// Takes what a log tells and only prints problems.
final class SilentSink implements ObservationSink {
    @Override
    public void observation(
            ObservableType type, Slice value, Slice host, long epochMicros, long offset) {}

    @Override
    public void hostName(Slice address, Slice name, long epochMicros) {}

    @Override
    public void problem(Problem problem) {
        System.out.println(problem);
    }
}
