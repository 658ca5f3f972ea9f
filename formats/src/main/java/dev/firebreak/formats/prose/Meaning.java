package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a heading, a lead-in line or the heading of a column says of what stands below it.
record Meaning(
        @Nullable Status status,
        Context.Section section,
        Set<Platform> platforms,
        boolean versions,
        boolean product) {
    private static final int MAX_LENGTH = 300;
    private static final Set<String> REFERENCES =
            Lexicon.words(
                    """
                    quellen quelle quellenangaben referenzen referenz references reference links link weblinks
                    kontakt contact contacts impressum literatur disclaimer haftungsausschluss acknowledgements
                    acknowledgments credits resources ressourcen quellenverzeichnis source sources ansprechpartner
                    herausgeber meldestelle datenschutz kontaktdaten fußnoten footnotes fundstellen
                    """);
    private static final Set<String> MEASURES =
            Lexicon.words(
                    """
                    maßnahmen massnahmen empfehlung empfehlungen handlungsempfehlung handlungsempfehlungen
                    gegenmaßnahmen mitigation mitigations recommendation recommendations recommended empfohlene
                    sofortmaßnahmen workaround workarounds schutzmaßnahmen actions
                    """);
    private static final Set<String> INDICATORS =
            Lexicon.words(
                    """
                    indikator indikatoren ioc iocs indicator indicators kompromittierungsindikatoren
                    kompromittierungsmerkmale kompromittierung c2 c2-server c2-domains hashes hashwerte hashwert
                    hash sha256 sha-256 sha1 sha-1 md5 prüfsummen checksums domains domain domänen domainnamen
                    ip-adressen ip-adresse ips ip urls url dateien files dateinamen filenames netzwerkindikatoren
                    observables artefakte artifacts blockieren block blockliste blocklist sperrliste sperren
                    infrastruktur infrastructure beaconing command-and-control kommunikation kommuniziert
                    communication adressen addresses hosts hostnamen hostnames erkennung detection detektion
                    detektionsmöglichkeiten endpunkte endpoints servern server payload payloads e-mail-adressen c&c
                    cnc
                    """);
    private static final Set<String> OF_WORDS =
            Lexicon.words(
                    """
                    equipment produkt produkte product products software produktname anwendung programm programme
                    paket package pakete packages name komponente component application system systeme modul plugin
                    library bibliothek
                    """);

    static boolean namesKind(String lower) {
        return OF_WORDS.contains(lower);
    }

    boolean onlyPlatform() {
        return !platforms.isEmpty() && status == null && section == Context.Section.NONE;
    }

    boolean saysSomething() {
        return status != null || section != Context.Section.NONE;
    }

    static Meaning of(String line) {
        String s = line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line;
        List<Token> tokens = Tokens.of(s, 0, s.length(), List.of());
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        boolean versions = false;
        boolean product = false;
        for (int i = 0; i < tokens.size(); i++) {
            Platforms.of(tokens.get(i)).ifPresent(platforms::add);
            versions |=
                    Lexicon.VERSION_CUE.contains(tokens.get(i).lower())
                            || tokens.get(i).lower().endsWith("versionen")
                            || tokens.get(i).lower().endsWith("version");
            product |= OF_WORDS.contains(tokens.get(i).lower());
        }
        Context.Section section = section(tokens);
        Status status = Cues.statusOf(tokens);
        if (status == null && versions && takes(tokens)) {
            status = Status.FIXED; // "Install one of these versions:"
        }
        boolean predicate =
                !tokens.isEmpty()
                        && tokens.stream()
                                .anyMatch(
                                        t ->
                                                t.isAny("affected", "betroffen")
                                                        || t.isAny("vulnerable", "verwundbar"))
                        && tokens.stream().anyMatch(t -> t.lower().startsWith("arti"));
        if (status == Status.AFFECTED
                && section == Context.Section.INDICATORS
                && !product
                && !predicate
                && !versions) {
            status = null;
        } else if (status != null && section == Context.Section.INDICATORS) {
            section = Context.Section.NONE;
        }
        return new Meaning(status, section, platforms, versions, product);
    }

    private static boolean takes(List<Token> tokens) {
        boolean verb = tokens.stream().anyMatch(t -> TAKE.contains(t.lower()));
        return verb
                && tokens.getLast().sign(":")
                && tokens.stream().noneMatch(t -> Lexicon.NEGATION.contains(t.lower()))
                && !StatusHints.conditional(tokens);
    }

    private static final Set<String> TAKE =
            Lexicon.words("install installieren einspielen upgrade aktualisieren migrate");

    /// "Mail Server" as a heading is a product, "C2 Server" is none.
    private static boolean inName(List<Token> tokens, Token t, String w) {
        int i = tokens.indexOf(t);
        return i > 0
                && OF_NAMES.contains(w)
                && Character.isUpperCase(t.text().charAt(0))
                && NameRun.part(tokens, i - 1)
                && !INDICATORS.contains(tokens.get(i - 1).lower())
                && !OF_ATTACKS.contains(tokens.get(i - 1).lower());
    }

    private static final Set<String> OF_NAMES =
            Lexicon.words(
                    """
                    server block domain communication kommunikation url detection erkennung hash link source
                    contact resource kontakt
                    """);
    private static final Set<String> OF_ATTACKS =
            Lexicon.words(
                    """
                    phishing control exfiltration exfil staging malware download angreifer attacker external externe
                    bösartige schädliche verdächtige malicious suspicious
                    """);

    private static final Set<String> TAKES_UP =
            Lexicon.words("nimmt nehmen aufnimmt aufnehmen aufgenommen zu mit");

    private static Context.Section section(List<Token> tokens) {
        Context.Section found = Context.Section.NONE;
        boolean further = false;
        for (Token t : tokens) {
            String w = t.lower();
            if (w.contains("historie")
                    || w.contains("revisions")
                    || w.equals("changelog")
                    || w.equals("history")
                    || w.equals("revision")) {
                return Context.Section.HISTORY;
            }
            boolean name = inName(tokens, t, w);
            if (w.equals("kontakt")
                    && tokens.stream().anyMatch(x -> TAKES_UP.contains(x.lower()))) {
                found = Context.Section.INDICATORS; // "nimmt Kontakt zu folgenden Systemen auf"
                continue;
            }
            if (REFERENCES.contains(w) && !name
                    || further
                            && (w.startsWith("information")
                                    || w.equals("reading")
                                    || w.equals("links")
                                    || w.equals("quellen"))) {
                found = Context.Section.REFERENCES;
            }
            further |=
                    w.equals("weitere")
                            || w.equals("weiterführende")
                            || w.equals("further")
                            || w.equals("more")
                            || w.equals("additional")
                            || w.equals("mehr")
                            || w.equals("zusätzliche")
                            || w.equals("see");
            if (INDICATORS.contains(w) && !name && found != Context.Section.REFERENCES) {
                found = Context.Section.INDICATORS;
            }
            if (MEASURES.contains(w) && found == Context.Section.NONE) {
                found = Context.Section.MEASURES;
            }
        }
        return found;
    }
}
