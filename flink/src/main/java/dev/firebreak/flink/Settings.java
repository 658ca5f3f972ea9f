package dev.firebreak.flink;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the job is told on its command line.
///
/// @param parallelism 0 for what the cluster is set to
/// @param checkpointMillis time between checkpoints; a finding is visible after the next one
/// @param retentionDays how long a sighting is kept after its last renewal
record Settings(
        Connection connection,
        Topics topics,
        int parallelism,
        long checkpointMillis,
        int retentionDays) {
    static final String USAGE =
            """
            Usage: firebreak-flink.jar --bootstrap HOST:PORT[,...] [--prefix NAME] [--client-settings FILE]
                                       [--parallelism N] [--checkpoint-millis N] [--retention-days N]""";

    private static final List<String> NAMES =
            List.of(
                    "--bootstrap",
                    "--prefix",
                    "--client-settings",
                    "--parallelism",
                    "--checkpoint-millis",
                    "--retention-days");

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
                (int) number(given, "--retention-days", 548, 1, 36_500));
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
