package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandsTest {
    @TempDir Path folder;

    @BeforeEach
    void takeIn() throws IOException {
        imported("Stadt", "2026-01-01T00:00:00Z", "PC1", "18.12.407");
        imported("Stadt", "2026-01-01T00:00:00Z", "PC2", "18.12.416");
        imported("Land", "2026-01-01T00:00:00Z", "PC3", "18.12.407");
        imported("Stadt", "2026-02-01T00:00:00Z", "PC1", "18.12.416");
    }

    private void imported(String organisation, String time, String machine, String version)
            throws IOException {
        Path file = folder.resolve(organisation + machine + time.charAt(6) + ".cdx.json");
        Files.writeString(
                file,
                """
                {"bomFormat":"CycloneDX","specVersion":"1.5","version":1,
                 "metadata":{"timestamp":"%s","component":{"type":"device","name":"%s"}},
                 "components":[{"type":"application","name":"3CX Desktop App","publisher":"3CX Ltd","version":"%s"}]}
                """
                        .formatted(time, machine, version));
        Cli run = run("import", "--organisation", organisation, file);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private Cli run(String command, Object... arguments) {
        List<Object> all =
                new ArrayList<>(List.of(command, "--data", folder.resolve("data"), "--lang", "en"));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray());
    }

    @Test
    void holdersAreCountedByOrganisationAsTheyAreNow() {
        Cli all = run("holders", "--product", "3CX Desktop App");
        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(all.out())
                .contains("Land\t1 machine", "Stadt\t2 machines", "All together\t3 machines");
        Cli old = run("holders", "--product", "3CX Desktop App", "--version", "18.12.407", "--csv");
        assertThat(old.out().lines()).containsExactly("organisation,machines,perhaps", "Land,1,0");
    }

    @Test
    void versionsAreAskedForAsListsAndRangesAndRefusedIfTheyCouldBeEither() {
        for (String versions :
                List.of("18.12.407,18.12.999", "18.12.400 - 18.12.410", ">=18.12.407 <18.12.416")) {
            Cli some =
                    run("holders", "--product", "3CX Desktop App", "--version", versions, "--csv");
            assertThat(some.out().lines())
                    .as(versions)
                    .containsExactly("organisation,machines,perhaps", "Land,1,0");
        }
        Cli unclear =
                run("ask", "--product", "3CX Desktop App", "--version", "18.12.407-18.12.416");
        assertThat(unclear.exitCode()).isEqualTo(2);
        assertThat(unclear.err()).contains("'18.12.407 - 18.12.416'");
    }

    @Test
    void holdersAreListedByMachineWithTheTimeSinceWhen() {
        Cli run =
                run(
                        "holders",
                        "--product",
                        "3CX Desktop App",
                        "--by",
                        "machine",
                        "--organisation",
                        "Stadt",
                        "--csv");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().sorted())
                .containsExactly(
                        "Stadt,PC1,3CX Desktop App,3CX Ltd,18.12.416,unknown,2026-02-01T00:00:00Z,",
                        "Stadt,PC2,3CX Desktop App,3CX Ltd,18.12.416,unknown,2026-01-01T00:00:00Z,",
                        "organisation,machine,name,vendor,version,platform,from,until");
    }

    @Test
    void nobodyHasWhatNobodyHas() {
        Cli run = run("holders", "--product", "Quite Another Program");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("All together\t0 machines");
    }

    @Test
    void changesTellWhatCameAndWhatWentSinceADay() {
        Cli run = run("changes", "--since", "2026-01-15", "--csv");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().sorted())
                .containsExactly(
                        "Stadt,PC1,3CX Desktop App,3CX Ltd,18.12.407,unknown,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z",
                        "Stadt,PC1,3CX Desktop App,3CX Ltd,18.12.416,unknown,2026-02-01T00:00:00Z,",
                        "organisation,machine,name,vendor,version,platform,from,until");
        assertThat(run("changes", "--since", "2026-01-15", "--organisation", "Land").out())
                .isEmpty();
        assertThat(run("changes", "--since", "2026-01-15", "--json").out())
                .contains("\"machine\":\"PC1\"", "\"until\":null");
    }

    @Test
    void whatIsNoTimeOrNamesNoProductIsRefused() {
        assertThat(run("changes", "--since", "lately").exitCode()).isEqualTo(2);
        assertThat(run("holders").exitCode()).isEqualTo(2);
    }

    @Test
    void anOrganisationThatNeverReportedIsNamedWithThoseThatDidInsteadOfAnsweredWithZeros() {
        for (List<Object> command :
                List.<List<Object>>of(
                        List.of("ask", "--domain", "a.example"),
                        List.of("holders", "--product", "3CX Desktop App"),
                        List.of("changes", "--since", "2026-01-01"))) {
            List<Object> arguments = new ArrayList<>(command.subList(1, command.size()));
            arguments.addAll(List.of("--organisation", "Stdat"));
            Cli run = run((String) command.getFirst(), arguments.toArray());
            assertThat(run.exitCode()).as("%s", command).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("Stdat", "known: Land, Stadt");
        }
        Cli anyCase =
                run("holders", "--product", "3CX Desktop App", "--organisation", "stadt", "--csv");
        assertThat(anyCase.out().lines())
                .containsExactly("organisation,machines,perhaps", "Stadt,2,0");
    }

    @Test
    void anInventoryIsNotTakenForAWarning() {
        Path inventory = folder.resolve("LandPC31.cdx.json");
        assertThat(inventory).exists();
        Cli ask = run("ask", inventory);
        assertThat(ask.exitCode()).isEqualTo(2);
        assertThat(ask.err()).contains("LandPC31.cdx.json: an inventory, not a warning");
        Cli check = Cli.run("check", "--warning", inventory, "--inventory", inventory);
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).contains("an inventory, not a warning");
        Cli read = Cli.run("read", inventory);
        assertThat(read.exitCode()).isEqualTo(2);
        assertThat(read.out()).isEmpty();
        assertThat(read.err()).contains("LandPC31.cdx.json: an inventory, not a warning");
    }

    @Test
    void aTableOfInstalledSoftwareIsNotReadAsAffectedProducts() throws IOException {
        Path inventory =
                Files.writeString(
                        folder.resolve("inventory.csv"),
                        "Rechner;Produkt;Version\nPC-1;Blattwerk;4.2.1\nPC-2;Uferpack;22.01\n");
        Cli read = Cli.run("read", inventory);
        assertThat(read.exitCode()).isEqualTo(2);
        assertThat(read.out()).isEmpty();
        assertThat(read.err()).contains("inventory.csv: an inventory, not a warning");
    }

    @Test
    void whatIsNoInventoryMakesNoMachine() throws IOException {
        Path strange = Files.createDirectories(folder.resolve("strange"));
        Files.writeString(
                strange.resolve("dns.csv"),
                "Zeit;Client;Abfrage;Aktion\n2023-03-30 08:15:00;PC-1;example.org;erlaubt\n2023-03-30 08:16:00;PC-2;example.com;gesperrt\n");
        Files.writeString(strange.resolve("iocs.csv"), "domain,evil.example\nip,192.0.2.1\n");
        Path data = folder.resolve("strange-data");
        Cli taken = Cli.run("import", "--data", data, strange);
        assertThat(taken.exitCode()).isEqualTo(2);
        assertThat(taken.err() + taken.out())
                .contains("'Zeit', 'Client', 'Abfrage', 'Aktion'")
                .contains("this is a list of domains");
        assertThat(Cli.run("status", "--data", data).out()).doesNotContain("1 machine");
        Path warning =
                Files.writeString(
                        folder.resolve("w.txt"), "Betroffen ist Blattwerk in Version 4.2.1.\n");
        Cli check = Cli.run("check", "--json", "--warning", warning, "--inventory", strange);
        assertThat(check.json().get("assets")).isEmpty();
    }

    @Test
    void aNumberThatMeansNothingIsRefused() {
        for (List<Object> wrong :
                List.<List<Object>>of(
                        List.of("import", "--memory", "-5", folder),
                        List.of("import", "--memory", "0", folder),
                        List.of("watch", "--every", "-1", "--once", folder),
                        List.of("gate", "watch", "--every", "0", "--once", folder),
                        List.of("cluster", "up", "--slots", "0"),
                        List.of("cluster", "up", "--kafka-port", "70000"),
                        List.of("cluster", "submit", "--retention-days", "-1"),
                        List.of("serve", "--data", folder, "--port", "-1"))) {
            Cli run = Cli.run(wrong.toArray());
            assertThat(run.exitCode()).as("%s", wrong).isEqualTo(2);
            assertThat(run.err())
                    .as("%s", wrong)
                    .containsPattern("too (small|large); write a number");
        }
    }

    @Test
    void afterForgettingStatusSpeaksOfWhatIsLeftOnly() throws IOException {
        Path log = folder.resolve("dns.log");
        Files.writeString(
                log,
                "#separator \\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\n"
                        + "1767225600.000000\tC1\t10.0.0.1\t5000\t10.0.0.9\t53\tudp\twww.example.net\n"
                        + "1769904000.000000\tC2\t10.0.0.1\t5000\t10.0.0.9\t53\tudp\twww.example.net\n");
        assertThat(run("import", "--organisation", "Land", log).exitCode()).isZero();
        assertThat(run("status").out())
                .contains("1 log, in all 2 lines read; 2026-01-01 to 2026-02-01, 2 days");
        assertThat(run("forget", "--before", "2026-01-20").exitCode()).isZero();
        assertThat(run("status").out())
                .contains("1 log, in all 2 lines read; 2026-01-20 to 2026-02-01, 1 day")
                .contains("no machine with an inventory, 1 host that only logs name")
                .contains("1 machine with an inventory (2026-02-01), 0 hosts that only logs name")
                .contains("no logs");
        assertThat(run("forget", "--before", "2026-03-01").exitCode()).isZero();
        assertThat(run("status").out())
                .contains("No machine and no log is known.")
                .contains("Nothing is held any more of Stadt, Land");
    }
}
