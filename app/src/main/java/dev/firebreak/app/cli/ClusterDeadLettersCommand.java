package dev.firebreak.app.cli;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.formats.json.JsonWriter;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.record.DeadLetter;
import dev.firebreak.stream.wire.MalformedRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster dead-letters`: what the job could not use.
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists what the job could not use in the last seven days: when, why, and where it was read.",
            "What it lists was not counted. Mend the cause and ship the same file again with another --data folder; what was counted does not count twice."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there is nothing",
            "1:there is something",
            "2:wrong usage, or Kafka does not answer"
        })
public final class ClusterDeadLettersCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    /// So long Kafka may bring nothing before it is given up.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin ClusterOption place = new ClusterOption();

    @Mixin KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Object> all = new ArrayList<>();
        try (Tail tail =
                Tail.fromBeginning(kafka.connection(place.data()), kafka.topics().deadLetters())) {
            Map<TopicPartition, Long> ends = tail.ends();
            int listed = 0;
            long moved = System.nanoTime();
            while (!tail.isPast(ends)) {
                if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                    throw new IOException("Kafka brings nothing any more; the list is not whole");
                }
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                    DeadLetter letter = letter(record);
                    Instant time = Instant.ofEpochMilli(record.timestamp());
                    if (json) {
                        all.add(fields(time, letter));
                    } else {
                        out.printf(
                                "%s  %s  %s  (%d %s)%n",
                                time,
                                Terminal.plain(letter.origin()),
                                Terminal.plain(letter.reason()),
                                letter.raw().length,
                                place.language().of("bytes", "Bytes"));
                    }
                    listed++;
                    moved = System.nanoTime();
                }
            }
            if (json) {
                out.print(JsonWriter.pretty(all));
            } else if (listed == 0) {
                out.println(place.language().of("Nothing.", "Nichts."));
            }
            return listed == 0 ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, place.language()));
            return ExitCodes.USAGE;
        } finally {
            out.flush();
        }
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        try {
            return DeadLetter.decode(record.value());
        } catch (MalformedRecordException e) {
            return new DeadLetter(
                    record.topic() + "-" + record.partition() + "@" + record.offset(),
                    "no dead letter: " + e.getMessage(),
                    record.value());
        }
    }

    private static Map<String, Object> fields(Instant time, DeadLetter letter) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("time", time.toString());
        one.put("origin", letter.origin());
        one.put("reason", letter.reason());
        one.put("bytes", letter.raw().length);
        return one;
    }
}
