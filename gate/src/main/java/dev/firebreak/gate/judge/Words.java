package dev.firebreak.gate.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What signals are called, in German: facts are kept in English, and reasons are told in both languages. Names that were
/// found stay as they are.
final class Words {
    private static final String PLACE = "{}";

    private static final Map<String, String> GERMAN = load();

    private Words() {}

    /// The German of what a signal says, or the same text if there is none.
    static String german(String what) {
        String whole = GERMAN.get(what);
        if (whole != null) {
            return whole;
        }
        for (Map.Entry<String, String> e : GERMAN.entrySet()) {
            int at = e.getKey().indexOf(PLACE);
            if (at < 0) {
                continue;
            }
            String before = e.getKey().substring(0, at);
            String after = e.getKey().substring(at + PLACE.length());
            if (what.length() > before.length() + after.length()
                    && what.startsWith(before)
                    && what.endsWith(after)) {
                return e.getValue()
                        .replace(
                                PLACE,
                                what.substring(before.length(), what.length() - after.length()));
            }
        }
        return what;
    }

    private static Map<String, String> load() {
        try (InputStream in = Words.class.getResourceAsStream("words.tsv")) {
            if (in == null) {
                throw new IllegalStateException("words.tsv is not in the program");
            }
            Map<String, String> out = new LinkedHashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                int tab = line.indexOf('\t');
                if (tab > 0 && line.charAt(0) != '#') {
                    out.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
