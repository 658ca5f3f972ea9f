package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Words in quotes that are written like names: a warning quotes the product it speaks of, if anything.
final class QuotedNames {
    private static final int MAX_WORDS = 5;

    /// What is quoted behind one of these is no product.
    private static final Set<String> OTHER =
            Lexicon.words(
                    """
                    trojaner trojan malware schadsoftware gruppe gruppierung group actor akteur kampagne campaign operation
                    ransomware stealer infostealer loader dropper botnetz botnet angreifer attacker schadprogramm implantat implant
                    spyware rootkit hackergruppe tätergruppe malware-familie tool werkzeug exploit
                    hintertür backdoor wurm familie family funktion function meldung nachricht message bericht report datei
                    file ordner folder verzeichnis directory benutzer user konto account abschnitt section titel title betreff
                    subject schwachstelle vulnerability artikel article beitrag menü menu dialog schaltfläche button taste
                    stufe level status name namens alias genannt called dubbed titled heißt branch zweig commit parameter
                    option befehl command registry-schlüssel dienst service task aufgabe zertifikat certificate
                    """);

    private QuotedNames() {}

    static List<Name> of(List<Token> t) {
        List<Name> out = new ArrayList<>();
        int i = 0;
        while (i < t.size()) {
            int close = Names.isQuote(t.get(i)) ? close(t, i) : -1;
            boolean other =
                    i > 0
                            && (OTHER.contains(t.get(i - 1).lower())
                                    || Lexicon.AFFECTED.contains(t.get(i - 1).lower()));
            if (close == i + 4 && PackageNames.path(t, i + 3) && ofPackage(t, i)) {
                out.add(Names.name(t, i + 1, close).named());
            } else if (close > i + 1 && !other && isName(t, i + 1, close)) {
                out.add(NameRun.placed(t, i + 1, close).named());
            }
            i = close > i ? close + 1 : i + 1;
        }
        return out;
    }

    /// "the GitHub Action `owner/name`": a word for what is published so, right before the quotes.
    private static boolean ofPackage(List<Token> t, int open) {
        int i = open - 1;
        while (i >= 0 && Names.isQuote(t.get(i))) {
            i--;
        }
        return i >= 0
                && (Lexicon.isCategory(t.get(i).lower())
                        || t.get(i).isAny("repository", "repo")
                        || t.get(i).isAny("images", "actions"));
    }

    /// "Der Betreuer von "beispiel"": a word that leads to a package.
    private static boolean ledTo(List<Token> t, int i) {
        return i >= 0
                && (t.get(i).isAny("von", "of")
                        || t.get(i).isAny("des", "the")
                        || Lexicon.isCategory(t.get(i).lower()));
    }

    /// The quote that closes the one at `i`, a few words on, or -1.
    private static int close(List<Token> t, int i) {
        for (int k = i + 1; k < t.size() && k <= i + MAX_WORDS + 1; k++) {
            if (Names.isQuote(t.get(k))) {
                return t.get(k).glued() ? k : -1;
            }
            boolean inner =
                    t.get(k).word()
                            || t.get(k).kind() == Token.Kind.NUMBER
                            || t.get(k).sign("/") && t.get(k).glued();
            if (!inner) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isName(List<Token> t, int from, int to) {
        boolean telling = false;
        for (int k = from; k < to; k++) {
            Token x = t.get(k);
            boolean capital = x.word() && Character.isUpperCase(x.text().charAt(0));
            boolean packaged =
                    to - from == 1
                            && Names.packageLike(x)
                            && (x.lower().indexOf('-') > 0
                                    || x.lower().indexOf('_') > 0
                                    || x.text().length() > 3 && ledTo(t, from - 2));
            if (x.word() && !capital && !packaged && !Names.brand(x)) {
                return false;
            }
            telling |= x.word() && (packaged || NameRun.part(t, k));
        }
        return telling;
    }
}
