package dev.firebreak.flink.cluster;

import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.stream.Connection;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real broker that asks for TLS and a SCRAM password, with certificates made for this test. Beside that it listens for those
/// who need no password, which is for itself and for a test that sets it up.
final class SecuredBroker implements AutoCloseable {
    static final String USER = "firebreak-job";
    static final String STORE_PASSWORD = "made-for-the-test";

    private static final Duration START = Duration.ofSeconds(120);

    private final Path folder;
    private final ClusterLibraries libraries;
    private final Map<String, String> passwords;
    private final List<String> more;
    private final int port = freePort();
    private final int internal = freePort();
    private Process process;

    SecuredBroker(Path folder, ClusterLibraries libraries, String password) throws IOException {
        this(folder, libraries, Map.of(USER, password), List.of());
    }

    /// @param passwords of each user
    /// @param more settings, as lines of a properties file; those that one broker on its own needs overrule them
    SecuredBroker(
            Path folder,
            ClusterLibraries libraries,
            Map<String, String> passwords,
            List<String> more)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.libraries = libraries;
        this.passwords = passwords;
        this.more = more;
    }

    String servers() {
        return "localhost:" + port;
    }

    /// For the test itself: without TLS and password.
    Connection inside() {
        return Connection.plain("127.0.0.1:" + internal);
    }

    Path folder() {
        return folder;
    }

    void start() throws Exception {
        keyPair("broker");
        keyPair("stranger");
        Path settings = folder.resolve("server.properties");
        int controller = freePort();
        Files.writeString(
                settings,
                String.join("\n", more)
                        + """

                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                listeners=CLIENTS://127.0.0.1:%1$d,INTERNAL://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=CLIENTS://localhost:%1$d,INTERNAL://127.0.0.1:%3$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=INTERNAL
                listener.security.protocol.map=CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.clients.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%4$s
                ssl.keystore.password=%5$s
                log.dirs=%6$s
                default.replication.factor=1
                min.insync.replicas=1
                group.initial.rebalance.delay.ms=0
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                transaction.max.timeout.ms=604800000
                log.cleaner.dedupe.buffer.size=16777216
                """
                                .formatted(
                                        port,
                                        controller,
                                        internal,
                                        folder.resolve("broker.p12"),
                                        STORE_PASSWORD,
                                        folder.resolve("data")));
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "kafka.tools.StorageTool",
                                "format",
                                "--cluster-id",
                                "c2VjdXJlZC1icm9rZXItMQ",
                                "--config",
                                settings.toString(),
                                "--standalone"));
        passwords.forEach(
                (user, password) -> {
                    words.add("--add-scram");
                    words.add("SCRAM-SHA-512=[name=" + user + ",password=" + password + "]");
                });
        Process format = java("format", words.toArray(String[]::new));
        if (!format.waitFor(START.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
            format.destroyForcibly();
            throw new IOException(said());
        }
        process = java("broker", "kafka.Kafka", settings.toString());
        awaitListening();
    }

    private void awaitListening() throws Exception {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() - end < 0) {
            if (!process.isAlive()) {
                throw new IOException(said());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return;
            } catch (IOException e) {
                Thread.sleep(200);
            }
        }
        throw new IOException("the broker did not listen in " + START + "\n" + said());
    }

    /// Everything that the broker and its tools wrote.
    String said() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".out")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /// What was allowed and denied to whom, line by line, if the broker has an authorizer.
    Path audit() {
        return folder.resolve("authorizer.log");
    }

    /// Client settings of a user, as an operator writes them.
    Path clientSettings(String user) throws IOException {
        return clientSettings(user, "broker", user, passwords.get(user));
    }

    /// Client settings as an operator writes them.
    Path clientSettings(String name, String trusted, String clientPassword) throws IOException {
        return clientSettings(name, trusted, USER, clientPassword);
    }

    private Path clientSettings(String name, String trusted, String user, String clientPassword)
            throws IOException {
        Path file = folder.resolve(name + ".properties");
        Files.writeString(
                file,
                """
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """
                        .formatted(user, clientPassword, folder.resolve(trusted + ".pem")));
        return file;
    }

    private void keyPair(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD,
                "-file",
                folder.resolve(name + ".pem").toString());
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process run =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.out").toFile())
                        .start();
        if (run.waitFor() != 0) {
            throw new IOException(said());
        }
    }

    /// With all arguments in a file, so that no password stands on a command line.
    private Process java(String name, String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        words.add("-Xmx256m");
        words.add("-XX:+UseSerialGC");
        words.add("-XX:TieredStopAtLevel=1");
        words.add("-Dlog4j2.configurationFile=" + logging());
        words.add("-cp");
        List<Path> all = new ArrayList<>(libraries.classPath());
        all.addFirst(libraries.broker());
        words.add(String.join(File.pathSeparator, all.stream().map(Path::toString).toList()));
        words.addAll(List.of(arguments));
        Path file = folder.resolve(name + ".args");
        Files.write(
                file, words.stream().map(word -> '"' + word.replace("\\", "\\\\") + '"').toList());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + file)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
    }

    private Path logging() throws IOException {
        Path file = folder.resolve("log4j2.xml");
        Files.writeString(
                file,
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Configuration status="WARN">
                  <Appenders>
                    <Console name="console"><PatternLayout pattern="%%-5p %%c{1.} - %%m%%n"/></Console>
                    <File name="audit" fileName="%s"><PatternLayout pattern="%%m%%n"/></File>
                  </Appenders>
                  <Loggers>
                    <Logger name="kafka.authorizer.logger" level="DEBUG" additivity="false">
                      <AppenderRef ref="audit"/>
                    </Logger>
                    <Root level="ERROR"><AppenderRef ref="console"/></Root>
                  </Loggers>
                </Configuration>
                """
                        .formatted(audit()));
        return file;
    }

    private static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), candidate));
                return candidate;
            } catch (IOException e) {
                continue; // taken
            }
        }
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
