package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// "5.4.1 and 5.4.3, but not 5.4.2, were built ...": versions taken out of a list in the middle of its sentence.
///
/// @param rest the sentence without them
/// @param start where they stand in the text
record Excluded(List<Token> rest, List<String> versions, int start, int end) {
    Excluded {
        rest = List.copyOf(rest);
        versions = List.copyOf(versions);
    }

    /// The first such part of a sentence, if there is one.
    static @Nullable Excluded of(List<Token> t) {
        for (int i = 2; i + 2 < t.size(); i++) {
            int from = i;
            boolean but =
                    t.get(i).isAny("but", "though") && t.get(i + 1).is("not")
                            || t.get(i).is("nicht") && t.get(i + 1).isAny("aber", "jedoch")
                            || t.get(i).isAny("aber", "jedoch") && t.get(i + 1).is("nicht");
            if (!but || !t.get(i - 1).sign(",") || t.get(i - 2).kind() != Token.Kind.VERSION) {
                continue;
            }
            int k = i + 2;
            List<String> versions = new ArrayList<>();
            while (k < t.size()
                    && (t.get(k).kind() == Token.Kind.VERSION
                            || !versions.isEmpty() && Lexicon.AND.contains(t.get(k).lower())
                            || Lexicon.VERSION_CUE.contains(t.get(k).lower()))) {
                if (t.get(k).kind() == Token.Kind.VERSION) {
                    versions.add(t.get(k).text().replaceFirst("^[vV]", ""));
                }
                k++;
            }
            boolean closed = k < t.size() && (t.get(k).sign(",") || t.get(k).word());
            if (versions.isEmpty() || !closed) {
                continue;
            }
            List<Token> rest = new ArrayList<>(t.subList(0, from - 1));
            rest.addAll(t.subList(t.get(k).sign(",") ? k + 1 : k, t.size()));
            return new Excluded(rest, versions, t.get(from).start(), t.get(k - 1).end());
        }
        return null;
    }
}
