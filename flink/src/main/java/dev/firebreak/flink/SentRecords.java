package dev.firebreak.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Sends records under their key to one topic.
///
/// @param topic where to
record SentRecords(String topic) implements KafkaRecordSerializationSchema<Tuple2<String, byte[]>> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Tuple2<String, byte[]> record, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(topic, record.f0.getBytes(StandardCharsets.UTF_8), record.f1);
    }
}
