package dev.firebreak.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.check.Progress;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.index.Settings;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final String HEADER =
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
                    + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\n"
                    + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\n";
    private static final TakeOptions OPTIONS =
            TakeOptions.of("Stadt", Instant.parse("2023-04-01T00:00:00Z"));

    @TempDir Path folder;
    private final List<Problem> problems = new ArrayList<>();

    private static String line(int i, String domain) {
        return (1679500000 + i)
                + ".000000\tC"
                + i
                + "\t10.0.0."
                + i % 7
                + "\t5000\t10.0.0.53\t53\tudp\t"
                + domain
                + "\n";
    }

    private static String lines(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            out.append(
                    line(i, i % 10 == 3 ? "www.bad.example" : "n" + i % 20_000 + ".good.example"));
        }
        return out.toString();
    }

    private Memory memory() throws IOException {
        return Memory.open(folder.resolve("data"), Settings.defaults());
    }

    private TakeResult take(Path... files) throws IOException {
        return memory().take(List.of(files), OPTIONS, Progress.NONE, problems::add);
    }

    private long count() throws IOException {
        return sightings().stream().mapToLong(Sighting::count).sum();
    }

    private List<Sighting> sightings() throws IOException {
        EstateView estate = new EvidenceLines(memory().view("Stadt"));
        return estate
                .sightings(
                        List.of(
                                Indicator.of(
                                        ObservableType.DOMAIN,
                                        "bad.example",
                                        Span.field("t", "", "x"))))
                .stream()
                .map(EstateView.AssetSighting::sighting)
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void a_log_that_grew_is_read_on_and_its_copies_are_known() throws IOException {
        Path log = write("dns.log", HEADER + lines(0, 5000));
        assertThat(take(log).lines()).isEqualTo(5000);
        assertThat(count()).isEqualTo(500);
        assertThat(take(log).known()).isEqualTo(1);
        Files.writeString(log, lines(5000, 6000), StandardOpenOption.APPEND);
        assertThat(take(log).logs()).isEqualTo(1);
        assertThat(count()).isEqualTo(600);
        Path rotated = Files.move(log, folder.resolve("dns.log.1"));
        assertThat(take(rotated).known()).isEqualTo(1);
        Path packed = folder.resolve("dns.log.1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(rotated, out);
        }
        assertThat(take(packed).known()).isEqualTo(1);
        assertThat(count()).isEqualTo(600);
        assertThat(problems).isEmpty();
    }

    @Test
    void a_list_that_broke_off_is_remembered_as_lacking_entries_until_it_is_mended()
            throws IOException {
        String csv =
                "Rechner;Produkt;Hersteller;Version;Stand\n"
                        + "P1;Notepad++;Don Ho;8.5;25.03.2023\n"
                        + "P1;Planwerk Office;Nordlicht;";
        Path list = write("liste.csv", csv + "\"7.2.3;25.03.2023\n");
        take(list);
        assertThat(complete()).isEqualTo("P1 false");
        take(list);
        assertThat(complete()).isEqualTo("P1 false");
        take(write("liste.csv", csv + "7.2.3;25.03.2023\n"));
        assertThat(complete()).isEqualTo("P1 true");
    }

    @Test
    void a_bill_of_materials_that_was_cut_off_is_remembered_as_lacking_entries()
            throws IOException {
        String bom =
                """
                {"bomFormat": "CycloneDX", "specVersion": "1.5",
                 "metadata": {"timestamp": "2023-03-25T00:00:00Z",
                  "component": {"type": "device", "name": "P1"}},
                 "components": [
                  {"type": "application", "name": "Notepad++", "version": "8.5"},
                  {"type": "application", "name": "Planwerk Off""";
        take(write("p1.cdx.json", bom));
        assertThat(complete()).isEqualTo("P1 false");
        take(write("p1-later.cdx.json", bom.replace("03-25", "03-26") + "ice\"}]}"));
        assertThat(complete()).isEqualTo("P1 true");
    }

    private String complete() throws IOException {
        EstateView estate = memory().view("Stadt");
        assertThat(estate.assetCount()).isEqualTo(1);
        return estate.asset(0).name() + " " + estate.asset(0).inventoryComplete();
    }

    @Test
    void overlapping_logs_count_each_line_once_whichever_comes_first() throws IOException {
        Path first = write("a.log", HEADER + lines(0, 1000));
        Path second =
                write(
                        "b.log",
                        HEADER.replace("#path\tdns", "#path\tdns\n#open\t2023") + lines(500, 1500));
        TakeResult result = take(second, first);
        assertThat(result.duplicates()).isEqualTo(500);
        assertThat(count()).isEqualTo(150);
    }

    @Test
    void evidence_is_found_again_as_long_as_the_log_is_there() throws IOException {
        Path log = write("dns.log", HEADER + lines(0, 100));
        take(log);
        assertThat(sightings())
                .allSatisfy(
                        s -> {
                            assertThat(s.evidence().getFirst().line())
                                    .contains("www.bad.example")
                                    .contains(s.host());
                            assertThat(s.evidence().getFirst().source()).isEqualTo(log.toString());
                        });
        Files.delete(log);
        assertThat(sightings())
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.evidence().getFirst().line()).isEmpty());
    }

    @Test
    void watch_leaves_a_line_that_is_still_being_written() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Path log =
                Files.writeString(
                        logs.resolve("dns.log"),
                        HEADER + lines(0, 10) + line(13, "www.bad.exa").stripTrailing());
        Watch watch = new Watch(memory(), List.of(logs), () -> OPTIONS, problems::add);
        watch.round();
        assertThat(count()).isEqualTo(1);
        Files.writeString(log, "mple\n" + lines(20, 30), StandardOpenOption.APPEND);
        watch.round();
        assertThat(count()).isEqualTo(3);
        assertThat(watch.round().files()).isZero();
        assertThat(problems).isEmpty();
    }

    @Test
    void two_machines_with_the_same_list_are_both_known() throws IOException {
        String list =
                "Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n"
                        + "|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n||/ Name           Version      Architecture Description\n"
                        + "+++-==============-============-============-=================================\n"
                        + "ii  openssl        3.0.8-1      amd64        Secure Sockets Layer toolkit\n";
        take(write("pc-1.dpkg.txt", list), write("pc-2.dpkg.txt", list));
        assertThat(memory().view().holdersByOrganisation(c -> c.name().equals("openssl")))
                .containsEntry("Stadt", 2L);
        assertThat(take(folder.resolve("pc-1.dpkg.txt")).known()).isEqualTo(1);
    }

    @Test
    void what_is_neither_log_nor_inventory_is_refused_in_words() throws IOException {
        TakeResult result = take(write("x.bin", "nothing of use\u0000\u0001"));
        assertThat(result.refused()).isEqualTo(1);
        assertThat(problems).isNotEmpty();
    }

    @Test
    void questions_are_answered_while_an_import_runs_and_never_see_half_of_it() throws Exception {
        Path first = write("a.log", HEADER + lines(0, 1000));
        take(first);
        Memory reading = memory();
        List<Long> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        java.util.concurrent.atomic.AtomicBoolean done =
                new java.util.concurrent.atomic.AtomicBoolean();
        Thread reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        while (!done.get()) {
                                            seen.add(
                                                    reading
                                                            .view("Stadt")
                                                            .sightings(
                                                                    List.of(
                                                                            Indicator.of(
                                                                                    ObservableType
                                                                                            .DOMAIN,
                                                                                    "bad.example",
                                                                                    Span.field(
                                                                                            "t", "",
                                                                                            "x"))))
                                                            .stream()
                                                            .mapToLong(s -> s.sighting().count())
                                                            .sum());
                                        }
                                    } catch (IOException e) {
                                        throw new AssertionError(e);
                                    }
                                });
        for (int i = 1; i < 12; i++) {
            take(
                    write(
                            "log" + i + ".log",
                            HEADER.replace("#path\tdns", "#path\tdns\n#open\t" + i)
                                    + lines(1000 * i, 1000 * i + 1000)));
        }
        done.set(true);
        reader.join();
        assertThat(seen).isNotEmpty().isSorted().allSatisfy(n -> assertThat(n % 100).isZero());
        assertThat(count()).isEqualTo(1200);
    }

    /// The real thing: an import in a process of its own is killed with SIGKILL, again and again.
    @Test
    void a_killed_import_goes_on_where_it_was_and_counts_nothing_twice() throws Exception {
        Path log = write("big.log", HEADER + lines(0, 400_000));
        java.util.Random random = new java.util.Random(42);
        for (int kill = 0; kill < 4; kill++) {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    KilledImport.class.getName(),
                                    folder.resolve("data").toString(),
                                    log.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            Thread.sleep(300 + random.nextInt(1200));
            process.destroyForcibly().waitFor();
            assertThat(count()).isLessThanOrEqualTo(40_000);
            assertThat(memory().verify()).isTrue();
        }
        take(log);
        assertThat(count()).isEqualTo(40_000);
        assertThat(take(log).known()).isEqualTo(1);
    }
}
