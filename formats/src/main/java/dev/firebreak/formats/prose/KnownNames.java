package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Cues.Cue;
import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The product names of a document, collected in a first pass with the weight of the places they stand in.
final class KnownNames {
    /// Names of one document that are kept.
    static final int MAX_NAMES = 200;

    private static final int MAX_SPELLINGS = 12;
    static final double LABEL = 12;
    static final double BESIDE_VERSION = 5;
    static final double ANNOUNCED = 3;
    static final double SUBJECT = 3;
    static final double TITLE = 4;

    static final Set<String> TO_SUBJECT =
            Lexicon.words(
                    """
                    ist sind is are die der das den the von by auch unter anderem : hiervon davon versionen version
                    versions of kunden nutzer anwender customers users variante ausgabe edition gehosteten gehostete hosted kostenlose kostenlosen des dem vom ausschließlich nur only konkret derzeit nach aktuell laut vor allem with
                    build builds releases release installationen installers installer update updates a an copies all
                    """);
    private static final Set<String> COPULA =
            Lexicon.words(
                    """
                    ist sind is are was were wurde wurden war worden been has have hat durch von als bleibt also
                    auch being gilt
                    """);
    static final Set<String> MATTER =
            Lexicon.words(
                    """
                    angriff attacke attack kompromittierung compromise backdoor hintertür schadcode malware trojaner
                    trojan schadsoftware lieferkettenangriff supply-chain-angriff vorfall incident manipulation
                    supply-chain-attacke schwachstelle vulnerability code lücke sicherheitslücke schwachstellen
                    compromised trojanized kompromittierte trojanisierte manipulierte
                    """);
    private static final Set<String> MATTER_LINK =
            Lexicon.words(
                    """
                    auf in of on von against gegen bei im des der durch via into affecting targeting with mit über
                    the den die das dem hersteller
                    """);

    private static final Set<String> ACTIVE = Lexicon.words("have has had haben hat hatten hatte");

    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Map<String, Double>> spellings = new LinkedHashMap<>();

    private final Set<String> titled = new java.util.HashSet<>();

    private @Nullable Ordinary ordinary;

    /// Words that are no names in this document.
    void ordinary(Ordinary words) {
        ordinary = words;
    }

    /// Whether the name is only a word that begins sentences of this document.
    boolean ordinary(Name name) {
        return ordinary != null && ordinary.is(name);
    }

    /// First pass over one sentence, item or cell.
    void collect(List<Token> t, Context context, boolean item) {
        if (context.section() == Context.Section.REFERENCES
                || context.section() == Context.Section.HISTORY) {
            return;
        }
        List<Cue> cues = Cues.of(t);
        boolean strong = cues.stream().anyMatch(Cue::strong) || context.status() != null;
        List<VersionPhrase> phrases = VersionPhrases.find(t, context.versions() && item, strong);
        for (int i = 0; i < phrases.size(); i++) {
            int floor = i == 0 ? 0 : phrases.get(i - 1).last();
            if (Instructions.required(t, phrases.get(i))) {
                continue;
            }
            add(NameBefore.of(t, phrases.get(i).first(), floor), BESIDE_VERSION);
            add(NameFinder.after(t, phrases.get(i).last()), BESIDE_VERSION - 1);
        }
        NameFinder.announced(t).forEach(n -> add(n, ANNOUNCED));
        QuotedNames.of(t).forEach(n -> add(n, ANNOUNCED - 1));
        for (Cue c : cues) {
            if (c.strong() && c.status() != dev.firebreak.core.model.Status.FIXED) {
                Name after = subjectAfter(t, c);
                boolean predicate = Lexicon.PREDICATE.contains(t.get(c.last()).lower());
                boolean named =
                        after != null
                                && (predicate
                                        || after.last() - after.first() > 1
                                        || Names.brand(t.get(after.first()))
                                        || t.get(c.last() + 1).sign(":"));
                add(named ? after : null, SUBJECT);
                add(subjectBefore(t, c), SUBJECT);
            }
        }
        for (int i = 0; i < t.size(); i++) {
            if (i > 0
                    && Lexicon.VERSION_CUE.contains(t.get(i).lower())
                    && Names.strong(t.get(i - 1))) {
                add(NameBefore.of(t, i, 0), ANNOUNCED - 1);
            }
            if (MATTER.contains(t.get(i).lower())) {
                add(matter(t, i), ANNOUNCED - 1);
            }
        }
    }

    private static @Nullable Name matter(List<Token> t, int i) {
        int k = i + 1;
        boolean linked = false;
        while (k < t.size()
                && k < i + 6
                && (MATTER_LINK.contains(t.get(k).lower())
                        || Lexicon.isCategory(t.get(k).lower()))) {
            linked |= MATTER_LINK.contains(t.get(k).lower());
            k++;
        }
        if (!linked || k >= t.size()) {
            return null;
        }
        Name placed = NameFinder.placed(t, k);
        return placed != null && !placed.weak() ? placed : NameFinder.forward(t, k, false);
    }

    /// "a compromised GitHub workflow": by what it was done, not the product.
    private static boolean by(List<Token> t, Name name) {
        return INFRASTRUCTURE.contains(Names.word(t, name.last()))
                || INFRASTRUCTURE.contains(Names.word(t, name.last() - 1));
    }

    private static final Set<String> INFRASTRUCTURE =
            Lexicon.words(
                    """
                    image images registry workflow workflows account accounts konto pipeline runner runners token tokens repository
                    maintainer credentials certificate zertifikat server build-server infrastructure infrastruktur
                    """);

    private static @Nullable Name subjectAfter(List<Token> t, Cue c) {
        int k = c.last() + 1;
        while (k < t.size() && k < c.last() + 8 && TO_SUBJECT.contains(t.get(k).lower())) {
            k++;
        }
        Name placed = k < t.size() && k > c.last() ? NameFinder.placed(t, k) : null;
        if (placed != null && !placed.weak()) {
            return by(t, placed) ? null : placed;
        }
        while (k < t.size()
                && k < c.last() + 8
                && (TO_SUBJECT.contains(t.get(k).lower())
                        || Lexicon.isCategory(t.get(k).lower()) && !Names.strong(t.get(k))
                        || Names.isQuote(t.get(k)))) {
            k++;
        }
        Name found = k < t.size() && k > c.last() ? NameFinder.forward(t, k, false) : null;
        return found != null && by(t, found) ? null : found;
    }

    private static @Nullable Name subjectBefore(List<Token> t, Cue c) {
        int k = c.first() - 1;
        if (k >= 0 && ACTIVE.contains(t.get(k).lower())) {
            return null; // "attackers have compromised ..."
        }
        while (k >= 0 && k > c.first() - 6 && COPULA.contains(t.get(k).lower())) {
            k--;
        }
        while (k > 0
                && k < c.first() - 1
                && t.get(k).text().equals(t.get(k).lower())
                && (Lexicon.GENERIC.contains(t.get(k).lower()) || t.get(k).is("desktop"))) {
            k--;
        }
        if (k < 0 || k == c.first() - 1 || !Names.strong(t.get(k))) {
            return null;
        }
        int first = k;
        while (first > 0 && Names.strong(t.get(first - 1))) {
            first--;
        }
        return NameFinder.forward(t, first, false);
    }

    /// Where grammar shows no name: the capitalised sequences of the text, those of several words first.
    void guess(List<Pieces.Piece> pieces) {
        boolean warning =
                pieces.stream()
                        .flatMap(p -> p.tokens().stream())
                        .anyMatch(
                                x ->
                                        Lexicon.AFFECTED.contains(x.lower())
                                                || x.kind() == Token.Kind.VERSION);
        for (Pieces.Piece p : pieces) {
            List<Token> t = p.tokens();
            boolean aside =
                    p.context().section() == Context.Section.REFERENCES
                            || p.context().section() == Context.Section.HISTORY;
            aside |= HeadingNames.Greetings.opens(t);
            for (int i = 0; i < t.size() && warning && !aside; i++) {
                Name n = NameFinder.forward(t, i, false);
                if (n != null) {
                    boolean several = n.last() - n.first() > 1;
                    add(several ? n : null, 1);
                    i = n.last() - 1;
                }
            }
        }
    }

    void add(@Nullable Name name, double weight) {
        if (name == null
                || name.weak()
                || ordinary(name)
                || name.name().length() > 80
                || name.key().isEmpty()
                || weights.size() > MAX_NAMES) {
            return;
        }
        weights.merge(name.key(), weight, Double::sum);
        spellings
                .computeIfAbsent(name.key(), _ -> new LinkedHashMap<>())
                .merge(name.name(), weight, Double::sum);
    }

    /// Notes another spelling of a name that is known.
    void spelled(Name name) {
        Map<String, Double> all = spellings.get(name.key());
        if (all != null && all.size() < MAX_SPELLINGS) {
            all.putIfAbsent(name.name(), 0.0);
        }
    }

    /// Whether further names may have been left out: then what is said without a name must not be given to one.
    boolean full() {
        return weights.size() > MAX_NAMES;
    }

    /// Whether a known name begins with this word: its maker or its family.
    boolean begins(String lower) {
        return spellings.values().stream()
                .flatMap(all -> all.keySet().stream())
                .anyMatch(s -> s.regionMatches(true, 0, lower + " ", 0, lower.length() + 1));
    }

    boolean contains(Name name) {
        return weights.containsKey(name.key());
    }

    double weight(Name name) {
        return weights.getOrDefault(name.key(), 0.0);
    }

    double weight(String key) {
        return weights.getOrDefault(key, 0.0);
    }

    /// All keys, heaviest first.
    List<String> keys() {
        return spellings.keySet().stream()
                .sorted(Comparator.comparingDouble((String k) -> weight(k)).reversed())
                .toList();
    }

    /// Spellings of a name, the most used first.
    List<String> spellings(String key) {
        Map<String, Double> all = spellings.getOrDefault(key, Map.of());
        return all.keySet().stream()
                .sorted(
                        Comparator.comparingDouble((String s) -> all.getOrDefault(s, 0.0))
                                .reversed())
                .toList();
    }

    /// Whether the title of the document mentions the name.
    boolean titled(String key) {
        return titled.contains(key);
    }

    /// Adds weight to names that the title mentions.
    void boost(String title) {
        String key = Names.key(title);
        for (String name : List.copyOf(weights.keySet())) {
            if (key.contains(name)) {
                weights.merge(name, TITLE, Double::sum);
                titled.add(name);
            }
        }
    }

    /// All known names in a sentence, in order.
    List<Name> in(List<Token> t, String text) {
        List<Name> found = new ArrayList<>();
        for (int i = 0; i < t.size(); i++) {
            Name n = at(t, text, i, t.size());
            if (n != null) {
                found.add(n);
                i = n.last() - 1;
            }
        }
        return found;
    }

    static @Nullable Name lastIn(List<Name> names, int from, int to) {
        Name found = null;
        for (Name n : names) {
            found = n.first() >= from && n.last() <= to ? n : found;
        }
        return found;
    }

    static @Nullable Name firstIn(List<Name> names, int from, int to) {
        for (Name n : names) {
            if (n.first() >= from && n.last() <= to) {
                return n;
            }
        }
        return null;
    }

    /// The longest known name that starts at token `i`.
    private @Nullable Name at(List<Token> t, String text, int i, int to) {
        if (!t.get(i).word()) {
            return null;
        }
        List<Name> found = new ArrayList<>();
        for (int end = i + 1; end <= to && end - i <= 6; end++) {
            if (!t.get(end - 1).word() && t.get(end - 1).kind() != Token.Kind.NUMBER) {
                continue;
            }
            String piece = text.substring(t.get(i).start(), t.get(end - 1).end());
            if (piece.length() <= 80 && weights.containsKey(Names.key(Names.head(piece)))) {
                found.add(Names.name(t, i, end));
            }
        }
        return found.isEmpty() ? null : found.getLast();
    }
}
