package dev.firebreak.app.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A job to be run on the cluster.
///
/// @param jar with all that the cluster does not have
/// @param mainClass absent for the one that the jar's manifest names
/// @param arguments of its main method; no secrets, they stand in logs and on the web page
/// @param parallelism 0 for all slots there are
public record JobRequest(
        Path jar, @Nullable String mainClass, List<String> arguments, int parallelism) {
    private static final int MAX_ARGUMENTS = 200;

    public JobRequest {
        jar = jar.toAbsolutePath();
        arguments = List.copyOf(arguments);
        if (arguments.size() > MAX_ARGUMENTS) {
            throw new IllegalArgumentException("more than " + MAX_ARGUMENTS + " arguments");
        }
    }

    /// Where a job's state comes from.
    public sealed interface Start {
        /// From the newest checkpoint or savepoint that the jobs here left; from nothing only if none ever ran.
        record Newest() implements Start {}

        /// From nothing, whatever there is.
        record Afresh() implements Start {}

        /// @param place folder of a checkpoint or savepoint
        record From(String place) implements Start {}
    }

    void write(Properties p) {
        p.setProperty("job.jar", jar.toString());
        if (mainClass == null) {
            p.remove("job.main");
        } else {
            p.setProperty("job.main", mainClass);
        }
        p.setProperty("job.parallelism", String.valueOf(parallelism));
        p.setProperty("job.arguments", String.valueOf(arguments.size()));
        for (int i = 0; i < arguments.size(); i++) {
            p.setProperty("job.argument." + i, arguments.get(i));
        }
    }

    static @Nullable JobRequest read(Properties p) {
        String jar = p.getProperty("job.jar");
        if (jar == null) {
            return null;
        }
        int number = Integer.parseInt(p.getProperty("job.arguments", "0"));
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < Math.min(number, MAX_ARGUMENTS); i++) {
            arguments.add(p.getProperty("job.argument." + i, ""));
        }
        return new JobRequest(
                Path.of(jar),
                p.getProperty("job.main"),
                arguments,
                Integer.parseInt(p.getProperty("job.parallelism", "0")));
    }
}
