package dev.firebreak.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Takes records as they are: what a record says is read where a bad one can be put aside with its reason.
final class TakenRecords
        implements KafkaRecordDeserializationSchema<Tuple3<String, byte[], String>> {
    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> r, Collector<Tuple3<String, byte[], String>> out) {
        String key = r.key() == null ? "" : new String(r.key(), StandardCharsets.UTF_8);
        String origin = r.topic() + "-" + r.partition() + "@" + r.offset();
        out.collect(Tuple3.of(key, r.value() == null ? NOTHING : r.value(), origin));
    }

    @Override
    public TypeInformation<Tuple3<String, byte[], String>> getProducedType() {
        return Shapes.TAKEN;
    }
}
