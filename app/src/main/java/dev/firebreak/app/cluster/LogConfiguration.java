package dev.firebreak.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Kafka and Flink write to their logs: bounded files, and no settings, which may hold secrets.
final class LogConfiguration {
    private LogConfiguration() {}

    static void write(Path file) throws IOException {
        Files.writeString(
                file,
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Configuration status="WARN" shutdownHook="disable">
                  <Appenders>
                    <RollingFile name="file" fileName="${sys:log.file}" filePattern="${sys:log.file}.%i">
                      <PatternLayout pattern="%d{ISO8601}{UTC}Z %-5p %c{1.} - %m%n"/>
                      <Policies>
                        <SizeBasedTriggeringPolicy size="10 MB"/>
                      </Policies>
                      <DefaultRolloverStrategy max="4"/>
                    </RollingFile>
                  </Appenders>
                  <Loggers>
                    <Logger name="org.apache.kafka.common.config" level="WARN"/>
                    <Logger name="org.apache.kafka.clients" level="WARN"/>
                    <Logger name="org.apache.pekko" level="WARN"/>
                    <Root level="INFO">
                      <AppenderRef ref="file"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """);
    }
}
