package dev.firebreak.app.cli;

import dev.firebreak.app.server.FirebreakServer;
import dev.firebreak.app.server.ServerSettings;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `firebreak serve`: the situation room. Spring is loaded here and nowhere else.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the situation room until it is stopped.")
public final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder of everything the server keeps; made if it does not exist.")
    Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Arguments.Port.class,
            defaultValue = "8080",
            description = "Port to listen on (default: ${DEFAULT-VALUE}; 0 picks a free one).")
    int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}; 0.0.0.0 for all, then use TLS).")
    String bind = "127.0.0.1";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL of your own, jdbc:postgresql://host/name (default: an embedded one).")
    @Nullable String url;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Further settings (default: firebreak.properties in the data folder).")
    @Nullable Path config;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "What keeps and asks the estates: memory, or flink, a cluster (default: memory).")
    @Nullable String engine;

    @Option(
            names = {"--bootstrap", "--kafka"},
            paramLabel = "HOST:PORT",
            description = "Kafka's brokers for --engine flink, separated by commas.")
    @Nullable String bootstrap;

    @Option(
            names = "--client-settings",
            paramLabel = "FILE",
            description = "Kafka client settings for TLS and SASL, in the form of Java properties.")
    @Nullable String clientSettings;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            description = "Prefix of the topics (default: firebreak).")
    @Nullable String prefix;

    @Mixin OutputOptions output = new OutputOptions();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out =
                spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
        PrintWriter err =
                spec == null ? new PrintWriter(System.err, true) : spec.commandLine().getErr();
        Language language = output.language();
        FirebreakServer server;
        long start = System.nanoTime();
        try {
            ServerSettings settings =
                    ServerSettings.load(data, port, bind, url, config)
                            .with("engine", engine)
                            .with("kafka.bootstrap", bootstrap)
                            .with("kafka.client-settings", clientSettings)
                            .with("kafka.prefix", prefix);
            server = FirebreakServer.start(settings, Clock.systemUTC(), language, out);
            String scheme = settings.tls() ? "https" : "http";
            out.printf(
                    language.locale(),
                    language.of(
                            "Firebreak answers on %s://%s:%s/ (started in %.1f s)%n",
                            "Firebreak antwortet auf %s://%s:%s/ (gestartet in %.1f s)%n"),
                    scheme,
                    bind,
                    server.port(),
                    (System.nanoTime() - start) / 1e9);
            if (!settings.tls() && !settings.flag("proxy.trusted") && !bind.startsWith("127.")) {
                out.println(
                        language.of(
                                "Warning: without TLS passwords travel in the clear; see tls.certificate and proxy.trusted.",
                                "Achtung: Ohne TLS gehen Passwörter unverschlüsselt durch das Netz; siehe tls.certificate und proxy.trusted."));
            }
            out.flush();
        } catch (IOException | RuntimeException e) {
            err.println("firebreak serve: " + plain(e, language));
            return 2;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        server.close();
                                    } catch (IOException e) {
                                        err.println("firebreak serve: " + plain(e, language));
                                    }
                                    stopped.countDown();
                                }));
        stopped.await();
        return 0;
    }

    private static String plain(Throwable e, Language language) {
        Throwable last = e;
        while (last.getCause() != null && last.getCause().getMessage() != null) {
            last = last.getCause();
        }
        String reason = ErrorText.of(last, language);
        if (e.getClass().getName().startsWith("org.springframework.")) {
            return reason; // which part could not be made is our affair; why, is the reader's
        }
        String said = ErrorText.of(e, language);
        return said.contains(reason) ? said : said + " (" + reason + ")";
    }
}
