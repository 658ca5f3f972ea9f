package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody reads who works in German: whole outputs, and what is said when something is wrong.
class GermanOutputTest {
    private static final String WARNING =
            """
            Warnung: Nordlicht Fernwartung
            Stand: 03.05.2024

            Betroffen sind die Versionen 7.2.1 und 7.2.2 von Nordlicht Fernwartung für Windows. Version 7.2.3 behebt das Problem.

            Indikatoren:
            update-nordlicht[.]com
            """;

    private static final String INVENTORY =
            """
            Rechner;Produkt;Version;Hersteller;Standort;Stand
            PC1;Nordlicht Fernwartung;7.2.1;Nordlicht GmbH;Rathaus;2024-05-02
            PC2;Nordlicht Fernwartung;7.2.3;Nordlicht GmbH;Rathaus;2024-05-02
            """;

    @TempDir Path folder;

    private Path warning;
    private Path inventory;

    @BeforeEach
    void inputs() throws IOException {
        warning = write("warnung.txt", WARNING);
        inventory = write("bestand.csv", INVENTORY);
    }

    @Test
    void aWarningThatWasRead() {
        Cli read = german("read", warning);
        assertThat(read.out().replace(folder.toString(), "."))
                .isEqualToNormalizingNewlines(
                        """
                        Warnung: Nordlicht Fernwartung
                        ./warnung.txt · gelesen als Text · 03.05.2024 · ohne TLP-Einstufung: wie TLP:RED behandeln

                        Betroffen
                          Nordlicht Fernwartung · Windows · 7.2.1; 7.2.2
                              „Versionen 7.2.1 und 7.2.2“  Zeichen 69–94
                              „Nordlicht Fernwartung“  Zeichen 99–120

                        Behoben
                          Nordlicht Fernwartung · alle Plattformen · 7.2.3 (erschlossen)
                              „Version 7.2.3“  Zeichen 134–147

                        Indikatoren (1)
                          Domain     update-nordlicht[.]com

                        Weitere Angaben
                          Datumsangaben: 03.05.2024

                        """);
    }

    @Test
    void aListOfIndicatorsThatWasRead() throws IOException {
        Path list = write("iocs.csv", "typ,wert,quelle\ndomain,evil.example,a\nip,198.18.0.7,b\n");
        assertThat(german("read", list).out())
                .contains("gelesen als Liste von Indikatoren", "Domain", "IPv4")
                .doesNotContain("indicators", "domain ");
    }

    @Test
    void theColumnsOfATableAreToldInGerman() {
        assertThat(german("check", "-w", warning, "-i", inventory).out())
                .contains(
                        "Zeile 1: an ihren Namen erkannte Spalten: name aus „Produkt“, version aus „Version“,"
                                + " publisher aus „Hersteller“, asset aus „Rechner“, date aus „Stand“;"
                                + " nicht verwendet: „Standort“")
                .doesNotContain(" from ", "not used");
    }

    @Test
    void aQuestionFromTheCommandLineIsNoWarning() {
        Path data = folder.resolve("data");
        german("import", inventory, "--data", data);
        Cli asked = german("ask", "--product", "Nordlicht Fernwartung", "--data", data);
        assertThat(asked.out())
                .startsWith("Frage von der Befehlszeile")
                .doesNotContain("command line", "Warnung Befehlszeile");
        assertThat(Cli.run("ask", "--product", "X", "--data", data, "--lang", "en").out())
                .startsWith("Question from the command line");
        assertThat(german("ask", "--product", "X", "--data", data, "--html").out())
                .doesNotContain("command line");
    }

    @Test
    void whatCannotBeReadIsSaidWithWhatToDo() throws IOException {
        assertThat(german("read", "nirgends.txt").err().strip())
                .isEqualTo("nirgends.txt: Diese Datei gibt es nicht. Bitte prüfen Sie den Pfad.");
        assertThat(german("check", "-w", warning, "-i", "nirgends").err().strip())
                .isEqualTo(
                        "nirgends: Diese Datei oder diesen Ordner gibt es nicht. Bitte prüfen Sie den Pfad.");
        assertThat(german("read", folder).err()).contains("Das ist keine Datei");
        Path workbook = write("bestand.xlsx", "PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaa\0\0");
        assertThat(german("check", "-w", workbook, "-i", inventory).err())
                .contains("weder Text noch HTML", "Excel-Tabelle als CSV");
        assertThat(german("check", "-w", warning, "-i", workbook).out())
                .contains("ZIP-Archiv oder ein Dokument von Office", "als CSV");
        Path table = write("log.csv", "Zeit;Wer;Was\nnie;x;y\n");
        assertThat(german("check", "-w", warning, "-l", table).out())
                .contains("ist kein bekanntes Protokoll", "--log-map");
        Path json = write("halb.json", "{\"a\": [1,");
        assertThat(german("read", json).out())
                .contains("kein gültiges JSON")
                .doesNotContain("nexpected", "not valid");
        assertThat(german("check", "-w", inventory, "-i", inventory).err())
                .contains("Das ist ein Inventar, keine Warnung.");
        assertThat(german("ask", warning, "--data", folder.resolve("leer")).err())
                .contains("Hier gibt es noch kein Gedächtnis.");
        Path nothing = folder.resolve("leer");
        assertThat(german("backup", "--data", nothing, "--to", "x.zip").err())
                .contains("leer liegen keine Daten eines Servers. Bitte prüfen Sie --data.");
        assertThat(nothing).doesNotExist();
    }

    @Test
    void aWrongCommandLineIsSaidInGerman() {
        assertThat(german().err()).startsWith("Bitte nennen Sie einen Befehl.");
        assertThat(german("chek").err())
                .contains("„chek“ passt hier nicht")
                .contains("Meinten Sie: firebreak check oder ");
        assertThat(german("read").err()).startsWith("Es fehlt die Angabe „DATEI“.");
        assertThat(german("check").err()).startsWith("Es fehlt die Option „--warning=PFAD“.");
        assertThat(german("read", warning, "--xyz").err())
                .startsWith("Die Option „--xyz“ gibt es nicht.");
        assertThat(german("check", "-w", warning, "--since", "--until", "1.1.2024").err())
                .startsWith("Hinter der Option „--since“ fehlt ein Wert");
        assertThat(german("holders", "--product", "X", "--by", "foo").err())
                .startsWith("Der Wert der Option „--by“ ist nicht verwendbar: Möglich sind");
        assertThat(german("serve", "--data", folder, "--port", "abc").err())
                .startsWith(
                        "Der Wert der Option „--port“ ist nicht verwendbar: „abc“ ist keine ganze Zahl.");
        assertThat(german("forget").err()).startsWith("Eine dieser Angaben fehlt: ");
        assertThat(german("read", warning, "--json", "--csaf").err())
                .startsWith("Nur eine dieser Angaben ist möglich: --json, --csaf");
        assertThat(german("check", "-w", warning, "--zone", "Berlin").err())
                .startsWith("--zone Berlin: Bitte schreiben Sie eine Zeitzone wie Europe/Berlin");
        assertThat(german("check", "-w", warning, "--since", "gestern").err())
                .startsWith("--since gestern: Bitte schreiben Sie einen Tag wie 22.03.2023");
        assertThat(german("import", inventory, "--map", "a=b").err())
                .startsWith("--map a=b: Das Feld „a“ gibt es nicht; möglich sind name, ");
        assertThat(german("check", "-w", warning, "--json", "--csv").err())
                .startsWith("--json, --csv können nicht alle auf die Standardausgabe gehen.");
        assertThat(german("ask", "--ip", "1.2.3").err())
                .startsWith("„1.2.3“ ist weder IPv4-Adresse noch Adressblock");
        assertThat(Cli.run("read", "--lang", "fr").err()).contains("fr");
        assertThat(german("gate").err()).startsWith("Bitte nennen Sie einen Befehl: examine");
        assertThat(german("gate", "examine", warning, "--against", warning, "--product", "X").err())
                .startsWith("Bitte geben Sie entweder --against oder --product an.");
    }

    /// What partner programs read is the same whatever language people read.
    @Test
    void jsonSpeaksTheSameWhateverTheLanguage() {
        for (Object[] command :
                new Object[][] {
                    {"read", warning, "--json"},
                }) {
            assertThat(german(command).out()).isEqualTo(Cli.run(command).out());
        }
    }

    private static Cli german(Object... words) {
        Object[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--lang";
        all[words.length + 1] = "de";
        return Cli.run(all);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
