package dev.firebreak.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FindingBlockTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:11:12.123456Z");

    private static Finding finding(String name, int i) {
        boolean contacted = i % 7 == 0;
        Instant first = contacted ? NOW.minusSeconds(i * 700L).plusNanos(i) : null;
        return new Finding(
                name,
                i % 5 == 0 ? Verdict.UNKNOWN : contacted ? Verdict.CONTACTED : Verdict.AFFECTED,
                contacted,
                first,
                contacted ? NOW : null,
                contacted ? i : 0,
                List.of(
                        new Finding.Proof(
                                "installed",
                                "Program " + i % 3,
                                "Programm\u00fcber",
                                "list.csv",
                                i,
                                "",
                                null,
                                null,
                                0,
                                "deutsch",
                                "English"),
                        new Finding.Proof(
                                "contact",
                                "bad.example",
                                "bad.example",
                                "dns.log",
                                i * 100L,
                                "line " + i,
                                first,
                                NOW,
                                i,
                                "d",
                                "e")),
                NOW.plusSeconds(i));
    }

    private static List<Finding> many(int n, long seed) {
        System.out.println("seed " + seed);
        List<Finding> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(finding((i % 2 == 0 ? "PC-" : "pc-\ud83d\ude00\uff5e") + i, i));
        }
        all.add(finding("", n));
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    @Test
    void whatIsWrittenIsReadAgainInTheOrderOfNames() {
        List<Finding> all = many(5_000, 1);
        List<FindingBlock> blocks = FindingBlock.of(all);
        List<Finding> read =
                blocks.stream().flatMap(b -> FindingBlock.read(b.content()).stream()).toList();
        assertThat(read).isSortedAccordingTo(FindingBlock.ORDER);
        assertThat(read).containsExactlyInAnyOrderElementsOf(all);
        assertThat(blocks.stream().mapToInt(FindingBlock::machines).sum()).isEqualTo(5_001);
        assertThat(blocks.stream().mapToInt(FindingBlock::hits).sum())
                .isEqualTo((int) all.stream().filter(Finding::hit).count());
        assertThat(
                        blocks.stream()
                                .flatMap(b -> b.contactMachines().stream())
                                .mapToInt(i -> i)
                                .sum())
                .isEqualTo((int) all.stream().filter(f -> f.firstContact() != null).count());
        assertThat(blocks.size()).isGreaterThan(1);
    }

    @Test
    void oneMachineMoreChangesNoOtherBlockThanItsOwn() {
        List<Finding> all = many(5_000, 2);
        List<List<Byte>> before = contents(FindingBlock.of(all));
        all.add(finding("pc-2500a", 3));
        List<List<Byte>> after = contents(FindingBlock.of(all));
        after.removeAll(before);
        assertThat(after).hasSize(1);
    }

    private static List<List<Byte>> contents(List<FindingBlock> blocks) {
        return blocks.stream()
                .map(
                        b -> {
                            List<Byte> bytes = new ArrayList<>();
                            for (byte one : b.content()) {
                                bytes.add(one);
                            }
                            return bytes;
                        })
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void namesAreOrderedAsPostgresqlOrdersThem() {
        // U+FF5E is before U+1F600 by code point, but behind it by UTF-16 units.
        assertThat(FindingBlock.byCodePoint("\uff5e", "\ud83d\ude00")).isNegative();
        assertThat(FindingBlock.byCodePoint("a", "ab")).isNegative();
        assertThat(FindingBlock.byCodePoint("b", "ab")).isPositive();
    }
}
