package dev.firebreak.app.cluster;

import java.time.Duration;

/// How long is waited for what. Generous: a laptop may be busy; nothing here is a measure of speed.
public final class Limits {
    public static final Duration KAFKA_START = Duration.ofSeconds(120);
    public static final Duration FLINK_START = Duration.ofSeconds(180);
    public static final Duration TASK_MANAGERS_JOIN = Duration.ofSeconds(180);
    public static final Duration TOPICS = Duration.ofSeconds(60);
    public static final Duration JOB_START = Duration.ofSeconds(180);
    public static final Duration CHECKPOINT = Duration.ofSeconds(180);
    public static final Duration SAVEPOINT = Duration.ofMinutes(10);
    public static final Duration CANCEL = Duration.ofSeconds(60);

    /// One request to Flink's interface; submitting runs the job's main method inside one.
    static final Duration REQUEST = Duration.ofSeconds(120);

    /// A process asked to end; after that it is killed.
    static final Duration END = Duration.ofSeconds(30);

    static final Duration KILL = Duration.ofSeconds(20);
    static final Duration FORMAT = Duration.ofSeconds(120);
    static final Duration POLL = Duration.ofMillis(100);

    private Limits() {}
}
