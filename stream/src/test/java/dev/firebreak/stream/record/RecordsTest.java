package dev.firebreak.stream.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.join.Tally;
import dev.firebreak.stream.trial.Trial;
import dev.firebreak.stream.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsReadAgain(long seed) {
        for (Trial.Step step : Trial.of(seed, Trial.Size.SMALL).steps()) {
            switch (step) {
                case Trial.Batch b -> {
                    LogBatch read = LogBatch.decode(b.batch().encode());
                    assertThat(read.encode()).isEqualTo(b.batch().encode());
                    assertThat(read.things()).isEqualTo(b.batch().things());
                    assertThat(read.micros()).isEqualTo(b.batch().micros());
                    assertThat(read.offsets()).isEqualTo(b.batch().offsets());
                    assertThat(read.from()).isEqualTo(b.batch().from());
                    assertThat(read.to()).isEqualTo(b.batch().to());
                }
                case Trial.Report r ->
                        assertThat(InventoryReport.decode(r.report().encode()))
                                .isEqualTo(r.report());
                case Trial.Ask a -> {
                    Question read = Question.decode(a.question().encode());
                    assertThat(read.encode()).isEqualTo(a.question().encode());
                    assertThat(read.id()).isEqualTo(a.question().id());
                    assertThat(read.validUntil()).isEqualTo(a.question().validUntil());
                    if (a.question().subject() instanceof Question.Thing) {
                        assertThat(read).isEqualTo(a.question());
                    }
                }
            }
        }
    }

    private static FindingRecord finding() {
        Owner owner = new Owner("amt", "pc1");
        return new FindingRecord(
                "q1",
                new Finding(
                        Finding.idOf("q1", owner),
                        "q1",
                        7,
                        owner,
                        "www.a.example",
                        Tally.NO_TIME,
                        Tally.NO_TIME,
                        3,
                        4,
                        true,
                        false,
                        Finding.State.OPEN,
                        "dns.log",
                        99),
                new byte[0]);
    }

    @Test
    void findingsProgressCoverageAndDeadLettersAreReadAgain() {
        FindingRecord f = FindingRecord.decode(finding().encode());
        assertThat(f.finding()).isEqualTo(finding().finding());
        Progress p = new Progress("q", 3, "warning:1", 10, 4, 12_000_000, false, 0);
        assertThat(Progress.decode(p.encode())).isEqualTo(p);
        Progress refusing = new Progress("q", 3, "warning:1", 10, 10, 12, false, 2);
        assertThat(Progress.decode(refusing.encode())).isEqualTo(refusing);
        assertThat(refusing.ended()).isTrue();
        Coverage m = new Coverage.Machine("amt", "pc1", -5, true);
        assertThat(Coverage.decode(m.encode())).isEqualTo(m);
        int[] days = {19_000, 19_001, 19_400};
        Coverage.Log l =
                (Coverage.Log)
                        Coverage.decode(
                                new Coverage.Log("amt", "x", "dns.log", days, true).encode());
        assertThat(l.days()).isEqualTo(days);
        assertThat(l.hosts()).isTrue();
        Coverage host = host().plus(19_001, 19_500).plus(19_003, 19_500);
        assertThat(Coverage.decode(host.encode())).isEqualTo(host);
        DeadLetter d = DeadLetter.decode(new DeadLetter("t-0@1", "no", new byte[] {1}).encode());
        assertThat(d.raw()).containsExactly(1);
        HotKey h = new HotKey("Da.example", 2);
        assertThat(HotKey.decode(h.encode())).isEqualTo(h);
    }

    private static Coverage.Host host() {
        return new Coverage.Host("amt", "pc1", 548, List.of()).plus(19_000, 19_499);
    }

    @Test
    void aLogToldByTheFirstVersionDoesNotTellItsMachines() {
        byte[] told = new Coverage.Log("amt", "x", "dns.log", new int[] {19_000}, true).encode();
        byte[] first = Arrays.copyOf(told, told.length - 1);
        first[2] = 1;
        assertThat(Coverage.decode(first))
                .isInstanceOfSatisfying(
                        Coverage.Log.class,
                        l -> {
                            assertThat(l.hosts()).isFalse();
                            assertThat(l.days()).containsExactly(19_000);
                        });
    }

    @Test
    void daysOfAMachineAreKeptForAsLongAsWhatWasSeenOnThem() {
        Coverage.Host two = host().plus(18_990, 19_800);
        assertThat(two.each()).containsExactly(18_990, 19_000);
        assertThat(two.plus(19_000, 19_801)).isSameAs(two);
        assertThat(two.at(19_499 + 547)).isSameAs(two);
        // A sighting of the first second of the day it was learned on is gone in the first second
        // of this one.
        assertThat(two.at(19_499 + 548).each()).containsExactly(18_990);
        assertThat(two.plus(19_002, 19_499 + 548).each()).containsExactly(18_990, 19_002);
    }

    @Test
    void aDayOnceForgottenDoesNotComeBackWhenSightingsAreKeptForLonger() {
        Coverage.Host host = host();
        assertThat(host.withKept(1000, 19_499 + 547).plus(19_002, 19_499 + 547).each())
                .containsExactly(19_000, 19_002);
        assertThat(host.withKept(1000, 19_499 + 600).plus(19_002, 19_499 + 600).each())
                .containsExactly(19_002);
    }

    @Test
    void daysInARowLearnedTogetherAreOneEntry() {
        Coverage.Host host = new Coverage.Host("amt", "pc1", 548, List.of());
        for (int day : new int[] {19_003, 19_001, 19_002, 19_005}) {
            host = host.plus(day, 19_499);
        }
        assertThat(host.days())
                .containsExactly(
                        new Coverage.Host.Days(19_001, 3, 19_499),
                        new Coverage.Host.Days(19_005, 1, 19_499));
    }

    @Test
    void aNewerVersionIsRefusedWithWhatToDo() {
        byte[] newer = finding().encode();
        newer[2] = 9;
        assertThatThrownBy(() -> FindingRecord.decode(newer))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("version 9")
                .hasMessageContaining("update it before what writes");
    }

    /// Damaged records of every kind: each is read as something or refused as malformed, and no reader runs away.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aDamagedRecordIsRefusedAndNothingElseHappens(long seed) {
        Random random = new Random(seed);
        List<byte[]> samples = new ArrayList<>();
        for (Trial.Step step : Trial.of(seed, Trial.Size.SMALL).steps().subList(0, 60)) {
            samples.add(
                    switch (step) {
                        case Trial.Batch b -> b.batch().encode();
                        case Trial.Report r -> r.report().encode();
                        case Trial.Ask a -> a.question().encode();
                    });
        }
        samples.add(finding().encode());
        samples.add(new Coverage.Machine("amt", "pc1", 5, true).encode());
        samples.add(host().plus(19_001, 19_500).encode());
        List<Function<byte[], Object>> readers =
                List.of(
                        LogBatch::decode,
                        InventoryReport::decode,
                        Question::decode,
                        FindingRecord::decode,
                        Progress::decode,
                        Coverage::decode,
                        DeadLetter::decode,
                        HotKey::decode);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = damaged(samples.get(random.nextInt(samples.size())), random);
            for (Function<byte[], Object> reader : readers) {
                try {
                    assertThat(reader.apply(bytes)).isNotNull();
                } catch (MalformedRecordException e) {
                    refused++;
                    assertThat(e.getMessage()).as("seed " + seed).contains("at byte");
                }
            }
        }
        assertThat(refused).as("seed " + seed).isPositive();
    }

    private static byte[] damaged(byte[] sample, Random random) {
        byte[] bytes = sample.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
            default -> {
                for (int k = 1 + random.nextInt(4); k > 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }
}
