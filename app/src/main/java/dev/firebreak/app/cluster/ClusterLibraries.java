package dev.firebreak.app.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The programs that a cluster's processes run: where the job's jar and the libraries of Kafka and Flink lie.
///
/// @param job the join as a Flink job with all that a Flink cluster does not have itself
/// @param classPath of Kafka and Flink, in order
/// @param broker goes before it for Kafka: the job's connector and the broker want different versions of one library
public record ClusterLibraries(Path job, List<Path> classPath, Path broker) {
    /// System property that the launcher sets: the folder with the job's jar and the two lists of libraries.
    public static final String PLACE = "firebreak.cluster.libraries";

    private static final String JOB = "firebreak-flink.jar";
    private static final String METRICS = "firebreak-flink-metrics.jar";
    private static final String BROKER = "kafka-clients.jar";
    private static final List<String> LISTS = List.of("provided.classpath", "client.classpath");
    private static final String REMEDY =
            "; build them with scripts/build-cluster JAVA_HOME, or start with ./firebreak, which does it";

    public ClusterLibraries {
        classPath = List.copyOf(classPath);
    }

    /// Those that the launcher names.
    ///
    /// @throws ClusterException if they were not built, or lie elsewhere than when they were
    public static ClusterLibraries named() throws IOException {
        String place = System.getProperty(PLACE);
        if (place == null) {
            throw new ClusterException("nobody said where the cluster's libraries lie" + REMEDY);
        }
        return in(Path.of(place));
    }

    /// Those of a folder that the build of module `flink` made.
    ///
    /// @throws ClusterException if something is missing there
    public static ClusterLibraries in(Path folder) throws IOException {
        Path job = folder.resolve(JOB).toAbsolutePath();
        if (!Files.exists(job)) {
            throw new ClusterException("no " + JOB + " in " + folder + REMEDY);
        }
        Path broker = folder.resolve(BROKER).toAbsolutePath();
        if (!Files.exists(broker)) {
            throw new ClusterException("no " + BROKER + " in " + folder + REMEDY);
        }
        Set<Path> paths = new LinkedHashSet<>();
        @Nullable Path metrics = folder.resolve(METRICS).toAbsolutePath();
        if (Files.exists(metrics)) {
            paths.add(metrics);
        }
        for (String list : LISTS) {
            Path file = folder.resolve(list);
            if (!Files.exists(file)) {
                throw new ClusterException("no " + list + " in " + folder + REMEDY);
            }
            for (String entry : Files.readString(file).strip().split(File.pathSeparator, -1)) {
                Path library = Path.of(entry);
                if (!Files.exists(library)) {
                    throw new ClusterException("a library is gone: " + library + REMEDY);
                }
                paths.add(library);
            }
        }
        return new ClusterLibraries(job, new ArrayList<>(paths), broker);
    }

    /// As one argument of `java -cp`.
    String joined(boolean forBroker) {
        List<Path> all = new ArrayList<>(classPath);
        if (forBroker) {
            all.addFirst(broker);
        }
        return String.join(File.pathSeparator, all.stream().map(Path::toString).toList());
    }
}
