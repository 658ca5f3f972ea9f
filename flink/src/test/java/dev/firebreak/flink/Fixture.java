package dev.firebreak.flink;

import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Question;
import dev.firebreak.stream.trial.Trial;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;

/// Files of records: a letter or key, and the bytes.
final class Fixture {
    private Fixture() {}

    static void write(Path file, List<Tuple2<String, byte[]>> records) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            for (Tuple2<String, byte[]> r : records) {
                byte[] key = r.f0.getBytes(StandardCharsets.UTF_8);
                out.writeInt(key.length);
                out.write(key);
                out.writeInt(r.f1.length);
                out.write(r.f1);
            }
        }
    }

    static List<Tuple2<String, byte[]>> read(Path file) throws IOException {
        List<Tuple2<String, byte[]>> records = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            while (true) {
                int length;
                try {
                    length = in.readInt();
                } catch (EOFException _) {
                    return records;
                }
                String key = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                records.add(Tuple2.of(key, in.readNBytes(in.readInt())));
            }
        }
    }

    static Tuple2<String, byte[]> of(Trial.Step step) {
        return switch (step) {
            case Trial.Batch b -> Tuple2.of("L", b.batch().encode());
            case Trial.Report r -> Tuple2.of("R", r.report().encode());
            case Trial.Ask a -> Tuple2.of("Q", a.question().encode());
        };
    }

    static Trial.Step step(Tuple2<String, byte[]> record) {
        return switch (record.f0) {
            case "L" -> new Trial.Batch(LogBatch.decode(record.f1));
            case "R" -> new Trial.Report(InventoryReport.decode(record.f1));
            case "Q" -> new Trial.Ask(Question.decode(record.f1));
            default -> throw new IllegalArgumentException("no step: " + record.f0);
        };
    }
}
