package dev.firebreak.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.check.Judging;
import dev.firebreak.app.check.Screening;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.answer.Judged;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.index.Settings;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import dev.firebreak.core.model.VersionScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskEachTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final AnswerOptions OPTIONS =
            new AnswerOptions(NOW, AnswerOptions.DEFAULT_MAX_INVENTORY_AGE, null, null);
    private static final Span SPAN = Span.field("t", "", "x");
    private static final List<String> ORGANISATIONS = List.of("a", "b", "c", "nobody");

    @TempDir Path folder;

    private Memory memory(String name) throws IOException {
        return Memory.open(folder.resolve(name), Settings.defaults());
    }

    private static void inventory(Memory memory, String whose, String csv, Instant received)
            throws IOException {
        memory.takeInventory(
                "programs-" + csv.hashCode() + ".csv",
                () -> new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                TakeOptions.of(whose, received).strictly(),
                problem -> assertThat(problem).isNull());
    }

    private static void log(Memory memory, String whose, String lines) throws IOException {
        memory.takeLog(
                "dns-" + lines.hashCode() + ".log",
                () -> new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                TakeOptions.of(whose, NOW).strictly(),
                problem -> {});
    }

    private static void fill(Memory memory, Random random) throws IOException {
        for (String whose : ORGANISATIONS.subList(0, 3)) {
            int reports = random.nextInt(3);
            for (int r = 0; r < reports; r++) {
                StringBuilder csv =
                        new StringBuilder("Hostname,DisplayName,Publisher,DisplayVersion\n");
                int machines = 1 + random.nextInt(12);
                for (int m = 0; m < machines; m++) {
                    for (int p = 0; p < 1 + random.nextInt(5); p++) {
                        csv.append(random.nextInt(10) == 0 ? "PC-Ä" : "pc-")
                                .append(random.nextInt(12))
                                .append(",Writer Suite ")
                                .append("ABCD".charAt(random.nextInt(4)))
                                .append(random.nextInt(4) == 0 ? ",Other Maker," : ",Maker,")
                                .append("1.")
                                .append(random.nextInt(4))
                                .append('\n');
                    }
                }
                boolean old = random.nextInt(3) == 0;
                inventory(
                        memory,
                        whose,
                        csv.toString(),
                        NOW.minus(Duration.ofDays(old ? 200 : random.nextInt(3))));
            }
            if (random.nextInt(3) > 0) {
                log(memory, whose, lines(random));
            }
        }
    }

    private static String lines(Random random) {
        StringBuilder log = new StringBuilder();
        boolean named = random.nextInt(3) > 0;
        for (int i = 0; i < 40; i++) {
            log.append("{\"ts\":").append(1_780_000_000L + i * 1_000L).append(".5,\"uid\":\"C");
            log.append(i).append("\",");
            if (named) {
                log.append("\"id.orig_h\":\"10.0.0.").append(random.nextInt(9)).append("\",");
                log.append("\"id.orig_p\":5353,");
            }
            log.append("\"id.resp_h\":\"10.255.0.1\",\"id.resp_p\":53,\"proto\":\"udp\",");
            log.append("\"query\":\"n").append(random.nextInt(12)).append(".example.org\",");
            log.append("\"qtype_name\":\"A\"}\n");
        }
        return log.toString();
    }

    private static Advisory advisory(Random random) {
        List<ProductStatement> statements = new ArrayList<>();
        int wanted = random.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            Status[] all = Status.values();
            Status status =
                    random.nextInt(3) > 0 ? Status.AFFECTED : all[random.nextInt(all.length)];
            List<String> versions = new ArrayList<>();
            for (int v = 0; v < 1 + random.nextInt(3); v++) {
                versions.add("1." + random.nextInt(4));
            }
            statements.add(
                    new ProductStatement(
                            new Product(
                                    "Writer Suite " + "ABCD".charAt(random.nextInt(4)),
                                    random.nextBoolean() ? "Maker" : null,
                                    List.of(),
                                    List.of()),
                            Platform.ANY,
                            status,
                            VersionScheme.GENERIC,
                            versions,
                            List.of(),
                            random.nextInt(4) == 0 ? Certainty.UNSURE : Certainty.STATED,
                            List.of(SPAN)));
        }
        List<Indicator> indicators = new ArrayList<>();
        int domains = random.nextInt(5);
        for (int i = 0; i < domains; i++) {
            indicators.add(
                    new Indicator(
                            ObservableType.DOMAIN,
                            "n" + random.nextInt(15) + ".example.org",
                            null,
                            random.nextInt(3) == 0 ? Instant.ofEpochSecond(1_780_020_000) : null,
                            random.nextInt(4) == 0 ? Certainty.UNSURE : Certainty.STATED,
                            "",
                            List.of(SPAN)));
        }
        return new Advisory(
                "t",
                "test",
                null,
                null,
                "T",
                null,
                null,
                null,
                null,
                "",
                statements,
                indicators,
                List.of(),
                List.of(),
                List.of());
    }

    /// What is told, in words, by machine.
    private static final class Told implements Telling {
        final Map<String, String> machines = new TreeMap<>();
        int affected;
        int contacted;
        int undecided;
        int programsAlone;
        int nameless;

        private void machine(String name, Set<Verdict> verdicts, List<String> because) {
            boolean isAffected = verdicts.contains(Verdict.AFFECTED);
            boolean isContacted = verdicts.contains(Verdict.CONTACTED);
            affected += isAffected ? 1 : 0;
            contacted += isContacted ? 1 : 0;
            undecided += isAffected || isContacted ? 0 : 1;
            String said = (isAffected ? "affected " : "") + (isContacted ? "contacted " : "");
            assertThat(machines.put(name, said + because)).as("told twice: " + name).isNull();
        }

        private static String words(
                Component component,
                ProductStatement statement,
                String source,
                long line,
                List<Reason> reasons) {
            return component + " " + statement + " " + source + ":" + line + " " + reasons;
        }

        private static List<String> words(List<Finding> findings) {
            return findings.stream()
                    .map(
                            f ->
                                    switch (f) {
                                        case Finding.Installed i ->
                                                words(
                                                        i.component(),
                                                        i.statement(),
                                                        i.source(),
                                                        i.line(),
                                                        i.reasons());
                                        case Finding.Contact c ->
                                                c.verdict() + " " + c.sighting() + c.reasons();
                                    })
                    .toList();
        }

        @Override
        public void installed(
                String machine, Judged judged, Component component, String source, long line) {
            programsAlone++;
            machine(
                    machine,
                    Set.of(judged.verdict()),
                    List.of(words(component, judged.statement(), source, line, judged.reasons())));
        }

        @Override
        public void machine(AssetAnswer machine, List<Finding> findings) {
            machine(
                    machine.asset(),
                    machine.verdicts(),
                    findings.isEmpty()
                            ? machine.reasons().stream().map(Reason::toString).toList()
                            : words(findings));
        }

        @Override
        public void nameless(List<Finding> findings) {
            nameless++;
            machines.put("", words(findings).toString());
        }
    }

    /// The same answer put together for one organisation as a whole.
    private static Answer simply(Memory memory, Advisory advisory, String organisation)
            throws IOException {
        Screening screening = Screening.of(List.of(advisory), Set.of());
        Judging judging =
                Judging.of(List.of(advisory), Aliases.of(List.of()), memory.view().estate(null));
        EstateView estate = new EvidenceLines(memory.view(organisation));
        return AnswerBuilder.build(
                List.of(advisory),
                estate,
                judging.judged(),
                screening.usable(),
                screening.suppressed(),
                judging.questions(),
                List.of(),
                OPTIONS);
    }

    @Test
    void each_organisation_is_told_what_an_answer_put_together_for_it_alone_says()
            throws IOException {
        int programsAlone = 0;
        int others = 0;
        int nameless = 0;
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            Memory memory = memory("m" + seed);
            fill(memory, random);
            for (int w = 0; w < 5; w++) {
                Advisory advisory = advisory(random);
                AskEach each = AskEach.of(memory, advisory, OPTIONS);
                for (String organisation : ORGANISATIONS) {
                    String what = "seed " + seed + ", warning " + w + ", " + organisation;
                    Answer whole = simply(memory, advisory, organisation);
                    Told expected = new Told();
                    Telling.tell(whole, expected);
                    Told told = new Told();
                    each.tell(organisation, told);
                    assertThat(told.machines).as(what).isEqualTo(expected.machines);
                    assertThat(each.counts(organisation))
                            .as(what)
                            .isEqualTo(
                                    new AskEach.Counts(
                                            whole.assets().size(),
                                            expected.affected,
                                            expected.contacted,
                                            expected.undecided));
                    programsAlone += told.programsAlone;
                    others += told.machines.size() - told.programsAlone;
                    nameless += told.nameless;
                }
            }
        }
        // Every way of telling is met.
        assertThat(programsAlone).isGreaterThan(100);
        assertThat(others).isGreaterThan(100);
        assertThat(nameless).isGreaterThan(10);
    }

    @Test
    void of_machines_of_which_too_little_is_known_so_many_are_named_and_all_are_counted()
            throws IOException {
        Memory memory = memory("many");
        StringBuilder csv = new StringBuilder("Hostname,DisplayName,Publisher,DisplayVersion\n");
        int machines = AskEach.MAX_UNKNOWN_NAMED + 300;
        for (int m = 0; m < machines; m++) {
            // The last ones have a version that is not meant: of those something is said.
            csv.append("pc-").append(m).append(m < machines - 100 ? ",Else" : ",Writer Suite A");
            csv.append(",Maker,2.0\n");
        }
        inventory(memory, "a", csv.toString(), NOW.minus(Duration.ofDays(200)));
        Advisory advisory =
                new Advisory(
                        "t",
                        "test",
                        null,
                        null,
                        "T",
                        null,
                        null,
                        null,
                        null,
                        "",
                        List.of(
                                new ProductStatement(
                                        new Product(
                                                "Writer Suite A", "Maker", List.of(), List.of()),
                                        Platform.ANY,
                                        Status.AFFECTED,
                                        VersionScheme.GENERIC,
                                        List.of("1.0"),
                                        List.of(),
                                        Certainty.STATED,
                                        List.of(SPAN))),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        AskEach each = AskEach.of(memory, advisory, OPTIONS);
        Told told = new Told();
        each.tell("a", told);
        assertThat(told.machines).hasSize(AskEach.MAX_UNKNOWN_NAMED + 100);
        assertThat(each.counts("a")).isEqualTo(new AskEach.Counts(machines, 0, 0, machines));
        assertThat(
                        told.machines.entrySet().stream()
                                .filter(e -> e.getValue().contains("Writer Suite A"))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()))
                .hasSize(100);
    }

    @Test
    void after_a_report_only_new_components_are_taken_apart_and_the_answer_is_that_of_a_new_memory()
            throws IOException {
        for (long seed = 100; seed < 110; seed++) {
            Random random = new Random(seed);
            Memory memory = memory("g" + seed);
            for (int step = 0; step < 4; step++) {
                fill(memory, random);
                Advisory advisory = advisory(random);
                AskEach each = AskEach.of(memory, advisory, OPTIONS);
                AskEach fresh = AskEach.of(memory("g" + seed), advisory, OPTIONS);
                for (String organisation : ORGANISATIONS) {
                    Told told = new Told();
                    each.tell(organisation, told);
                    Told expected = new Told();
                    fresh.tell(organisation, expected);
                    assertThat(told.machines)
                            .as("seed " + seed + ", step " + step + ", " + organisation)
                            .isEqualTo(expected.machines);
                }
            }
        }
    }
}
