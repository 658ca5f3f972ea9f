package dev.firebreak.app.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Ports on the loopback address.
final class Ports {
    static final String LOOPBACK = "127.0.0.1";
    private static final int TRIES = 1_000;
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private Ports() {}

    /// One that nobody listens on now, and that is none of those already given away.
    ///
    /// Below the range from which systems take the ports of outgoing connections: a client that tries again and again
    /// to reach a dead server on a port of that range will one day be given this very port and be connected to itself,
    /// and the server cannot be started again.
    static int free(Set<Integer> given) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new ClusterException("no free port on " + LOOPBACK);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// @throws ClusterException if somebody listens there
    static void requireFree(int port, String what, String option) throws IOException {
        if (!isFree(port)) {
            throw new ClusterException(
                    "port "
                            + port
                            + " for "
                            + what
                            + " is taken by another program; choose one with "
                            + option
                            + " N (0 picks a free one)");
        }
    }

    /// Which ports the next start uses: those asked for, or those of the last time if they are still free; kept with the settings.
    ///
    /// @throws ClusterException if another port is asked for than what runs has, or one is taken
    static void decide(
            Remembered remembered, ClusterSettings wanted, boolean kafkaRuns, boolean flinkRuns)
            throws IOException {
        if (kafkaRuns
                && wanted.kafkaPort() != 0
                && wanted.kafkaPort() != remembered.port("kafka")) {
            throw new ClusterException(
                    "Kafka runs already, on port "
                            + remembered.port("kafka")
                            + "; end it first (cluster down)");
        }
        if (flinkRuns && wanted.webPort() != 0 && wanted.webPort() != remembered.port("web")) {
            throw new ClusterException(
                    "Flink runs already, on port "
                            + remembered.port("web")
                            + "; end it first (cluster down)");
        }
        remembered.decidePort("kafka", wanted.kafkaPort());
        remembered.decidePort("controller", 0);
        remembered.decidePort("web", wanted.webPort());
        remembered.decidePort("rpc", 0);
        if (!kafkaRuns) {
            requireFree(remembered.port("kafka"), "Kafka", "--kafka-port");
            if (!isFree(remembered.port("controller"))) {
                remembered.replacePort("controller");
            }
        }
        if (!flinkRuns) {
            requireFree(remembered.port("web"), "Flink's web page", "--web-port");
            if (!isFree(remembered.port("rpc"))) {
                remembered.replacePort("rpc");
            }
        }
        remembered.settings(wanted);
        remembered.kafkaId();
        remembered.save();
    }
}
