package dev.firebreak.flink;

/// The join as a job.
public final class FirebreakJob {
    private FirebreakJob() {}

    public static void main(String[] args) {
        throw new UnsupportedOperationException("not yet");
    }
}
