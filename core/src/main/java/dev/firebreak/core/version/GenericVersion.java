package dev.firebreak.core.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version whose scheme nobody states, read as numbers followed by qualifiers: `18.12.416`, `2019.4 HF5`,
/// `18 Update 7`, `1.0.2k`, `5.33.6162 (build 5)`.
///
/// @param core leading numbers as written; an empty list if the text starts with a word (`R2`)
/// @param qualifiers what follows, in order
record GenericVersion(List<String> core, List<Qualifier> qualifiers) {
    enum Kind {
        /// Before the bare number: alpha, beta, rc, preview ...
        PRE,
        /// After the bare number: Update, SP, HF, R2, a revision, a letter.
        PATCH,
        /// A build number or other metadata.
        BUILD,
        /// A word nobody explains.
        OPAQUE
    }

    /// @param label normalised word, empty for a bare revision number
    /// @param numbers numbers that follow it, may be empty
    record Qualifier(Kind kind, String label, List<String> numbers) {}

    private static final Pattern PREFIX =
            Pattern.compile("(?:version|ver\\.?|release|rel\\.?|v\\.?)[ _-]?(?=[0-9])");
    private static final Pattern COMMAS = Pattern.compile("[0-9]++(?:, ?[0-9]++)++");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern ARCH =
            Pattern.compile("\\(?\\b(?:x64|x86_64|x86|amd64|arm64|(?:64|32)[ -]?bit)\\b\\)?");
    private static final Pattern SERVICE_PACK = Pattern.compile("service[ -]?pack");
    private static final Pattern CANDIDATE = Pattern.compile("release[ -]?candidate");
    private static final Pattern CUMULATIVE = Pattern.compile("cumulative[ -]?update");
    private static final Pattern CORE = Pattern.compile("[0-9]++(?:\\.[0-9]++)*+");
    private static final Pattern PART =
            Pattern.compile("([\\s.,;:/_~^+#()\\[\\]-]*+)(?:([a-z]++)|([0-9]++(?:\\.[0-9]++)*+))");

    private static final Map<String, String> PRE_WORDS =
            Map.ofEntries(
                    Map.entry("alpha", "alpha"),
                    Map.entry("beta", "beta"),
                    Map.entry("rc", "rc"),
                    Map.entry("cr", "rc"),
                    Map.entry("candidate", "rc"),
                    Map.entry("pre", "preview"),
                    Map.entry("preview", "preview"),
                    Map.entry("prerelease", "preview"),
                    Map.entry("dev", "dev"),
                    Map.entry("nightly", "nightly"),
                    Map.entry("snapshot", "snapshot"),
                    Map.entry("milestone", "milestone"),
                    Map.entry("ea", "ea"),
                    Map.entry("insider", "insider"),
                    Map.entry("canary", "canary"));
    private static final List<String> PRE_ORDER = List.of("alpha", "beta", "rc");
    private static final Map<String, String> PATCH_WORDS =
            Map.ofEntries(
                    Map.entry("update", "update"),
                    Map.entry("upd", "update"),
                    Map.entry("u", "update"),
                    Map.entry("patch", "patch"),
                    Map.entry("patchlevel", "patch"),
                    Map.entry("pl", "patch"),
                    Map.entry("p", "patch"),
                    Map.entry("sp", "sp"),
                    Map.entry("servicepack", "sp"),
                    Map.entry("hf", "hf"),
                    Map.entry("hotfix", "hf"),
                    Map.entry("cu", "cu"),
                    Map.entry("fp", "fp"),
                    Map.entry("fix", "fix"),
                    Map.entry("r", "r"),
                    Map.entry("rev", "rev"),
                    Map.entry("revision", "rev"));
    private static final Set<String> BUILD_WORDS =
            Set.of("build", "bld", "buildnummer", "git", "sha");

    /// Words that say nothing about the order.
    private static final Set<String> NEUTRAL =
            Set.of(
                    "x", "bit", "amd", "arm", "win", "windows", "final", "ga", "stable", "release",
                    "lts", "esr", "service", "pack", "the");

    /// Reads a text; null if it has no digit, is too long, or is written like nothing known.
    static @Nullable GenericVersion parse(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        if (t.length() > VersionOrder.MAX_LENGTH || t.indexOf(':') >= 0 || t.indexOf('*') >= 0) {
            return null;
        }
        if (!isPlain(t)) {
            t = unify(t);
        }
        Matcher m = CORE.matcher(t);
        List<String> core = m.lookingAt() ? List.of(m.group().split("\\.")) : List.of();
        List<Qualifier> qualifiers = qualifiers(t, core.isEmpty() ? 0 : m.end());
        boolean digit = !core.isEmpty();
        for (Qualifier q : qualifiers == null ? List.<Qualifier>of() : qualifiers) {
            digit |= !q.numbers.isEmpty() && q.kind != Kind.OPAQUE;
        }
        return qualifiers == null || !digit ? null : new GenericVersion(core, qualifiers);
    }

    /// Digits and dots only.
    private static boolean isPlain(String t) {
        for (int i = 0; i < t.length(); i++) {
            if (t.charAt(i) != '.' && !VersionOrder.isDigit(t.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Takes away what says nothing and brings several spellings to one.
    private static String unify(String text) {
        Matcher prefix = PREFIX.matcher(text);
        String t = prefix.lookingAt() ? text.substring(prefix.end()) : text;
        if (COMMAS.matcher(t).matches()) {
            return t.replace(" ", "").replace(',', '.');
        }
        if (DATE.matcher(t).matches()) {
            return t.replace('-', '.');
        }
        t = ARCH.matcher(t).replaceAll(" ");
        t = SERVICE_PACK.matcher(t).replaceAll("sp");
        t = CANDIDATE.matcher(t).replaceAll("rc");
        return CUMULATIVE.matcher(t).replaceAll("cu").strip();
    }

    private static @Nullable List<Qualifier> qualifiers(String t, int from) {
        List<Qualifier> all = new ArrayList<>();
        Matcher m = PART.matcher(t);
        int at = from;
        while (at < t.length()) {
            if (!m.find(at) || m.start() != at) {
                return t.substring(at).chars().allMatch(c -> " .)]-_".indexOf(c) >= 0) ? all : null;
            }
            String separator = m.group(1);
            String word = m.group(2);
            String numbers = m.group(3);
            at = m.end();
            if (word == null) {
                boolean build =
                        separator.indexOf('+') >= 0
                                || separator.indexOf('(') >= 0
                                || separator.indexOf('#') >= 0;
                all.add(
                        new Qualifier(
                                build ? Kind.BUILD : Kind.PATCH,
                                "",
                                List.of(numbers.split("\\."))));
                continue;
            }
            Matcher n = PART.matcher(t);
            List<String> following = List.of();
            if (n.find(at)
                    && n.start() == at
                    && n.group(3) != null
                    && n.group(1).length() <= 1
                    && !n.group(1).equals("(")) {
                following = List.of(n.group(3).split("\\."));
                at = n.end();
            }
            Qualifier q = qualifier(word, separator, following);
            if (q != null) {
                all.add(q);
            }
        }
        return all;
    }

    private static @Nullable Qualifier qualifier(
            String word, String separator, List<String> numbers) {
        if (separator.indexOf('+') >= 0 || BUILD_WORDS.contains(word)) {
            return new Qualifier(Kind.BUILD, "", numbers.isEmpty() ? List.of(word) : numbers);
        }
        String pre = PRE_WORDS.get(word);
        if (pre != null) {
            return new Qualifier(Kind.PRE, pre, numbers);
        }
        if (!numbers.isEmpty() && (word.equals("a") || word.equals("b"))) {
            return new Qualifier(Kind.PRE, word.equals("a") ? "alpha" : "beta", numbers);
        }
        String patch = PATCH_WORDS.get(word);
        if (patch != null && !numbers.isEmpty()) {
            return new Qualifier(Kind.PATCH, patch, numbers);
        }
        if (NEUTRAL.contains(word)) {
            return numbers.isEmpty() ? null : new Qualifier(Kind.OPAQUE, word, numbers);
        }
        // OpenSSL went on from 1.0.2z to 1.0.2za.
        boolean letter =
                separator.isEmpty()
                        && (word.length() == 1 || (word.length() == 2 && word.charAt(0) == 'z'));
        // A bare a, b or c may mean alpha, beta, candidate or the first patches: no order against
        // the bare number.
        return new Qualifier(
                letter ? Kind.PATCH : Kind.OPAQUE, letter ? "letter " + word : word, numbers);
    }

    GenericVersion withoutBuild() {
        return new GenericVersion(
                core, qualifiers.stream().filter(q -> q.kind != Kind.BUILD).toList());
    }

    boolean hasBuild() {
        return qualifiers.stream().anyMatch(q -> q.kind == Kind.BUILD);
    }

    /// Sign of the comparison; trailing zeros of the core do not count.
    OptionalInt compareTo(GenericVersion o) {
        int longest = Math.max(core.size(), o.core.size());
        for (int i = 0; i < longest; i++) {
            int c = VersionOrder.compareNumbers(number(core, i), number(o.core, i));
            if (c == 0) {
                continue;
            }
            // "2019.4 HF5" and "2019.4.5200" may be the same thing in two notations.
            boolean shorterGoesOn =
                    (i >= core.size() && goesOn(qualifiers))
                            || (i >= o.core.size() && goesOn(o.qualifiers));
            return shorterGoesOn ? OptionalInt.empty() : OptionalInt.of(c);
        }
        return compareQualifiers(qualifiers, o.qualifiers);
    }

    private static boolean goesOn(List<Qualifier> qualifiers) {
        return !qualifiers.isEmpty() && qualifiers.getFirst().kind != Kind.PRE;
    }

    private static String number(List<String> core, int i) {
        return i < core.size() ? core.get(i) : "0";
    }

    private static OptionalInt compareQualifiers(List<Qualifier> x, List<Qualifier> y) {
        for (int i = 0; i < Math.max(x.size(), y.size()); i++) {
            Qualifier a = i < x.size() ? x.get(i) : null;
            Qualifier b = i < y.size() ? y.get(i) : null;
            OptionalInt c = compare(a, b);
            if (c.isEmpty() || c.getAsInt() != 0) {
                return c;
            }
        }
        return OptionalInt.of(0);
    }

    private static OptionalInt compare(@Nullable Qualifier a, @Nullable Qualifier b) {
        if (a == null || b == null) {
            OptionalInt side = a == null ? (b == null ? OptionalInt.of(0) : side(b)) : side(a);
            return a == null && side.isPresent() ? OptionalInt.of(-side.getAsInt()) : side;
        }
        if (a.equals(b)) {
            return OptionalInt.of(0);
        }
        if (a.kind != b.kind) {
            OptionalInt s = side(a);
            OptionalInt t = side(b);
            return s.isPresent() && t.isPresent()
                    ? OptionalInt.of(s.getAsInt())
                    : OptionalInt.empty();
        }
        if (a.label.startsWith("letter ")
                && b.label.startsWith("letter ")
                && !a.label.equals(b.label)) {
            return OptionalInt.of(Integer.signum(a.label.compareTo(b.label)));
        }
        if (!a.label.equals(b.label)) {
            int i = PRE_ORDER.indexOf(a.label);
            int j = PRE_ORDER.indexOf(b.label);
            return i >= 0 && j >= 0 ? OptionalInt.of(Integer.compare(i, j)) : OptionalInt.empty();
        }
        return a.kind == Kind.OPAQUE ? OptionalInt.empty() : compareNumbers(a.numbers, b.numbers);
    }

    /// -1 if it sorts before the bare number, 1 if after, empty if nobody knows.
    private static OptionalInt side(Qualifier q) {
        return switch (q.kind) {
            case PRE -> OptionalInt.of(-1);
            case PATCH -> {
                boolean ambiguous =
                        q.label.equals("letter a")
                                || q.label.equals("letter b")
                                || q.label.equals("letter c");
                yield ambiguous ? OptionalInt.empty() : OptionalInt.of(1);
            }
            case BUILD, OPAQUE -> OptionalInt.empty();
        };
    }

    private static OptionalInt compareNumbers(List<String> x, List<String> y) {
        for (int i = 0; i < Math.max(x.size(), y.size()); i++) {
            String m = number(x, i);
            String n = number(y, i);
            if (!VersionOrder.isNumber(m) || !VersionOrder.isNumber(n)) {
                return m.equals(n) ? OptionalInt.of(0) : OptionalInt.empty();
            }
            int c = VersionOrder.compareNumbers(m, n);
            if (c != 0) {
                return OptionalInt.of(c);
            }
        }
        return OptionalInt.of(0);
    }

    /// Whether `longer` says the same as this one and then more: another non-zero number, an update, a revision.
    boolean isRefinedBy(GenericVersion longer) {
        if (longer.core.size() < core.size()) {
            return false;
        }
        for (int i = 0; i < core.size(); i++) {
            if (VersionOrder.compareNumbers(core.get(i), longer.core.get(i)) != 0) {
                return false;
            }
        }
        boolean moreNumbers = false;
        for (int i = core.size(); i < longer.core.size(); i++) {
            moreNumbers |= VersionOrder.compareNumbers(longer.core.get(i), "0") != 0;
        }
        if (moreNumbers) {
            return qualifiers.isEmpty();
        }
        int shared = qualifiers.size();
        return longer.qualifiers.size() > shared
                && longer.qualifiers.subList(0, shared).equals(qualifiers)
                && longer.qualifiers.get(shared).kind != Kind.PRE;
    }

    /// Whether one is `a.b.d` and the other `a.b.0.d`: vendors print a four-part file version either way.
    boolean differsByOneZero(GenericVersion o) {
        GenericVersion s = core.size() == 3 ? this : o;
        GenericVersion l = core.size() == 3 ? o : this;
        return s.core.size() == 3
                && l.core.size() == 4
                && VersionOrder.compareNumbers(l.core.get(2), "0") == 0
                && VersionOrder.compareNumbers(s.core.get(2), "99") > 0
                && VersionOrder.compareNumbers(s.core.get(0), l.core.get(0)) == 0
                && VersionOrder.compareNumbers(s.core.get(1), l.core.get(1)) == 0
                && VersionOrder.compareNumbers(s.core.get(2), l.core.get(3)) == 0;
    }
}
