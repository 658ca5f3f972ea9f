package dev.firebreak.app.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;

/// Ports on the loopback address.
final class Ports {
    static final String LOOPBACK = "127.0.0.1";
    private static final int TRIES = 100;

    private Ports() {}

    /// One that nobody listens on now, and that is none of those already given away.
    static int free(Set<Integer> given) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), 0));
                if (given.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            }
        }
        throw new ClusterException("no free port on " + LOOPBACK);
    }

    /// @throws ClusterException if somebody listens there
    static void requireFree(int port, String what, String option) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
        } catch (IOException e) {
            throw new ClusterException(
                    "port "
                            + port
                            + " for "
                            + what
                            + " is taken by another program; choose one with "
                            + option
                            + " N (0 picks a free one)",
                    e);
        }
    }
}
