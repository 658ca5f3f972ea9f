package dev.firebreak.flink.cluster;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/// The smallest job whose output shows both a loss and a doubling: it numbers the records of each key.
///
/// Input is `key value`; output is `key number`. If state and output are exactly-once, each key's numbers are 1, 2, 3
/// and so on up to its number of records, each once.
public final class TallyJob {
    private TallyJob() {}

    /// @param args servers, topic to read, topic to write
    public static void main(String[] args) throws Exception {
        String servers = args[0];
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.getConfig().setMaxParallelism(128);
        KafkaSource<String> source =
                KafkaSource.<String>builder()
                        .setBootstrapServers(servers)
                        .setTopics(args[1])
                        .setGroupId("tally")
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setValueOnlyDeserializer(new SimpleStringSchema())
                        .build();
        Properties producer = new Properties();
        producer.setProperty(
                "transaction.timeout.ms", String.valueOf(Duration.ofMinutes(5).toMillis()));
        // It holds little, so that a slow Kafka is soon felt further up.
        producer.setProperty("buffer.memory", "131072");
        producer.setProperty("batch.size", "4096");
        KafkaSink<String> sink =
                KafkaSink.<String>builder()
                        .setBootstrapServers(servers)
                        .setKafkaProducerConfig(producer)
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix("tally")
                        .setRecordSerializer(
                                KafkaRecordSerializationSchema.<String>builder()
                                        .setTopic(args[2])
                                        .setValueSerializationSchema(new SimpleStringSchema())
                                        .build())
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "in")
                .uid("in")
                .keyBy(line -> line.substring(0, line.indexOf(' ')))
                .process(new Number())
                .uid("number")
                .sinkTo(sink)
                .uid("out");
        env.execute("Tally");
    }

    /// Numbers the records of each key.
    static final class Number extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1;
        private transient ValueState<Long> seen;

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Long.class));
        }

        @Override
        public void processElement(String line, Context context, Collector<String> out)
                throws Exception {
            Long before = seen.value();
            long now = before == null ? 1 : before + 1;
            seen.update(now);
            out.collect(context.getCurrentKey() + " " + now);
        }
    }
}
