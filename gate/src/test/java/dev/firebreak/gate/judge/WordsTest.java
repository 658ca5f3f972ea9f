package dev.firebreak.gate.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/firebreak/gate");

    /// Signals whose name stands in the sentence of a finding.
    private static final String KINDS =
            "OBFUSCATION|HIDDEN_TEXT|TRAILING_DATA|FALSE_TYPE|EMBEDDED_EXECUTABLE|OPAQUE|AUTOSTART|PRIVILEGE|ENTRY_ANOMALY";

    private static final Pattern MADE =
            Pattern.compile("SignalKind\\.(?:" + KINDS + "),\\s*\"([^\"]+)\"(\\s*\\+)?");

    private static final Pattern KEYWORD =
            Pattern.compile("^(?:" + KINDS + ")\t([^\t]+)\t", Pattern.MULTILINE);

    @Test
    void everySignalThatASentenceNamesHasItsGerman() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher m = MADE.matcher(Files.readString(file));
                while (m.find()) {
                    names.add(m.group(2) == null ? m.group(1) : m.group(1) + "ABC");
                }
            }
        }
        Matcher keyword =
                KEYWORD.matcher(
                        Files.readString(
                                Path.of(
                                        "src/main/resources/dev/firebreak/gate/inspect/keywords.tsv")));
        while (keyword.find()) {
            names.add(keyword.group(1));
        }
        assertThat(names).hasSizeGreaterThan(50);
        List<String> missing =
                names.stream()
                        .filter(n -> Words.german(n).equals(n) && !n.equals("setuid"))
                        // put together from more than one piece
                        .filter(n -> !n.equals("the word ABC"))
                        .toList();
        assertThat(missing).isEmpty();
        assertThat(Words.german("the word fetch put together from pieces"))
                .isEqualTo("das Wort fetch, aus Stücken zusammengesetzt");
    }
}
