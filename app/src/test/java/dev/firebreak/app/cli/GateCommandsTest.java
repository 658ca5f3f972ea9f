package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import dev.firebreak.app.text.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandsTest {
    @TempDir Path folder = Path.of("");

    private final String end = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();

    private Cli gate(String... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "gate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--data";
        all[all.length - 1] = folder.resolve("data").toString();
        return Cli.run(all);
    }

    private Cli waive(String... more) {
        String[] all = new String[more.length + 11];
        String[] first = {
            "waive",
            "--sha256",
            "a".repeat(64),
            "--reason",
            "checked with the maker",
            "--expires",
            end,
            "--by",
            "Anna",
            "--by",
            "Bert"
        };
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return gate(all);
    }

    @Test
    void aWaiverSaysWhichRingsItOpens() {
        Cli none = waive();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("--ring").contains("--every-ring");
        assertThat(waive("--ring", "pilot", "--every-ring").exitCode()).isEqualTo(2);
        assertThat(waive("--ring", "pilot", "--lang", "en").out()).contains(" to pilot until ");
        assertThat(waive("--every-ring", "--as-baseline", "--lang", "de").out())
                .startsWith("Ausnahme 2 für ")
                .contains("gilt für jeden Ring bis ");
        Cli ledger = gate("ledger", "--lang", "en");
        assertThat(ledger.exitCode()).isZero();
        assertThat(ledger.out())
                .contains("WAIVED to pilot")
                .contains("WAIVED to every ring")
                .contains("also the measure of later releases")
                .contains("2 entries, chain whole");
        assertThat(gate("ledger", "--json").out())
                .contains("\"ring\":\"*\"")
                .contains("\"measure\":true");
    }

    @Test
    void watchAndLedgerSpeakGerman() throws IOException {
        Path drop = Files.createDirectory(folder.resolve("drop"));
        Path release = drop.resolve("tool-1.0.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(release))) {
            zip.putNextEntry(new ZipEntry("../escape.txt"));
            zip.write("x".getBytes(StandardCharsets.UTF_8));
        }
        Files.setLastModifiedTime(release, FileTime.from(Instant.now().minusSeconds(60)));
        Cli watch = gate("watch", drop.toString(), "--once", "--lang", "de");
        assertThat(watch.exitCode()).isEqualTo(1);
        assertThat(watch.out())
                .startsWith("zurückgehalten  tool-1.0.zip  HOLD")
                .contains("keine frühere Version zum Vergleich; ");
        assertThat(gate("ledger", "--lang", "de").out())
                .contains("GESEHEN")
                .contains("GEPRÜFT HOLD")
                .contains("2 Einträge, Kette unversehrt");
        assertThat(gate("watch", drop.toString(), "--once", "--lang", "fr").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aChangedLedgerIsSaidAndReleasesNothing() throws IOException {
        Path drop = Files.createDirectory(folder.resolve("drop"));
        Path release = drop.resolve("tool-1.0.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(release))) {
            zip.putNextEntry(new ZipEntry("../escape.txt"));
            zip.write("x".getBytes(StandardCharsets.UTF_8));
        }
        Files.setLastModifiedTime(release, FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(waive("--every-ring").exitCode()).isZero();
        Path ledger = folder.resolve("data/ledger.ndjson");
        Files.writeString(
                ledger,
                Files.readString(ledger)
                        .replace("a".repeat(64), dev.firebreak.gate.hold.Watch.sha256(release)));
        Cli english = gate("watch", drop.toString(), "--once", "--lang", "en");
        assertThat(english.exitCode()).isEqualTo(1);
        assertThat(english.err())
                .isEqualToIgnoringNewLines(
                        "The ledger is broken: entry 1 was changed. No waiver counts, and nothing is released.");
        Cli german = gate("watch", drop.toString(), "--once", "--lang", "de");
        assertThat(german.exitCode()).isEqualTo(1);
        assertThat(german.err())
                .isEqualToIgnoringNewLines(
                        "Das Journal ist beschädigt: Eintrag 1 wurde verändert. Keine Ausnahme gilt, und nichts wird freigegeben.");
        assertThat(drop.resolve("ring-all")).doesNotExist();
        Cli examined = gate("examine", release.toString(), "--product", "tool", "--lang", "de");
        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.out()).isEmpty();
        assertThat(examined.err()).contains("Eintrag 1 wurde verändert. ");
        Cli waived = waive("--every-ring", "--lang", "de");
        assertThat(waived.exitCode()).isEqualTo(1);
        assertThat(waived.err()).contains("Die Ausnahme ist nicht eingetragen.");
        Files.writeString(ledger, "no entry\n");
        Cli unreadable = gate("watch", drop.toString(), "--once", "--lang", "de");
        assertThat(unreadable.exitCode()).isEqualTo(1);
        assertThat(unreadable.err()).contains("Zeile 1: kein Eintrag eines Journals: ");
    }

    @Test
    void aReasonOfAFewLettersIsRefusedWhoeverWritesIt() {
        for (String reason : new String[] {"", "x", "kurz"}) {
            Cli waived =
                    gate(
                            "waive",
                            "--sha256",
                            "a".repeat(64),
                            "--reason",
                            reason,
                            "--expires",
                            end,
                            "--by",
                            "Anna",
                            "--by",
                            "Bert",
                            "--ring",
                            "pilot");
            assertThat(waived.exitCode()).as(reason).isEqualTo(2);
            assertThat(waived.err()).contains("at least 10");
        }
        assertThat(waive("--ring", "pilot").exitCode()).isZero();
        assertThat(gate("ledger", "--lang", "de").out()).contains("(eingetragen vom Konto ");
        assertThat(gate("ledger", "--lang", "en").out()).contains("(written by the account ");
    }

    @Test
    void aRingThatNobodyWatchesForIsSaid() throws IOException {
        assertThat(waive("--ring", "pilto", "--lang", "en").err())
                .contains("no ring 'pilto' is known here")
                .contains("no folder was watched yet");
        Path drop = Files.createDirectory(folder.resolve("drop"));
        assertThat(gate("watch", drop.toString(), "--once", "--ring", "pilot=7d").exitCode())
                .isZero();
        Cli typo = waive("--ring", "pilto", "--lang", "de");
        assertThat(typo.exitCode()).isZero();
        assertThat(typo.err()).contains("„pilto“ ist hier nicht bekannt").contains("pilot");
        assertThat(waive("--ring", "pilot").err()).isEmpty();
    }

    @Test
    void aFileThatMayStillBeWrittenIsNoAllClear() throws IOException {
        Path drop = Files.createDirectory(folder.resolve("drop"));
        Path release = drop.resolve("tool-1.0.zip");
        Files.writeString(release, "PK");
        // so that the test does not depend on how fast it runs
        Files.setLastModifiedTime(release, FileTime.from(Instant.now().plusSeconds(600)));
        Cli watch = gate("watch", drop.toString(), "--once", "--lang", "de");
        assertThat(watch.exitCode()).isEqualTo(1);
        assertThat(watch.out()).startsWith("trifft ein  tool-1.0.zip").contains("nicht geprüft");
        assertThat(gate("watch", drop.toString(), "--once", "--lang", "en").out())
                .startsWith("arriving  tool-1.0.zip")
                .contains("not examined yet");
    }

    @Test
    void longLinesAreBrokenAtBlanksAndNothingIsLost() {
        String text = "held  tool.zip  HOLD one two three four five six seven eight nine";
        String broken = new Lines(40).broken(text, "    ");
        assertThat(broken.lines()).hasSize(2).allMatch(line -> line.length() <= 40);
        assertThat(broken.lines().skip(1)).allMatch(line -> line.startsWith("    "));
        assertThat(broken.replace(System.lineSeparator() + "    ", " ")).isEqualTo(text);
        assertThat(new Lines(0).broken(text, "    ")).isEqualTo(text);
    }
}
