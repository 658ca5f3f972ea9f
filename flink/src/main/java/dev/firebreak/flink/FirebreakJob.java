package dev.firebreak.flink;

import dev.firebreak.stream.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/// The join as a job: from the topics of observations, inventories and questions to those of findings and progress.
public final class FirebreakJob {
    /// Most slots that the job can ever be spread over; fixed for the life of its state.
    static final int MAX_PARALLELISM = 1024;

    /// How long a record waits for others before it is handed on.
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

    private FirebreakJob() {}

    public static void main(String[] args) throws Exception {
        Settings settings;
        try {
            settings = Settings.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            throw e;
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
        requireCheckpoints(env.getConfiguration());
        build(env, settings);
        env.execute("Firebreak");
    }

    /// What the job needs of Flink, whatever the cluster's own settings are.
    static Configuration configuration(Settings settings) {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        c.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        c.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Duration.ofMillis(settings.checkpointMillis()));
        c.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        c.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        // A question passes five exchanges; where there is much to hand on, buffers are full sooner
        // anyway.
        c.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        c.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        c.setString("state.backend.rocksdb.use-bloom-filter", "true");
        // Else the filter of a large file is one block, and a few of them push each other out of
        // the cache (docs/decisions/099).
        c.setString("state.backend.rocksdb.memory.partitioned-index-filters", "true");
        c.setString("state.backend.rocksdb.options-factory", SmallFiles.class.getName());
        return c;
    }

    /// Without a folder, checkpoints lie in the JobManager's memory: with more than a few megabytes of state none is ever
    /// complete, so nothing is committed, and a job that seems to run tells nothing.
    ///
    /// @throws IllegalArgumentException if none is set
    static void requireCheckpoints(ReadableConfig flink) {
        if (flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isEmpty()) {
            String message =
                    "no folder for checkpoints: set execution.checkpointing.dir in Flink's configuration"
                            + " (or with -D where the job is submitted) to a place that all nodes reach";
            System.err.println(message);
            throw new IllegalArgumentException(message);
        }
    }

    private static void build(StreamExecutionEnvironment env, Settings s) {
        if (s.parallelism() > 0) {
            env.setParallelism(s.parallelism());
        }
        Topics topics = s.topics();
        Flow flow =
                Flow.of(
                        source(env, s, topics.observations()),
                        source(env, s, topics.inventories()),
                        source(env, s, topics.questions()),
                        source(env, s, topics.hotKeys()),
                        s.retentionDays());
        sink(flow.findings(), s, topics.findings(), DeliveryGuarantee.EXACTLY_ONCE);
        sink(flow.progress(), s, topics.progress(), DeliveryGuarantee.EXACTLY_ONCE);
        sink(flow.deadLetters(), s, topics.deadLetters(), DeliveryGuarantee.AT_LEAST_ONCE);
        // Not before the findings of the same lines: "no contact" would be said of a machine whose
        // contact is not visible yet.
        sink(flow.coverage(), s, topics.coverage(), DeliveryGuarantee.EXACTLY_ONCE);
        sink(flow.hotKeys(), s, topics.hotKeys(), DeliveryGuarantee.AT_LEAST_ONCE);
    }

    private static DataStream<Tuple3<String, byte[], String>> source(
            StreamExecutionEnvironment env, Settings s, String topic) {
        Properties client = s.connection().client();
        KafkaSource<Tuple3<String, byte[], String>> source =
                KafkaSource.<Tuple3<String, byte[], String>>builder()
                        .setProperties(client)
                        .setBootstrapServers(s.connection().servers())
                        .setTopics(topic)
                        .setGroupId(s.topics().jobGroup())
                        .setClientIdPrefix(topic)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(new TakenRecords())
                        .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), topic).uid(topic);
    }

    private static void sink(
            DataStream<Tuple2<String, byte[]>> from,
            Settings s,
            String topic,
            DeliveryGuarantee guarantee) {
        Properties client = s.connection().client();
        client.setProperty("transaction.timeout.ms", String.valueOf(s.transactionMillis()));
        client.setProperty("compression.type", "lz4");
        client.setProperty("max.request.size", String.valueOf(Topics.MAX_RECORD));
        KafkaSink<Tuple2<String, byte[]>> sink =
                KafkaSink.<Tuple2<String, byte[]>>builder()
                        .setBootstrapServers(s.connection().servers())
                        .setKafkaProducerConfig(client)
                        .setDeliveryGuarantee(guarantee)
                        .setTransactionalIdPrefix(topic)
                        .setRecordSerializer(new SentRecords(topic))
                        .build();
        from.sinkTo(
                        guarantee == DeliveryGuarantee.EXACTLY_ONCE
                                ? new CertainSink<>(
                                        sink, topic, s.connection().client(), s.acceptLost())
                                : sink)
                .uid(topic + ".sink")
                .name(topic);
    }
}
