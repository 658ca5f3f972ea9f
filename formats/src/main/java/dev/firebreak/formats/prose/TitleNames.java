package dev.firebreak.formats.prose;

import java.util.List;

/// Names in a title, for warnings that name their product nowhere else in a place grammar tells.
final class TitleNames {
    private static final double WEIGHT = 1.5;
    private static final List<String> WARNING =
            List.of(
                    "warn",
                    "alert",
                    "advisory",
                    "security",
                    "sicherheit",
                    "angriff",
                    "attack",
                    "schwachstelle",
                    "vulnerab",
                    "supply",
                    "cve",
                    "schad",
                    "incident",
                    "hinweis");

    private TitleNames() {}

    static void collect(String title, KnownNames known) {
        List<Token> t =
                Tokens.of(
                        title,
                        0,
                        title.length(),
                        Masks.merge(Facts.find("", title).masks, List.of()));
        boolean warning =
                t.stream()
                        .anyMatch(
                                x ->
                                        Lexicon.AFFECTED.contains(x.lower())
                                                || KnownNames.MATTER.contains(x.lower())
                                                || WARNING.stream().anyMatch(x.lower()::contains));
        if (!warning) {
            return;
        }
        int i = 0;
        if (t.size() > 3 && PackageNames.path(t, 2) && t.get(3).sign(":")) {
            known.add(Names.name(t, 0, 3).named(), KnownNames.ANNOUNCED); // "owner/name: ..."
            i = 3;
        }
        while (i < t.size()) {
            Names.Name n = NameFinder.forward(t, i, false);
            if (n == null) {
                i++;
                continue;
            }
            if (!n.weak()) {
                known.add(n, WEIGHT);
            }
            i = n.last();
        }
    }
}
