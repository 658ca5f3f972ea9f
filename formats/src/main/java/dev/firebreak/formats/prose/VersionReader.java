package dev.firebreak.formats.prose;

import static dev.firebreak.formats.prose.VersionWords.kind;
import static dev.firebreak.formats.prose.VersionWords.word;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.prose.VersionWords.Operator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one version with what belongs to it, and tells it from other numbers by its neighbours.
abstract class VersionReader {
    static final int MAX_SKIPPED = 4;

    private static final Set<String> OFFERED =
            Lexicon.words(
                    "bereitgestellt veröffentlicht herausgegeben released available verfügbar erschienen");

    /// Tokens of a bracket between a version and its verb.
    private static final int MAX_ASIDE = 12;

    static final Set<String> SUFFIX =
            Lexicon.words(
                    """
                    hf hotfix sp patch patchlevel rc beta alpha update u cu mr fix fp r p build rev revision ru
                    """);

    /// Suffixes of one version, "SP1 Update 3".
    private static final int MAX_SUFFIXES = 3;

    private static final java.util.regex.Pattern GLUED_SUFFIX =
            java.util.regex.Pattern.compile(
                    "(?:sp|hf|cu|mr|fp|rev|ru|r|u|p)\\d{1,4}(?:\\.\\d{1,4}){0,2}[a-z]?");

    static final Set<String> STATE =
            Set.of("ist", "sind", "is", "are", "was", "were", "wurde", "wurden");

    final List<Token> t;

    final boolean versionsExpected;

    /// The version and the word of the suffix read last ("4.2", "rev"), for "ab Rev. 8" behind "4.2 Rev. 7".
    private String base = "";

    private String baseSuffix = "";

    final boolean lenient;

    VersionReader(List<Token> tokens, boolean versionsExpected, boolean lenient) {
        this.t = tokens;
        this.versionsExpected = versionsExpected;
        this.lenient = lenient;
    }

    /// A single version with what belongs to it.
    record Version(String text, int end, boolean wildcard, boolean open, boolean doubtful) {}

    int lengthOf(int k) {
        Operator op = VersionWords.at(t, k);
        return op == null ? 1 : op.length();
    }

    /// `7er-Reihe`, `2.4er-Versionen`.
    static boolean isSeriesWord(String w) {
        int digits = 0;
        while (digits < w.length()
                && (Character.isDigit(w.charAt(digits)) || w.charAt(digits) == '.')) {
            digits++;
        }
        return digits > 0
                && digits < 8
                && w.startsWith("er", digits)
                && Character.isDigit(w.charAt(digits - 1))
                && (w.length() == digits + 2 || w.charAt(digits + 2) == '-');
    }

    boolean sign(int i) {
        return t.get(i).kind() == Token.Kind.SIGN;
    }

    /// Skips articles, "Version" and, before a version that looks like one, a name ("before Example 3.4").
    int skip(int start) {
        int i = start;
        for (int n = 0; n < MAX_SKIPPED; n++) {
            String w = word(t, i);
            if (Lexicon.VERSION_CUE.contains(w)
                    || VersionWords.ARTICLES.contains(w)
                    || w.equals("\"")
                    || w.equals("\u201e")) {
                i++;
            }
        }
        int k = i;
        while (k < i + 3
                && k < t.size()
                && t.get(k).word()
                && Names.strong(t.get(k))
                && Platforms.of(t.get(k)).isEmpty()) {
            k++;
        }
        return k > i && kind(t, k) == Token.Kind.VERSION ? k : i;
    }

    /// A single version at `i`, or nothing.
    @Nullable Version version(int i, boolean numbersToo) {
        Token.Kind kind = kind(t, i);
        if (kind == Token.Kind.WORD && !base.isEmpty() && word(t, i).equals(baseSuffix)) {
            StringBuilder full = new StringBuilder(base);
            int end = suffix(i, full);
            return end > i ? new Version(full.toString(), end, false, false, false) : null;
        }
        if (kind != Token.Kind.VERSION
                && !(kind == Token.Kind.NUMBER
                        && numbersToo
                        && t.get(i).text().length() <= 10
                        && (!isUnit(i + 1) || suffixed(i + 1)))) {
            return null;
        }
        if (kind == Token.Kind.NUMBER
                && t.get(i).text().length() == 4
                && (t.get(i).text().startsWith("19") || t.get(i).text().startsWith("20"))
                && !Lexicon.VERSION_CUE.contains(word(t, i - 1))
                && !versionsExpected
                && VersionWords.earlier(t, i + 1) == 0
                && VersionWords.later(t, i + 1) == 0) {
            return null;
        }
        String text = t.get(i).text();
        text = text.startsWith("v") || text.startsWith("V") ? text.substring(1) : text;
        boolean open = text.endsWith("+");
        text = open ? text.substring(0, text.length() - 1) : text;
        int letters = text.length() - 2;
        boolean anyRelease =
                letters > 0
                        && (text.endsWith("Rx") || text.endsWith("rx"))
                        && Character.isDigit(text.charAt(letters - 1));
        text = anyRelease ? text.substring(0, letters) + ".x" : text; // "9.1Rx"
        boolean wild = text.endsWith(".x") || text.endsWith(".X") || text.endsWith(".*");
        while (text.endsWith(".x") || text.endsWith(".X") || text.endsWith(".*")) {
            text = text.substring(0, text.length() - 2);
        }
        int end = i + 1;
        boolean build =
                word(t, end).equals("(")
                        && word(t, end + 1).equals("build")
                        && kind(t, end + 2) == Token.Kind.NUMBER
                        && word(t, end + 3).equals(")");
        if (build && !wild && !open) {
            return new Version(
                    text + " Build " + t.get(end + 2).text(), end + 4, false, false, false);
        }
        if (!wild && !open) {
            int stop = end;
            StringBuilder full = new StringBuilder(text);
            for (int n = 0; n < MAX_SUFFIXES; n++) {
                int next = suffix(stop, full);
                if (next == stop) {
                    break;
                }
                stop = next;
            }
            if (stop > end) {
                base = text;
                baseSuffix = word(t, end);
                boolean doubtful =
                        kind == Token.Kind.NUMBER
                                && stop == end + 2
                                && word(t, end).equals("update");
                return new Version(full.toString(), stop, false, false, doubtful);
            }
        }
        if (VersionWords.SERIES.contains(word(t, end)) && dots(text) <= 1) {
            return new Version(text, end + 1, true, open, false);
        }
        return new Version(text, end, wild, open, false);
    }

    /// Adds what belongs to the version ("HF 2", "SP1", "Rev. 7", "Service Pack 1"); the index after it.
    private int suffix(int i, StringBuilder full) {
        String w = word(t, i);
        if (kind(t, i) == Token.Kind.WORD && GLUED_SUFFIX.matcher(w).matches()) {
            full.append(' ').append(t.get(i).text());
            return i + 1;
        }
        int number = i + 1;
        if (w.equals("service") && word(t, number).equals("pack")) {
            number++;
        } else if (!SUFFIX.contains(w)) {
            return i;
        }
        int dot = word(t, number).equals(".") && t.get(number).glued() ? 1 : 0;
        boolean plain =
                kind(t, number + dot) == Token.Kind.NUMBER
                        || kind(t, number + dot) == Token.Kind.VERSION
                                && !w.equals("update")
                                && !w.equals("patch")
                                && !w.equals("hotfix");
        if (!plain) {
            return i;
        }
        for (int k = i; k < number; k++) {
            full.append(' ').append(t.get(k).text());
        }
        full.append(' ').append(t.get(number + dot).text());
        return number + dot + 1;
    }

    /// Whether a suffix of a version stands at `i`, so that the number before it is one.
    boolean suffixed(int i) {
        return suffix(i, new StringBuilder()) > i;
    }

    /// Whether a bare number is a version of the product, told from its neighbours.
    boolean accepted(int i, Version v, boolean expected, boolean announced, int start) {
        int before = start - 1;
        while (before >= 0 && (t.get(before).sign(":") || t.get(before).sign("="))) {
            before--;
        }
        if (before >= 0
                && Lexicon.NOT_VERSION_BEFORE.contains(word(t, before))
                && !announced
                && !(before > 0
                        && NameRun.part(t, before - 1)
                        && Character.isUpperCase(t.get(before).text().charAt(0)))) {
            return false;
        }
        int dots = dots(t.get(i).text());
        if (dots <= 1 && isUnit(v.end()) && !announced) {
            return false;
        }
        boolean model =
                kind(t, i) == Token.Kind.NUMBER
                        && !announced
                        && before >= 0
                        && NameRun.part(t, before)
                        && i + 1 < t.size()
                        && (t.get(i + 1).sign(":")
                                || Names.strong(t.get(i + 1)) && !suffixed(i + 1)
                                || kind(t, i + 1) == Token.Kind.VERSION
                                || Lexicon.VERSION_CUE.contains(word(t, i + 1))
                                        && !word(t, i + 1).equals("build"));
        if (model || !announced && before >= 0 && NameRun.part(t, before) && ofName(i)) {
            return false;
        }
        if (announced
                || expected
                || v.text().indexOf(' ') > 0
                || dots >= 2
                || t.get(i).lower().startsWith("v")) {
            return true;
        }
        if (kind(t, i) == Token.Kind.NUMBER) {
            boolean limit =
                    VersionWords.earlier(t, v.end()) > 0 || VersionWords.later(t, v.end()) > 0;
            boolean said =
                    t.get(i).text().length() <= 3 && (saidOf(i) || word(t, i + 1).equals("nicht"));
            return (limit || said)
                    && before >= 0
                    && (Names.strong(t.get(before)) || said && listed(before));
        }
        boolean running = before >= 0 && t.get(before).isAny("running", "using");
        boolean stated =
                before >= 0
                        && (t.get(before).isAny("ist", "is") || t.get(before).is("lautet"))
                        && t.stream().anyMatch(x -> Lexicon.VERSION_CUE.contains(x.lower()));
        boolean offered = kind(t, i) == Token.Kind.VERSION && OFFERED.contains(word(t, v.end()));
        if (stated || running || offered || inList(i, v.end())) {
            return true;
        }
        boolean named =
                before >= 0
                                && t.get(before).word()
                                && (Names.strong(t.get(before))
                                        || before > 0
                                                && NameRun.part(t, before)
                                                && NameRun.part(t, before - 1)
                                        || word(t, before).indexOf('-') > 0)
                        || before >= 0 && t.get(before).sign("@");
        return named || lenient || v.wildcard() && t.get(i).text().indexOf('x') > 0;
    }

    /// "in allen Versionen, also 12.3, 12.4 und 12.5": one of several numbers with dots, where versions are spoken of.
    private boolean inList(int i, int end) {
        if (kind(t, i) != Token.Kind.VERSION
                || t.stream().noneMatch(x -> Lexicon.VERSION_CUE.contains(x.lower()))) {
            return false;
        }
        boolean follows =
                (word(t, end).equals(",") || Lexicon.AND.contains(word(t, end)))
                        && kind(t, end + 1) == Token.Kind.VERSION;
        boolean before =
                i > 1
                        && (t.get(i - 1).sign(",") || Lexicon.AND.contains(word(t, i - 1)))
                        && kind(t, i - 2) == Token.Kind.VERSION;
        return follows || before;
    }

    /// "Example 12 is ...", "Example 12 (all service packs) is ...".
    boolean saidOf(int i) {
        int k = i + 1;
        if (word(t, k).equals("(")) {
            while (k < t.size() && k < i + MAX_ASIDE && !t.get(k).sign(")")) {
                k++;
            }
            k++;
        }
        return STATE.contains(word(t, k));
    }

    /// "15 SP1 sowie 16 sind ...": the number goes on a list of versions.
    private boolean listed(int i) {
        boolean and = Lexicon.AND.contains(word(t, i)) || t.get(i).sign(",");
        Token.Kind before = kind(t, i - 1);
        return and
                && i > 0
                && (before == Token.Kind.VERSION
                        || GLUED_SUFFIX.matcher(word(t, i - 1)).matches()
                        || before == Token.Kind.NUMBER && SUFFIX.contains(word(t, i - 2)));
    }

    /// "Agent 5 before 17.7": a plain number before a limit of another major version belongs to the name.
    private boolean ofName(int i) {
        int k = i + 1 + (word(t, i + 1).equals("(") ? 1 : 0);
        Operator op = kind(t, i) == Token.Kind.NUMBER ? VersionWords.at(t, k) : null;
        boolean upper =
                op != null
                        && op.op() != VersionWords.Op.AT_LEAST
                        && op.op() != VersionWords.Op.BETWEEN;
        if (op == null || !upper) {
            return false;
        }
        int at = skip(k + op.length());
        if (kind(t, at) != Token.Kind.VERSION) {
            return false;
        }
        String limit = t.get(at).text();
        String major = limit.replaceFirst("^[vV]", "").replaceFirst("\\..*", "");
        if (major.isEmpty() || major.length() > 9 || !major.chars().allMatch(Character::isDigit)) {
            return false;
        }
        long here =
                Long.parseLong(t.get(i).text().substring(0, Math.min(9, t.get(i).text().length())));
        boolean link = VersionWords.LINKS.contains(word(t, k)) && op.length() == 1;
        return link ? Long.parseLong(major) < here : Long.parseLong(major) != here;
    }

    boolean isUnit(int i) {
        return Lexicon.UNIT.contains(word(t, i))
                || kind(t, i) == Token.Kind.NUMBER && word(t, i + 1).equals("uhr");
    }

    static int dots(String s) {
        return (int) s.chars().filter(c -> c == '.').count();
    }

    /// The range of `7.x`: from 7 to below 8.
    static VersionRange wildcard(String base) {
        return new VersionRange(base, true, next(base), false);
    }

    /// The base with its last number raised by one.
    static String next(String base) {
        int dot = base.lastIndexOf('.');
        String last = base.substring(dot + 1);
        if (last.isEmpty() || last.length() > 9 || !last.chars().allMatch(Character::isDigit)) {
            return base;
        }
        return base.substring(0, dot + 1) + (Long.parseLong(last) + 1);
    }
}
