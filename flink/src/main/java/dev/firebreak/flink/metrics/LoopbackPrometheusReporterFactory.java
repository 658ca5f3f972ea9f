package dev.firebreak.flink.metrics;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/// Makes [LoopbackPrometheusReporter]s; Flink finds it by its name in the settings.
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new LoopbackPrometheusReporter(
                Integer.parseInt(properties.getProperty("port", "0")));
    }
}
