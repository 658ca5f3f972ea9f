package dev.firebreak.app.sources;

import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.core.model.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Syslog over TLS (RFC 5425). Whose messages they are, the client's certificate tells: its common name is the
/// organisation's key.
public final class SyslogListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogListener.class);

    /// A batch is taken when it has so many characters, or after so long.
    private static final int BATCH = 1 << 20;

    private static final int BATCH_MILLIS = 2_000;

    /// So long a client may take for its handshake, or fall silent within a frame.
    private static final int FRAME_MILLIS = 30_000;

    private static final int MAX_CONNECTIONS = 500;

    private final SSLServerSocket server;
    private final Intake intake;
    private final java.util.concurrent.Semaphore room =
            new java.util.concurrent.Semaphore(MAX_CONNECTIONS);

    public SyslogListener(SSLContext tls, int port, String bind, Intake intake) throws IOException {
        this.intake = intake;
        this.server =
                (SSLServerSocket)
                        tls.getServerSocketFactory()
                                .createServerSocket(port, 64, java.net.InetAddress.getByName(bind));
        server.setNeedClientAuth(true);
        server.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        Thread.ofVirtual().name("syslog").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                if (!room.tryAcquire()) {
                    socket.close();
                    continue;
                }
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("a syslog connection could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            socket.setSoTimeout(FRAME_MILLIS);
            socket.startHandshake();
            Optional<Organisation> owner =
                    commonName(socket.getSession().getPeerPrincipal()).flatMap(intake::byKey);
            if (owner.isEmpty()) {
                LOG.warn("a syslog client's certificate names no organisation");
                return;
            }
            receive(socket, owner.get());
        } catch (IOException e) {
            LOG.info("a syslog connection ended: {}", e.getMessage());
        } finally {
            room.release();
        }
    }

    /// The one common name of a certificate's subject; a name that merely looks like one within another part is none.
    static Optional<String> commonName(Principal subject) {
        try {
            List<String> names =
                    new LdapName(subject.getName())
                            .getRdns().stream()
                                    .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                                    .map(rdn -> String.valueOf(rdn.getValue()).strip())
                                    .toList();
            return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
        } catch (InvalidNameException e) {
            return Optional.empty(); // then it names no organisation, which is logged
        }
    }

    private void receive(SSLSocket socket, Organisation owner) throws IOException {
        long source = intake.source(owner, "syslog", owner.key(), null);
        BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        SyslogFrames frames = new SyslogFrames(in);
        StringBuilder batch = new StringBuilder();
        long begun = System.nanoTime();
        try {
            while (true) {
                try {
                    socket.setSoTimeout(BATCH_MILLIS);
                    in.mark(1);
                    int first = in.read();
                    if (first < 0) {
                        break;
                    }
                    in.reset();
                } catch (SocketTimeoutException e) {
                    take(owner, source, batch);
                    begun = System.nanoTime();
                    continue;
                }
                // Within a frame silence is no time to hand on: what was read of it would be lost.
                socket.setSoTimeout(FRAME_MILLIS);
                String message = frames.next();
                if (message == null) {
                    break;
                }
                batch.append(SyslogFrames.line(message)).append('\n');
                if (batch.length() > BATCH
                        || System.nanoTime() - begun > BATCH_MILLIS * 1_000_000L) {
                    take(owner, source, batch);
                    begun = System.nanoTime();
                }
            }
        } catch (IOException e) {
            intake.desk()
                    .refuse(
                            owner,
                            source,
                            "syslog",
                            new Problem(
                                    "syslog",
                                    "",
                                    String.valueOf(e.getMessage()),
                                    Problem.Severity.LOST),
                            frames.partial());
        } finally {
            take(owner, source, batch);
        }
    }

    private void take(Organisation owner, long source, StringBuilder batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        byte[] bytes = batch.toString().getBytes(StandardCharsets.UTF_8);
        batch.setLength(0);
        intake.take(owner, source, "syslog", Estates.Kind.LOG, new ByteArrayInputStream(bytes));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
