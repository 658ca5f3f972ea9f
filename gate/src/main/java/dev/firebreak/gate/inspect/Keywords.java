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

    /// One text may mean something in several languages.
    private static final java.util.LinkedHashMap<String, List<Keyword>> BY_TEXT = byText();

    private static final List<List<Keyword>> ALL = List.copyOf(BY_TEXT.values());
    static final KeywordAutomaton AUTOMATON = new KeywordAutomaton(List.copyOf(BY_TEXT.keySet()));

    private Keywords() {}

    private static java.util.LinkedHashMap<String, List<Keyword>> byText() {
        java.util.LinkedHashMap<String, List<Keyword>> out = new java.util.LinkedHashMap<>();
        for (Keyword k : load()) {
            out.computeIfAbsent(k.text(), _ -> new ArrayList<>()).add(k);
        }
        return out;
    }

    /// What the found text means in a language, if anything.
    static @org.jspecify.annotations.Nullable Keyword get(int index, char language) {
        for (Keyword k : ALL.get(index)) {
            if (applies(k, language)) {
                return k;
            }
        }
        return null;
    }

    private static boolean applies(Keyword keyword, char language) {
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
