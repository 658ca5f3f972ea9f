package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The words that are looked for in code, read once from `keywords.tsv`; number 0 is the URL mark.
final class Keywords {
    /// @param languages letters as in the file
    record Keyword(SignalKind kind, String what, String languages, String text) {}

    static final int URL_MARK = 0;
    private static final List<Keyword> ALL = load();
    static final KeywordAutomaton AUTOMATON = new KeywordAutomaton(ALL.stream().map(Keyword::text).toList());

    private Keywords() {}

    static Keyword get(int index) {
        return ALL.get(index);
    }

    static boolean applies(Keyword keyword, char language) {
        return keyword.languages().equals("*") || keyword.languages().indexOf(language) >= 0;
    }

    /// The letter of a kind of file, or a blank for files in which no code is looked for.
    static char language(FileKind kind) {
        return switch (kind) {
            case JAVASCRIPT -> 'j';
            case PYTHON -> 'p';
            case SHELL, BUILD_SCRIPT -> 's';
            case POWERSHELL, BATCH, WINDOWS_SCRIPT, SHORTCUT -> 'w';
            case PERL, RUBY, PHP -> 'r';
            case PE, ELF, MACHO -> 'b';
            case CLASS -> 'c';
            case WASM, PYTHON_BYTECODE -> 'p';
            case METADATA, TEXT, IMAGE, FONT, MEDIA, SIGNATURE, ARCHIVE, DATA, LINK -> ' ';
        };
    }

    private static List<Keyword> load() {
        try (InputStream in = Keywords.class.getResourceAsStream("keywords.tsv")) {
            if (in == null) {
                throw new IllegalStateException("keywords.tsv is not in the program");
            }
            List<Keyword> out = new ArrayList<>();
            out.add(new Keyword(SignalKind.URL, "", "*", "://"));
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] f = line.split("\t", -1);
                out.add(new Keyword(SignalKind.valueOf(f[0]), f[1], f[2], f[3]));
            }
            return List.copyOf(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
