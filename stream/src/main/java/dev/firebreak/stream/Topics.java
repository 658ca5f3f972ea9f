package dev.firebreak.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The topics of one installation, all with a common prefix.
///
/// Keyed topics with the cleanup policy `compact` keep the newest record of each key: whoever reads one from its beginning
/// knows the present state. The others keep records for a time and are the source that a job may be replayed from.
///
/// @param prefix letters, digits, dots, hyphens and underscores, as Kafka allows in names
public record Topics(String prefix) {
    /// What is used when nobody says otherwise.
    public static final Topics DEFAULT = new Topics("firebreak");

    /// Largest record on any topic in bytes, after compression.
    public static final int MAX_RECORD = 8 << 20;

    /// How long what the job reads is kept, and so how long it may be away.
    public static final Duration KEPT = Duration.ofDays(7);

    public Topics {
        if (!prefix.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException("no prefix for topics: " + prefix);
        }
    }

    /// Batches of log lines; key: the log they come from, so that a log's batches stay in order.
    public String observations() {
        return prefix + ".observations";
    }

    /// Lists of installed software; key: organisation and machine.
    public String inventories() {
        return prefix + ".inventories";
    }

    /// What is looked for, by warnings and by askers; key: its id; compacted.
    public String questions() {
        return prefix + ".questions";
    }

    /// Keys that so many machines touch that they are split; key: the key; compacted.
    public String hotKeys() {
        return prefix + ".hot-keys";
    }

    /// What was found, each its whole state; key: the finding's id; compacted.
    public String findings() {
        return prefix + ".findings";
    }

    /// How far the answer to a question is; key: its id; compacted.
    public String progress() {
        return prefix + ".progress";
    }

    /// Which machines and logs there are; key: the machine or log; compacted.
    public String coverage() {
        return prefix + ".coverage";
    }

    /// What could not be used, with the reason; key: where it was read.
    public String deadLetters() {
        return prefix + ".dead-letters";
    }

    /// The consumer group under which the job tells how far it has read.
    public String jobGroup() {
        return prefix + "-join";
    }

    /// How a topic is to be set up.
    ///
    /// @param partitions how many parts it has
    public record Setup(String name, int partitions, Map<String, String> settings) {
        public Setup {
            settings = Map.copyOf(settings);
        }
    }

    /// All topics as they are to be created.
    ///
    /// @param partitions of the topics that carry the load
    public List<Setup> setups(int partitions) {
        Map<String, String> kept =
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        String.valueOf(KEPT.toMillis()),
                        "max.message.bytes",
                        String.valueOf(MAX_RECORD));
        Map<String, String> compacted =
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "max.message.bytes",
                        String.valueOf(MAX_RECORD));
        return List.of(
                new Setup(observations(), partitions, kept),
                new Setup(inventories(), partitions, kept),
                new Setup(questions(), 1, compacted),
                new Setup(hotKeys(), 1, compacted),
                new Setup(findings(), partitions, compacted),
                new Setup(progress(), 1, compacted),
                new Setup(coverage(), partitions, compacted),
                new Setup(deadLetters(), 1, kept));
    }
}
