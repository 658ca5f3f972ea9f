package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.room.LiveEvents;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.LateDatabase;
import dev.firebreak.app.store.Sql;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Figures for Prometheus, and the stopwatch that feeds them. They name endpoints, never addresses, people or machines.
@RestController
public final class MetricsApi implements HandlerInterceptor {
    private static final String START = "firebreak.start";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public MetricsApi(Sql sql, LiveEvents events, LateDatabase database) {
        new JvmMemoryMetrics().bindTo(registry);
        try (JvmGcMetrics collector = new JvmGcMetrics()) {
            collector.bindTo(registry);
        }
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("firebreak.live.pages", events, LiveEvents::listeners).register(registry);
        Gauge.builder("firebreak.database.restarts", database, LateDatabase::restarts)
                .register(registry);
        count(
                sql,
                "firebreak.quarantine.open",
                "select count(*) from quarantine where settled_at is null");
        count(
                sql,
                "firebreak.cases.open",
                "select count(*) from firebreak_case where state <> 'DONE'");
        count(
                sql,
                "firebreak.warnings.confirmed",
                "select count(*) from warning where state = 'CONFIRMED'");
    }

    private void count(Sql sql, String name, String query) {
        Gauge.builder(name, () -> sql.sql(query).query(Long.class).single()).register(registry);
    }

    @GetMapping(value = "/api/v1/metrics", produces = "text/plain")
    @Needs(Permission.METRICS_READ)
    @Says("Figures in the text format of Prometheus.")
    public String metrics() {
        return registry.scrape();
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(START, System.nanoTime());
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception e) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (request.getAttribute(START) instanceof Long start && pattern != null) {
            Timer.builder("firebreak.requests")
                    .tag("method", request.getMethod())
                    .tag("endpoint", pattern.toString())
                    .tag("status", Integer.toString(response.getStatus() / 100) + "xx")
                    .register(registry)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
