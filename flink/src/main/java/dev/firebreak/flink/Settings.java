package dev.firebreak.flink;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the job is told on its command line.
///
/// @param parallelism 0 for what the cluster is set to
/// @param checkpointMillis time between checkpoints; a finding is visible after the next one
/// @param retentionDays how long a sighting is kept after its last renewal
/// @param transactionMillis how long Kafka waits for the commit of a checkpoint's results before it drops them
/// @param acceptLost whether to go on when it has dropped them
record Settings(
        Connection connection,
        Topics topics,
        int parallelism,
        long checkpointMillis,
        int retentionDays,
        int transactionMillis,
        boolean acceptLost) {
    static final String USAGE =
            """
            Usage: firebreak-flink.jar --bootstrap HOST:PORT[,...] [--prefix NAME] [--client-settings FILE]
                                       [--parallelism N] [--checkpoint-millis N] [--retention-days N]
                                       [--transaction-minutes N] [--lost accept]""";

    private static final List<String> NAMES =
            List.of(
                    "--bootstrap",
                    "--prefix",
                    "--client-settings",
                    "--parallelism",
                    "--checkpoint-millis",
                    "--retention-days",
                    "--transaction-minutes",
                    "--lost");

    /// Kafka holds this time in milliseconds as an int.
    private static final long MOST_MINUTES = Integer.MAX_VALUE / 60_000L;

    /// @throws IllegalArgumentException if the arguments are wrong; the message says which
    static Settings parse(String... args) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!NAMES.contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException("cannot use " + args[i] + "\n" + USAGE);
            }
            given.put(args[i], args[i + 1]);
        }
        String servers = given.get("--bootstrap");
        if (servers == null) {
            throw new IllegalArgumentException("--bootstrap is missing\n" + USAGE);
        }
        String file = given.get("--client-settings");
        Connection connection =
                file == null ? Connection.plain(servers) : Connection.of(servers, Path.of(file));
        return new Settings(
                connection,
                new Topics(given.getOrDefault("--prefix", Topics.DEFAULT.prefix())),
                (int) number(given, "--parallelism", 0, 0, 1024),
                number(given, "--checkpoint-millis", 500, 100, 3_600_000),
                (int) number(given, "--retention-days", 548, 1, 36_500),
                (int)
                                number(
                                        given,
                                        "--transaction-minutes",
                                        Topics.KEPT.toMinutes(),
                                        1,
                                        MOST_MINUTES)
                        * 60_000,
                acceptsLost(given.get("--lost")));
    }

    private static boolean acceptsLost(@Nullable String word) {
        if (word == null || word.equals("accept")) {
            return word != null;
        }
        throw new IllegalArgumentException("--lost must be 'accept', not " + word);
    }

    private static long number(
            Map<String, String> given, String name, long otherwise, long least, long most) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long n = Long.parseLong(text);
            if (n >= least && n <= most) {
                return n;
            }
        } catch (NumberFormatException _) {
            // said below, with the bounds
        }
        throw new IllegalArgumentException(
                name + " must be a number from " + least + " to " + most + ", not " + text);
    }
}
