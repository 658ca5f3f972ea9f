package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The whole capitalised phrase at a place where a name stands: before a version, in a list item, in a cell, behind
/// "Product:". General words ("Phone", "Desktop App", "Werkzeug") belong to it; they are cut off only where they
/// introduce a name ("das Werkzeug Beispiel").
final class NameRun {
    static final int MAX_TOKENS = 6;

    /// Words of [Lexicon#GENERIC] that names are made of; the others speak of the warning itself.
    private static final Set<String> OF_NAMES =
            Lexicon.words(
                    """
                    software program programs programm programme app apps application applications anwendung
                    anwendungen product products produkt package packages paket library libraries bibliothek tool tools
                    werkzeug utility plugin plugins plug-in module modules modul service services dienst component
                    components komponente installer setup client clients server system systems platform plattform
                    desktop-client editor texteditor softphone firmware treiber driver image images container action
                    workflow extension extensions erweiterung browser-erweiterung browsererweiterung add-on addon
                    edition repository code source open store archive archiv registry file files datei dateien data
                    daten link links domain domains device devices computer machine machines rechner gerät geräte
                    network netzwerk netz developer risk virus solution solutions lösung download downloads web-app
                    web-client webclient mobile mobil mac-client website liste list quelle issue bug art backup
                    fernwartung fernwartungssoftware fernwartungstool fachanwendung fachverfahren infrastruktur
                    benutzer office funktion serie series token mail-client url dns http https sql ftp ssh supply chain
                    """);

    /// Words of status that are nouns or first words of names where a capital follows ("Safe Exam Browser").
    private static final Set<String> STATUS_IN_NAMES =
            Lexicon.words(
                    "safe clean solution malware fix patch update security virus release build lösung line train stream branch");

    /// Those of them that stand at the end of a name ("Password Safe 2.53"); the others say what a version is of.
    private static final Set<String> STATUS_AT_END =
            Lexicon.words("safe clean solution malware security virus lösung");

    /// Words of [Lexicon#GENERIC] that belong to no name before a version: they say what the version is of, whose it is, when
    /// it came, or how grave it is.
    private static final Set<String> OF_VERSIONS =
            Lexicon.words(
                    """
                    update updates version versionen versions release releases build builds hotfix patch hf sp rc beta
                    alpha cu mr stand stände stande ausgabe edition editionen fassung variante varianten reihe serie
                    zweig branch series installation installationen zeitpunkt zeitraum tage woche monat jahr uhr datum
                    januar februar märz april mai juni juli august september oktober november dezember january february
                    march may june july october december montag dienstag mittwoch donnerstag freitag samstag sonntag
                    monday tuesday wednesday thursday friday saturday sunday mar jan feb apr jun jul aug sep sept oct nov
                    dec status severity kritikalität kritisch hoch mittel niedrig critical high medium low gmbh ag inc ltd
                    corp corporation llc kg co se s.a b.v plc eg ug ohg mbh ggmbh e.v nicht betroffene betroffenen
                    betroffener betroffenes betroffen verwundbare bekannt introduced wert größe anzahl art typ teil
                    schritt schritte abschnitt tabelle table figure abbildung dritten dritter dritte unbekannten
                    unbefugten ausnahme exception hersteller herstellers vendor vendors manufacturer anbieter entwickler
                    unternehmen firma konzern company tlp tlp:clear tlp:white cvss cve cvss-score url http https dns
                    sha-256 sha256 sha-1 sha1 md5 sha-512 sha512 vorversion vorversionen vorgängerversion
                    vorgängerversionen neufassung produktversion versionsnummer versionsnummern
                    """);

    /// Verbs of moving to another version that are nouns of names behind another word ("Core Switch").
    private static final Set<String> UPGRADE_IN_NAMES = Lexicon.words("switch move bump migrate");

    /// Words of ordinary text that names are made of as well ("New Relic", "Other Tool").
    private static final Set<String> ORDINARY_IN_NAMES =
            Lexicon.words(
                    "other new all one more up first second third early active check run free current");

    /// Words that name nothing but the form of a product ("Desktop App", "Web Client").
    private static final Set<String> FORM =
            Lexicon.words(
                    """
                    desktop electron web pwa app apps client clients mobile mobil installer application anwendung
                    desktop-app desktop-client desktopapp desktopclient web-app webapp web-client webclient progressive
                    smartphone-app mobile-app x64 x86 arm64 setup
                    """);

    /// German nouns for software that are no words of product names when an article or nothing stands before them.
    private static final Set<String> INTRODUCING =
            Lexicon.words(
                    """
                    software softwareprodukt programm anwendung produkt produkts produkte paket pakete pakets paketen
                    bibliothek werkzeug komponente erweiterung modul plugin plug-in dienst lösung fachverfahren
                    fachanwendung treiber product package library texteditor browser-erweiterung browsererweiterung
                    fernwartungssoftware fernwartung fernwartungstool programms softphone softphones datei plattform
                    npm-paket pypi-paket python-paket npm-pakete pypi-pakete container-image softwarepaket
                    programmpaket tool app client dienstes moduls
                    """);

    /// Genitives and nouns that are never the first word of a name behind an article ("des Programms Ladeplaner").
    private static final Set<String> CERTAIN =
            Lexicon.words(
                    """
                    produkt produkts produktes produkte programms softwareprodukt softwareprodukts pakets werkzeugs
                    routers druckers dienstes tools servers clients moduls treibers editors browsers scanners agenten
                    product
                    """);

    /// Those that introduce a name without an article as well ("Software Beispiel 3.2").
    private static final Set<String> INTRODUCING_BARE =
            Lexicon.words(
                    """
                    software softwareprodukt programm anwendung produkt produkte product package pakete paket
                    bibliothek library texteditor plugin erweiterung browser-erweiterung komponente modul
                    """);

    /// Words that need a general word before them to be a name ("Service Desk", "System Center").
    private static final Set<String> HEADS =
            Lexicon.words(
                    """
                    desk center centre kit box pro plus lite studio hub gateway console suite link store shop hq
                    point works space spaces drive sync vault guard shield proxy bridge port portal stack cloud one
                    free premium enterprise professional standard basic home office control access data base exchange
                    line map mail chat phone chain share view book note notes flow set lab labs factory web x
                    """);

    /// Suffixes of a version that look like a word of a name ("SP1").
    private static final java.util.regex.Pattern SUFFIX =
            java.util.regex.Pattern.compile(
                    "(?:sp|hf|cu|mr|fp|rev|ru)\\d{1,4}(?:\\.\\d{1,4}){0,2}[a-z]?");

    private NameRun() {}

    /// Whether a word is a noun for software or a form of it, which alone names no product.
    static boolean general(String lower) {
        return OF_NAMES.contains(lower)
                || Names.CONTINUE.contains(lower)
                || Names.WEAK.contains(lower)
                || Lexicon.CATEGORY.contains(lower)
                || Lexicon.isKind(lower);
    }

    /// Whether a word is the end of a version ("SP1") rather than a word of a name.
    static boolean isSuffix(String lower) {
        return SUFFIX.matcher(lower).matches();
    }

    static boolean partOfStatus(String lower) {
        return STATUS_IN_NAMES.contains(lower);
    }

    /// Whether the token at `i` may be a word of a name that is placed.
    static boolean part(List<Token> t, int i) {
        Token x = t.get(i);
        boolean release =
                x.lower().matches("r\\d") && i > 0 && t.get(i - 1).kind() == Token.Kind.NUMBER;
        if (isSuffix(x.lower()) || release) {
            return false;
        }
        if (Names.strong(x) || Names.continues(x)) {
            return true;
        }
        if (Platforms.of(x).isPresent() && within(t, i)) {
            return true;
        }
        if (!x.word()
                || !Character.isUpperCase(x.text().charAt(0))
                || Platforms.of(x).isPresent()) {
            return false;
        }
        String w = x.lower();
        boolean next = i + 1 < t.size() && capital(t.get(i + 1));
        if (ORDINARY_IN_NAMES.contains(w)) {
            boolean alone =
                    next
                            && (i + 2 >= t.size() || !capital(t.get(i + 2)))
                            && general(t.get(i + 1).lower());
            boolean ends =
                    i > 0
                            && i + 1 < t.size()
                            && t.get(i + 1).kind() == Token.Kind.VERSION
                            && capital(t.get(i - 1));
            return i > 0 ? next || ends : alone;
        }
        if (STATUS_IN_NAMES.contains(w)) {
            return next && !(i == 0 && w.equals("update")) || ends(t, i);
        }
        if (UPGRADE_IN_NAMES.contains(w)) {
            return i > 0
                    && capital(t.get(i - 1))
                    && !UPGRADE_IN_NAMES.contains(t.get(i - 1).lower())
                    && part(t, i - 1);
        }
        if (noun(t, i)) {
            return true;
        }
        if (Lexicon.STOP.contains(w)
                || Lexicon.VERSION_CUE.contains(w)
                || Lexicon.AFFECTED.contains(w)
                || Lexicon.UPGRADE.contains(w)
                || Lexicon.NEGATION.contains(w)
                || Names.head(x.text()).isEmpty()) {
            return false;
        }
        return Names.WEAK.contains(w) || general(w);
    }

    /// Whether a word of status ends a name: a capital in front of it and its version behind it.
    private static boolean ends(List<Token> t, int i) {
        return i > 0
                && i + 1 < t.size()
                && STATUS_AT_END.contains(t.get(i).lower())
                && (t.get(i + 1).kind() == Token.Kind.VERSION
                        || t.get(i + 1).kind() == Token.Kind.NUMBER)
                && capital(t.get(i - 1))
                && part(t, i - 1);
    }

    /// Whether a noun that is a common one elsewhere belongs to a name: between a capital and the version there is no place for
    /// another word of the sentence ("Beispiel Zertifikat 2.5", "Beispiel Kunden Portal 2.5").
    private static boolean noun(List<Token> t, int i) {
        String w = t.get(i).lower();
        if (i == 0
                || i + 1 == t.size()
                || !Lexicon.GENERIC.contains(w)
                || OF_VERSIONS.contains(w)
                || Lexicon.STOP.contains(w)
                || Lexicon.AFFECTED.contains(w)
                || !Names.strong(t.get(i - 1))) {
            return false;
        }
        boolean last = t.get(i + 1).kind() == Token.Kind.VERSION && !w.equals("ip");
        boolean inside =
                i + 2 < t.size()
                        && Names.strong(t.get(i + 1))
                        && t.get(i + 2).kind() == Token.Kind.VERSION;
        return last || inside;
    }

    /// "Graubart Linux Toolbox 1.0": a system between two words of a name, none of them general, belongs to it.
    private static boolean within(List<Token> t, int i) {
        return i > 0
                && i + 2 < t.size()
                && ownWord(t.get(i - 1))
                && Names.strong(t.get(i - 1))
                && Character.isUpperCase(t.get(i).text().charAt(0))
                && Names.strong(t.get(i + 1))
                && !general(t.get(i + 1).lower())
                && !FORM.contains(t.get(i + 1).lower())
                && t.get(i + 2).kind() == Token.Kind.VERSION;
    }

    private static boolean capital(Token x) {
        return x.word()
                && Character.isUpperCase(x.text().charAt(0))
                && Platforms.of(x).isEmpty()
                && !Lexicon.STOP.contains(x.lower())
                && !Lexicon.VERSION_CUE.contains(x.lower());
    }

    /// The first token of the run that ends with the token at `end`.
    static int start(List<Token> t, int end, int floor) {
        int first = end;
        while (first > floor && end - first < MAX_TOKENS - 1) {
            Token x = t.get(first - 1);
            boolean joins = x.sign("&") && first - 1 > floor && part(t, first - 2);
            boolean model =
                    x.kind() == Token.Kind.NUMBER
                            && x.text().length() <= 5
                            && first - 1 > floor
                            && part(t, first - 2);
            if (!part(t, first - 1) && !joins && !model) {
                break;
            }
            first--;
        }
        return first;
    }

    /// The name in a run, without the words that introduce it; nothing if there is no word in it.
    static @Nullable Name of(List<Token> t, int from, int to) {
        int first = from;
        while (first < to && !t.get(first).word()) {
            first++;
        }
        int last = to;
        while (last > first && t.get(last - 1).sign("&")) {
            last--;
        }
        while (first + 1 < last && introduces(t, first, last)) {
            first++;
        }
        return first < last ? placed(t, first, last) : null;
    }

    /// A name whose general words count, unless they say nothing but the form of a product.
    static Name placed(List<Token> t, int first, int last) {
        Name n = Names.name(t, first, last);
        boolean numbered = t.get(last - 1).kind() == Token.Kind.NUMBER;
        boolean notModel =
                Lexicon.UPGRADE.contains(t.get(first).lower())
                        || t.get(first).isAny("server", "patch");
        boolean form = last - first == 1 || numbered && last - first == 2 && notModel;
        boolean general = true;
        boolean formWords = !numbered;
        for (int k = first; k < last; k++) {
            Token x = t.get(k);
            general &=
                    x.kind() == Token.Kind.NUMBER
                            || general(x.lower())
                            || Names.name(t, k, k + 1).weak();
            formWords &= FORM.contains(x.lower());
        }
        return new Name(n.name(), n.start(), n.end(), first, last, general && (form || formWords));
    }

    private static boolean introduces(List<Token> t, int i, int last) {
        String w = t.get(i).lower();
        boolean article = determined(t, i);
        if (article && CERTAIN.contains(w) && part(t, i + 1)) {
            return true;
        }
        boolean own = own(t, i + 1, last);
        boolean compound = Lexicon.isKind(w) && w.length() > 9 && w.indexOf('-') < 0;
        if (compound) {
            return article || own;
        }
        if (article && own && Lexicon.isKindOfThing(t.get(i).text())) {
            return true;
        }
        if (abstractNoun(t.get(i), article)
                && part(t, i + 1)
                && (article || ownWord(t.get(i + 1)))) {
            return true;
        }
        boolean brand = Names.brand(t.get(i + 1));
        return INTRODUCING_BARE.contains(w) && (own || article && !general(t.get(i + 1).lower()))
                || (INTRODUCING.contains(w) || general(w))
                        && article
                        && own
                        && ownWord(t.get(i + 1))
                || general(w) && article && brand;
    }

    /// Whether an article stands before the token, with at most two adjectives between.
    private static boolean determined(List<Token> t, int i) {
        int k = i - 1;
        while (k > 0
                && k > i - 3
                && t.get(k).word()
                && t.get(k).text().equals(t.get(k).lower())
                && !NameFinder.ARTICLE.contains(t.get(k).lower())
                && (t.get(k).lower().endsWith("e") || t.get(k).lower().endsWith("en"))) {
            k--;
        }
        return k >= 0 && NameFinder.ARTICLE.contains(t.get(k).lower());
    }

    private static boolean own(List<Token> t, int from, int to) {
        for (int k = from; k < to; k++) {
            if (ownWord(t.get(k))) {
                return true;
            }
        }
        return false;
    }

    /// A word that can be a name by itself.
    private static boolean ownWord(Token x) {
        String w = x.lower();
        boolean head =
                HEADS.contains(w)
                        || w.length() > 4
                                && (w.endsWith("er") || w.endsWith("or") || w.endsWith("ing"));
        return x.word() && (Names.brand(x) || Names.strong(x) && !general(w) && !head);
    }

    /// German nouns by their endings ("Bildbearbeitung"), which stand before a name rather than belong to it.
    private static boolean abstractNoun(Token t, boolean article) {
        String w = t.lower();
        boolean plain = t.text().substring(1).equals(w.substring(1));
        boolean german =
                w.endsWith("ung")
                        || w.endsWith("heit")
                        || w.endsWith("keit")
                        || w.endsWith("schaft")
                        || w.endsWith("ungen");
        return plain && w.length() > 7 && (german || article && w.endsWith("tion"));
    }
}
