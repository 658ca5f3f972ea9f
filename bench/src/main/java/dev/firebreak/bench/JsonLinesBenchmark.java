package dev.firebreak.bench;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.log.LogOptions;
import dev.firebreak.formats.log.Logs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Lines of a Zeek JSON dns.log a second: the reader of logs, and Jackson's token stream picking the same three values.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class JsonLinesBenchmark {
    private static final int LINES = 20_000;
    private static final long SEED = 1;

    private byte[] log = new byte[0];
    private final JsonFactory factory = new JsonFactory();

    @Setup
    public void makeUp() {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("{\"_path\":\"dns\",\"ts\":")
                    .append(1_679_900_000 + i)
                    .append(".123456,\"uid\":\"C")
                    .append(Long.toString(random.nextLong() >>> 1, 36))
                    .append("\",\"id.orig_h\":\"10.0.")
                    .append(random.nextInt(256))
                    .append('.')
                    .append(random.nextInt(256))
                    .append("\",\"id.orig_p\":")
                    .append(random.nextInt(65_536))
                    .append(
                            ",\"id.resp_h\":\"10.255.0.1\",\"id.resp_p\":53,\"proto\":\"udp\",\"trans_id\":")
                    .append(random.nextInt(65_536))
                    .append(",\"rtt\":0.0012,\"query\":\"host")
                    .append(random.nextInt(100_000))
                    .append(
                            ".example.com\",\"qclass\":1,\"qclass_name\":\"C_INTERNET\",\"qtype\":1,\"qtype_name\":\"A\",")
                    .append(
                            "\"rcode\":0,\"rcode_name\":\"NOERROR\",\"AA\":false,\"TC\":false,\"RD\":true,\"RA\":true,\"Z\":0,")
                    .append(
                            "\"answers\":[\"cdn.example.net\",\"192.0.2.7\"],\"TTLs\":[2230.0,41830.0],\"rejected\":false}\n");
        }
        log = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static final class Summing implements ObservationSink {
        long sum;

        @Override
        public void observation(
                ObservableType type, Slice value, Slice host, long epochMicros, long offset) {
            sum += value.length() + host.length() + epochMicros;
        }

        @Override
        public void hostName(Slice address, Slice name, long epochMicros) {}

        @Override
        public void problem(Problem problem) {
            throw new IllegalStateException(problem.toString());
        }
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public long firebreak() {
        Summing sink = new Summing();
        Logs.readStream(
                "x", new ByteArrayInputStream(log), LogOptions.defaults(Instant.EPOCH), sink);
        return sink.sum;
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public long jackson() {
        long sum = 0;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), log)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    switch (parser.currentName()) {
                        case "query", "id.orig_h" -> {
                            parser.nextToken();
                            sum += parser.getString().length();
                        }
                        case "ts" -> {
                            parser.nextToken();
                            sum += (long) (parser.getDoubleValue() * 1e6);
                        }
                        default -> {}
                    }
                }
            }
        }
        return sum;
    }
}
