package dev.firebreak.formats.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists, tables, blocks of labels, short mails and sentences with several products, with what a person reads in them:
/// above all, no version goes to the product of another line. Each stands after `===` in `golden/prose-pieces.txt`, its
/// statements and questions after `---`. Whole warnings in the styles of agencies, makers, mailing lists and colleagues are in
/// `golden/prose-warnings.txt`.
class PiecesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    record Piece(String title, String text, List<String> expected) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Piece> pieces() throws IOException {
        return in("prose-pieces.txt");
    }

    static List<Piece> warnings() throws IOException {
        List<Piece> all = new ArrayList<>(in("prose-warnings.txt"));
        all.addAll(in("prose-disputed.txt"));
        return all;
    }

    private static List<Piece> in(String file) throws IOException {
        List<Piece> all = new ArrayList<>();
        String text = Files.readString(FOLDER.resolve(file));
        for (String part : text.split("(?m)^=== ")) {
            if (part.isBlank()) {
                continue;
            }
            int title = part.indexOf('\n');
            int line = part.indexOf("\n---\n");
            all.add(
                    new Piece(
                            part.substring(0, title),
                            part.substring(title + 1, line + 1),
                            part.substring(line + 5).strip().lines().toList()));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("warnings")
    void is_read_from_a_file_as_a_person_reads_it(Piece warning) {
        byte[] file = warning.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(SentencesTest.found(ProseReader.read("warning", file)))
                .as(warning.title() + "\n" + warning.text())
                .containsExactlyInAnyOrderElementsOf(warning.expected());
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void is_read_as_a_person_reads_it(Piece piece) {
        assertThat(SentencesTest.found(ProseReader.readText("piece", piece.text())))
                .as(piece.title() + "\n" + piece.text())
                .containsExactlyInAnyOrderElementsOf(piece.expected());
    }
}
