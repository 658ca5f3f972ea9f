package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.prose.Context.Section;
import dev.firebreak.formats.text.FileNames;
import dev.firebreak.formats.text.IndicatorMatch;
import dev.firebreak.formats.text.IndicatorScanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells the attackers' names from the publisher's: which of the domains, addresses, links, hashes and files in a
/// warning are indicators, which are references, and which nobody can tell without asking.
final class Roles {
    private enum Role {
        INDICATOR,
        REFERENCE,
        UNDECIDED,
        VERSION,
        NOTHING
    }

    private record Decision(Role role, Certainty certainty) {}

    private static final int NEAR = 220;
    private static final Set<String> CONTACT =
            Lexicon.words(
                    """
                    verbindet verbinden kontaktiert kontaktieren kommuniziert kommunizieren connects connect
                    contacts communicates beacons beaconing c2 c2-server c&c nachgeladen exfiltriert exfiltrates
                    exfiltration blockieren sperren block kontrollserver command-and-control steuerungsserver
                    callback angreifer-domain
                    """);
    private static final Set<String> PUBLISHERS =
            Lexicon.words(
                    """
                    bund.de gov mil gov.uk europa.eu nist.gov mitre.org first.org cve.org cert.at govcert.ch
                    ncsc.admin.ch cisa.gov heise.de golem.de virustotal.com github.com/advisories
                    bleepingcomputer.com wikipedia.org cyber.gc.ca cert.pl ssi.gouv.fr
                    allianz-fuer-cybersicherheit.de cert-bund.de buerger-cert.de nvd.nist.gov osv.dev any.run
                    attack.mitre.org openwall.com seclists.org linkedin.com twitter.com x.com youtube.com
                    facebook.com
                    """);
    private static final Set<String> SENDER_CUE =
            Lexicon.words(
                    """
                    absender absenderadresse sender phishing registriert registered angreifer attacker registrant
                    """);

    /// A container image with its tag, `registry/owner/name:1.2`.
    private static final java.util.regex.Pattern IMAGE =
            java.util.regex.Pattern.compile(
                    "[a-z0-9.-]{3,80}(?::\\d{2,5})?(?:/[a-z0-9._-]{1,80}){1,6}:[vV]?\\d[\\w.-]{0,40}");

    private static final Set<String> SOFTWARE =
            Lexicon.words(
                    "firmware software update patch package paket plugin treiber driver programm");

    /// What one is told to do about a file of attackers.
    private static final Set<String> LOOK_FOR =
            Lexicon.words(
                    """
                    prüfen prüft kontrollieren nachsehen gefunden findet befindet vorhanden look check presence
                    anwesenheit anzeichen befall befallen hinweis austausch ausgetauschten ausgetauschte
                    """);

    private static final Set<String> ADDRESS_CUE =
            Lexicon.words(
                    """
                    ip ips ip-adresse ip-adressen adresse adressen address addresses host hosts server servern c2
                    port ipv4 c2-server firewall netz subnet
                    """);

    private final String source;
    private final String text;
    private final List<Block> blocks;
    private final List<Context> contexts;
    private boolean anyDefanged;
    private int lastVersionEnd = -1;
    private final Map<String, Indicator> indicators = new LinkedHashMap<>();
    final List<Fact> facts = new ArrayList<>();
    final List<Mask> masks = new ArrayList<>();
    final List<Span> undecided = new ArrayList<>();
    final List<String> undecidedValues = new ArrayList<>();
    final List<Span> versionOrAddress = new ArrayList<>();

    private Roles(String source, String text, List<Block> blocks, List<Context> contexts) {
        this.source = source;
        this.text = text;
        this.blocks = blocks;
        this.contexts = contexts;
    }

    static Roles of(String source, String text, List<Block> blocks, List<Context> contexts) {
        Roles r = new Roles(source, text, blocks, contexts);
        List<IndicatorMatch> matches = IndicatorScanner.scan(text);
        r.anyDefanged = matches.stream().anyMatch(IndicatorMatch::defanged);
        int block = 0;
        List<Decision> decisions = new ArrayList<>(matches.size());
        Set<String> versions = new java.util.HashSet<>();
        for (IndicatorMatch m : matches) {
            while (block + 1 < blocks.size() && blocks.get(block).end() <= m.start()) {
                block++;
            }
            Decision d = r.decide(m, block);
            decisions.add(d);
            if (d.role() == Role.VERSION) {
                r.lastVersionEnd = m.end();
                versions.add(withoutLast(m.value()));
            }
        }
        Set<String> cleared = new java.util.HashSet<>();
        for (IndicatorMatch m : matches) {
            if (Cleared.says(text, m.start(), m.end())) {
                cleared.add(m.value());
            }
        }
        for (int i = 0; i < matches.size(); i++) {
            IndicatorMatch m = matches.get(i);
            Decision d = decisions.get(i);
            if (d.role() == Role.INDICATOR && cleared.contains(m.value())) {
                d = new Decision(Role.REFERENCE, Certainty.STATED);
            }
            boolean meantElsewhere =
                    m.ambiguous()
                            && m.type() == ObservableType.IPV4
                            && d.role() != Role.VERSION
                            && d.certainty() != Certainty.STATED
                            && versions.contains(withoutLast(m.value()));
            r.place(m, meantElsewhere ? new Decision(Role.VERSION, Certainty.INFERRED) : d);
        }
        return r;
    }

    /// `2.7.0` of `2.7.0.3`: four-part numbers that differ in their last part only are all versions, if one of them is.
    private static String withoutLast(String value) {
        int dot = value.lastIndexOf('.');
        return dot < 0 ? value : value.substring(0, dot);
    }

    /// What belongs to a good release is not looked for; it becomes a question.
    void settle(List<dev.firebreak.core.model.ProductStatement> statements) {
        GoodReleases good = GoodReleases.of(text, statements);
        for (Map.Entry<String, Indicator> e : Map.copyOf(indicators).entrySet()) {
            if (good.has(e.getValue())) {
                indicators.remove(e.getKey());
                undecided.addAll(e.getValue().spans());
                undecidedValues.add(e.getValue().value());
            }
        }
    }

    List<Indicator> indicators() {
        return List.copyOf(indicators.values());
    }

    private void place(IndicatorMatch m, Decision d) {
        Span span = Span.text(source, m.start(), m.end(), text.substring(m.start(), m.end()));
        if (d.role() != Role.VERSION) {
            masks.add(new Mask(m.start(), m.end(), Token.Kind.INDICATOR));
        }
        switch (d.role()) {
            case INDICATOR -> add(m, d.certainty(), span);
            case REFERENCE ->
                    facts.add(new Fact(Fact.Type.REFERENCE, m.value(), d.certainty(), span));
            case UNDECIDED -> {
                facts.add(new Fact(Fact.Type.REFERENCE, m.value(), Certainty.UNSURE, span));
                undecided.add(span);
                if (!undecidedValues.contains(m.value())) {
                    undecidedValues.add(m.value());
                }
            }
            case VERSION -> {
                if (d.certainty() == Certainty.UNSURE) {
                    versionOrAddress.add(span);
                }
            }
            case NOTHING -> {}
        }
    }

    private void add(IndicatorMatch m, Certainty certainty, Span span) {
        String key = m.type() + " " + m.value();
        Indicator old = indicators.get(key);
        if (old == null) {
            indicators.put(
                    key,
                    new Indicator(m.type(), m.value(), null, null, certainty, "", List.of(span)));
            return;
        }
        List<Span> spans = new ArrayList<>(old.spans());
        spans.add(span);
        Certainty best = old.certainty().compareTo(certainty) <= 0 ? old.certainty() : certainty;
        indicators.put(key, new Indicator(m.type(), m.value(), null, null, best, "", spans));
    }

    private Decision decide(IndicatorMatch m, int block) {
        Context c =
                blocks.isEmpty()
                        ? new Context(null, Section.NONE, Set.of(), false, List.of())
                        : contexts.get(block);
        Section section = c.section();
        Set<String> words = near(m, block);
        boolean cue =
                words.stream().anyMatch(Lexicon.INDICATOR_CUE::contains)
                        || section == Section.INDICATORS;
        boolean reference = words.stream().anyMatch(Lexicon.REFERENCE_CUE::contains);
        return switch (m.type()) {
            case MD5, SHA1, SHA256 -> hash(m, words, c);
            case DOMAIN, URL -> host(m, section, cue, reference, block);
            case IPV4 -> m.ambiguous() ? address(m, section, cue, words, c) : sure(section);
            case IPV6 -> sure(section);
            case EMAIL ->
                    m.defanged()
                                    || section == Section.INDICATORS && !reference
                                    || words.stream().anyMatch(SENDER_CUE::contains) && !reference
                            ? sure(section)
                            : new Decision(Role.REFERENCE, Certainty.INFERRED);
            case FILENAME -> file(m, section, cue, words, c);
        };
    }

    private static Decision sure(Section section) {
        return new Decision(
                section == Section.REFERENCES ? Role.REFERENCE : Role.INDICATOR, Certainty.STATED);
    }

    private Decision hash(IndicatorMatch m, Set<String> words, Context c) {
        Section section = c.section();
        boolean commit = precededBy(m, "commit");
        Set<String> line = lineBefore(m);
        Set<String> about = line.size() > 1 ? line : words;
        Set<String> above = new java.util.HashSet<>();
        if (!c.lines().isEmpty()) {
            add(above, c.lines().getLast().start(), c.lines().getLast().end());
        }
        boolean headed =
                above.contains("good") && above.stream().noneMatch(Lexicon.AFFECTED::contains);
        boolean clean = headed || about.stream().anyMatch(Lexicon.CLEAN_CUE::contains);
        boolean bad = !headed && about.stream().anyMatch(w -> Lexicon.AFFECTED.contains(w));
        if (commit || section == Section.REFERENCES) {
            return new Decision(Role.REFERENCE, Certainty.INFERRED);
        }
        return clean && !bad
                ? new Decision(Role.UNDECIDED, Certainty.UNSURE)
                : new Decision(Role.INDICATOR, Certainty.STATED);
    }

    /// "Digest of the rebuilt image: ...": the words before it on its own line say most of it.
    private Set<String> lineBefore(IndicatorMatch m) {
        Set<String> words = new java.util.HashSet<>();
        int line = text.lastIndexOf('\n', m.start()) + 1;
        add(words, line, m.start());
        if (words.isEmpty() && line > 1) {
            add(words, text.lastIndexOf('\n', line - 2) + 1, line - 1);
        }
        return words;
    }

    /// "verbindet sich mit ...", "beacons to ..." right before it.
    private boolean contacted(IndicatorMatch m) {
        String before = text.substring(Math.max(0, m.start() - 60), m.start());
        before =
                before.substring(Math.max(before.lastIndexOf(". "), before.lastIndexOf("\n\n")) + 1)
                        .toLowerCase(Locale.ROOT);
        for (String word : before.split("[^\\p{L}0-9&-]+")) {
            if (CONTACT.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean precededBy(IndicatorMatch m, String word) {
        return text.substring(Math.max(0, m.start() - word.length() - 4), m.start())
                .toLowerCase(Locale.ROOT)
                .contains(word);
    }

    private Decision host(
            IndicatorMatch m, Section section, boolean cue, boolean reference, int block) {
        boolean link = m.type() == ObservableType.URL && m.value().startsWith("http");
        boolean module =
                !link
                        && m.type() == ObservableType.URL
                        && text.substring(m.end(), Math.min(text.length(), m.end() + 8))
                                .matches("(?s)@?\\s?[vV]\\d.*");
        if (!m.defanged()
                && (module
                        || m.type() == ObservableType.URL && IMAGE.matcher(m.value()).matches())) {
            return new Decision(Role.VERSION, Certainty.STATED);
        }
        if (section == Section.REFERENCES && m.defanged() && !link && !isPublisher(m.value())) {
            return new Decision(Role.UNDECIDED, Certainty.UNSURE);
        }
        if (section == Section.REFERENCES || isPublisher(m.value())) {
            return new Decision(
                    Role.REFERENCE,
                    m.defanged() && section != Section.REFERENCES
                            ? Certainty.INFERRED
                            : Certainty.STATED);
        }
        if (m.defanged()) {
            return new Decision(Role.INDICATOR, Certainty.STATED);
        }
        if (section == Section.INDICATORS && !reference) {
            return link && anyDefanged
                    ? new Decision(Role.UNDECIDED, Certainty.UNSURE)
                    : new Decision(Role.INDICATOR, Certainty.STATED);
        }
        if (link
                && cue
                && !reference
                && m.value().matches("https?://\\d{1,3}(?:\\.\\d{1,3}){3}(?:[:/].*)?")) {
            return new Decision(
                    Role.INDICATOR, Certainty.INFERRED); // nobody links to a bare address
        }
        if (!reference && contacted(m)) {
            return new Decision(Role.INDICATOR, Certainty.INFERRED);
        }
        if (reference || link && (anyDefanged || !cue)) {
            return new Decision(Role.REFERENCE, Certainty.INFERRED);
        }
        if (cue) {
            return anyDefanged || link || m.ambiguous()
                    ? new Decision(Role.UNDECIDED, Certainty.UNSURE)
                    : new Decision(Role.INDICATOR, Certainty.INFERRED);
        }
        boolean boilerplate = blocks.isEmpty() || blocks.get(block).kind() == Block.Kind.HEADING;
        return new Decision(
                boilerplate || m.value().startsWith("www.") ? Role.REFERENCE : Role.UNDECIDED,
                boilerplate ? Certainty.INFERRED : Certainty.UNSURE);
    }

    private static boolean isPublisher(String value) {
        int scheme = value.indexOf("://");
        String rest = scheme < 0 ? value : value.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        for (String p : PUBLISHERS) {
            if (host.equals(p) || host.endsWith("." + p) || rest.startsWith(p + "/")) {
                return true;
            }
        }
        return false;
    }

    /// A four-part number: the words before it tell whether it is an address or a version.
    private Decision address(
            IndicatorMatch m, Section section, boolean cue, Set<String> words, Context c) {
        String before =
                text.substring(Math.max(0, m.start() - 60), m.start()).toLowerCase(Locale.ROOT);
        String[] last = before.strip().split("[\\s(\u201e\"]+");
        String previous = last.length == 0 ? "" : last[last.length - 1].replaceAll("[:.,]+$", "");
        boolean versionWord =
                Lexicon.VERSION_CUE.contains(previous)
                        || Set.of(
                                        "vor",
                                        "bis",
                                        "before",
                                        "through",
                                        "<",
                                        "<=",
                                        "\u2264",
                                        ">=",
                                        "ab",
                                        "than",
                                        "als",
                                        "v",
                                        "einschließlich",
                                        "including")
                                .contains(previous);
        String after = text.substring(m.end(), Math.min(text.length(), m.end() + 12));
        if (after.matches(
                "(?s)(?:-\\d{1,4}|[-_]x\\d\\d)?\\.(?:exe|msi|dmg|pkg|zip|deb|rpm)\\b.*")) {
            return new Decision(Role.NOTHING, Certainty.STATED); // "Setup 8.3.7.250-1.exe"
        }
        boolean addressWord =
                words.stream().anyMatch(ADDRESS_CUE::contains) || section == Section.INDICATORS;
        if ((limited(m) || SOFTWARE.contains(previous)) && !ADDRESS_CUE.contains(previous)) {
            return new Decision(Role.VERSION, Certainty.STATED);
        }
        if (versionWord || c.versions() && section != Section.INDICATORS) {
            return new Decision(
                    Role.VERSION,
                    addressWord && !versionWord ? Certainty.UNSURE : Certainty.STATED);
        }
        if (versionRun(m) || labelled(m) && section != Section.INDICATORS) {
            return new Decision(Role.VERSION, Certainty.STATED);
        }
        if (section != Section.INDICATORS && ofPhrase(m) && !ADDRESS_CUE.contains(previous)) {
            return new Decision(Role.VERSION, addressWord ? Certainty.UNSURE : Certainty.STATED);
        }
        if (addressWord) {
            return new Decision(
                    section == Section.REFERENCES ? Role.REFERENCE : Role.INDICATOR,
                    section == Section.INDICATORS ? Certainty.STATED : Certainty.INFERRED);
        }
        boolean versionsNear = words.stream().anyMatch(Lexicon.VERSION_CUE::contains);
        boolean separator =
                previous.equals("und") || previous.equals("and") || before.strip().endsWith(",");
        if (versionsNear && separator) {
            return new Decision(Role.VERSION, Certainty.STATED);
        }
        boolean named =
                !previous.isEmpty()
                        && before.endsWith(" ")
                        && Character.isUpperCase(
                                text.charAt(Math.max(0, m.start() - 1 - previous.length())))
                        && !Lexicon.STOP.contains(previous)
                        && (!Lexicon.GENERIC.contains(previous) || NameRun.general(previous));
        if (named || versionsNear && !cue) {
            return new Decision(Role.VERSION, Certainty.UNSURE);
        }
        return cue
                ? new Decision(Role.INDICATOR, Certainty.INFERRED)
                : new Decision(Role.UNDECIDED, Certainty.UNSURE);
    }

    /// "10.0.0.1 - 10.0.3.7": the number before it, on the same line, was read as a version.
    private boolean versionRun(IndicatorMatch m) {
        return lastVersionEnd >= 0
                && m.start() - lastVersionEnd < 24
                && text.substring(lastVersionEnd, m.start())
                        .matches(
                                "(?:[\\s,/\u2013-]|und|and|bis|to|or|oder|sowie|through|einschließlich|Version)+");
    }

    /// "Directory Sync 2.5.79.0": right behind two and more capitalised words.
    private boolean ofPhrase(IndicatorMatch m) {
        int from = Math.max(text.lastIndexOf('\n', m.start()) + 1, m.start() - 60);
        List<Token> t = Tokens.of(text, Math.min(from, m.start()), m.start(), List.of());
        int last = t.size() - 1;
        return last > 0 && NameRun.part(t, last) && NameRun.part(t, last - 1);
    }

    /// "1.0.4.88 and earlier", "... oder älter": addresses are not ordered like that.
    private boolean limited(IndicatorMatch m) {
        List<Token> t = Tokens.of(text, m.end(), Math.min(text.length(), m.end() + 40), List.of());
        return VersionWords.earlier(t, 0) > 0 || VersionWords.later(t, 0) > 0;
    }

    /// Behind a label that speaks of versions ("Behoben in:", "Fix:").
    private boolean labelled(IndicatorMatch m) {
        int line = text.lastIndexOf('\n', m.start()) + 1;
        int from = Math.max(line, m.start() - 120);
        int colon = text.substring(from, m.start()).indexOf(':');
        return colon > 0
                && from == line
                && Meaning.of(text.substring(line, line + colon)).status() != null;
    }

    private Decision file(
            IndicatorMatch m, Section section, boolean cue, Set<String> words, Context c) {
        boolean clean =
                words.stream().anyMatch(Lexicon.CLEAN_CUE::contains)
                        && words.stream().noneMatch(Lexicon.AFFECTED::contains);
        if (m.start() > 1
                && text.substring(Math.max(0, m.start() - 40), m.start())
                        .matches("(?s).*@[\\w.-]{1,30}/")) {
            return new Decision(Role.VERSION, Certainty.STATED); // "@scope/name.js" is a package
        }
        if (packaged(m)) {
            return new Decision(Role.VERSION, Certainty.STATED);
        }
        if (section == Section.REFERENCES) {
            return new Decision(Role.NOTHING, Certainty.INFERRED);
        }
        if (section == Section.INDICATORS) {
            return new Decision(Role.INDICATOR, Certainty.STATED);
        }
        if (!FileNames.isCode(m.value())) {
            return new Decision(Role.NOTHING, Certainty.INFERRED);
        }
        if (clean) {
            return new Decision(Role.UNDECIDED, Certainty.UNSURE);
        }
        boolean bad =
                cue
                        || besideHash(m)
                        || words.stream().anyMatch(LOOK_FOR::contains)
                        || words.contains("suchen")
                        || words.contains("search")
                        || words.contains("hunt")
                        || words.stream().anyMatch(Lexicon.AFFECTED::contains)
                        || c.status() == dev.firebreak.core.model.Status.AFFECTED;
        return bad
                ? new Decision(Role.INDICATOR, Certainty.INFERRED)
                : new Decision(Role.UNDECIDED, Certainty.UNSURE);
    }

    /// `left-merge.js` in a warning about npm: a package in a cell of its own, or one that has versions.
    private boolean packaged(IndicatorMatch m) {
        if (!m.value().endsWith(".js") || !text.contains("npm")) {
            return false;
        }
        String after = text.substring(m.end(), Math.min(text.length(), m.end() + 12));
        return text.contains("| " + m.value() + " |")
                || after.matches("(?s)[`*\"]{0,3}\\s?(?:[vV@]?\\d|\\|).*");
    }

    /// "orcsvc.dll (SHA-256: ...)": nobody gives the hash of a file that is merely mentioned.
    private boolean besideHash(IndicatorMatch m) {
        String after =
                text.substring(m.end(), Math.min(text.length(), m.end() + 30))
                        .toLowerCase(Locale.ROOT);
        return after.contains("sha-256")
                || after.contains("sha256")
                || after.contains("md5")
                || after.contains("sha1")
                || after.contains("sha-1");
    }

    /// The words around a match, in its sentence or table.
    private Set<String> near(IndicatorMatch m, int block) {
        @Nullable Block b = blocks.isEmpty() ? null : blocks.get(block);
        int from = Math.max(b == null ? 0 : Math.min(b.start(), m.start()), m.start() - NEAR);
        int to = Math.min(b == null ? text.length() : Math.max(b.end(), m.end()), m.end() + NEAR);
        int stop = text.substring(from, m.start()).lastIndexOf(". ");
        from = stop >= 0 ? from + stop + 1 : from;
        int end = text.substring(m.end(), to).indexOf(". ");
        to = end >= 0 ? m.end() + end : to;
        Set<String> words = new java.util.HashSet<>();
        add(words, from, m.start());
        add(words, m.end(), to);
        List<Block> lines = b == null ? List.of() : contexts.get(block).lines();
        if (!lines.isEmpty() && lines.getLast().kind() == Block.Kind.LEAD) {
            add(words, lines.getLast().start(), lines.getLast().end());
        }
        if (b != null && b.kind() == Block.Kind.TABLE) {
            Block.Cell first = b.rows().getFirst().getFirst();
            Block.Cell last = b.rows().getFirst().getLast();
            add(words, first.start(), last.end());
        }
        return words;
    }

    private void add(Set<String> words, int from, int to) {
        int start = -1;
        for (int i = from; i <= to; i++) {
            boolean in =
                    i < to
                            && (Character.isLetterOrDigit(text.charAt(i))
                                    || "-&".indexOf(text.charAt(i)) >= 0);
            if (in && start < 0) {
                start = i;
            } else if (!in && start >= 0) {
                String word = text.substring(start, i).toLowerCase(Locale.ROOT);
                words.add(word);
                start = -1;
            }
        }
    }
}
