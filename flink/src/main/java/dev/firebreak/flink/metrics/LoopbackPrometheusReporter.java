package dev.firebreak.flink.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.jspecify.annotations.Nullable;

/// Flink's metrics in Prometheus form on the loopback address.
///
/// Flink's own reporter listens on all addresses of the machine and has no setting for that; names and labels are the
/// same, since they come from its base class.
final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
    private final int port;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    LoopbackPrometheusReporter(int port) {
        this.port = port;
    }

    @Override
    public void open(MetricConfig config) {
        super.open(config);
        CollectorRegistry registry = registry();
        try {
            HttpServer started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 8);
            started.createContext("/", exchange -> answer(exchange, registry));
            ExecutorService one =
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name("prometheus-", 0).factory());
            started.setExecutor(one);
            started.start();
            server = started;
            threads = one;
        } catch (IOException e) {
            throw new UncheckedIOException("metrics cannot be offered on port " + port, e);
        }
    }

    private static void answer(HttpExchange exchange, CollectorRegistry registry)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", TextFormat.CONTENT_TYPE_004);
            exchange.sendResponseHeaders(200, 0);
            try (Writer out =
                    new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
                TextFormat.write004(out, registry.metricFamilySamples());
            }
        }
    }

    /// The base class keeps it to its own package.
    private CollectorRegistry registry() {
        try {
            Field field = AbstractPrometheusReporter.class.getDeclaredField("registry");
            field.setAccessible(true);
            return (CollectorRegistry) field.get(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Flink's metrics are built otherwise in this version", e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        if (threads != null) {
            threads.shutdownNow();
        }
        super.close();
    }
}
