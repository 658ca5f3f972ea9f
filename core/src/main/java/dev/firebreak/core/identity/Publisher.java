package dev.firebreak.core.identity;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A maker's name without its legal form: `3CX Ltd`, `3CX` and `3CX, Inc.` are one.
///
/// @param words at least one
record Publisher(List<String> words) {
    /// Dots inside abbreviations: `S.A.`, `e.V.`, `s.r.o.`.
    private static final Pattern INITIALS = Pattern.compile("\\b([a-z])\\.(?=[a-z]\\b)");

    private static final Set<String> NONE = Set.of("unknown", "unbekannt", "n", "na", "none");
    private static final Set<String> LEGAL_FORMS =
            Set.of(
                    "inc",
                    "incorporated",
                    "ltd",
                    "limited",
                    "llc",
                    "llp",
                    "lp",
                    "corp",
                    "corporation",
                    "co",
                    "company",
                    "gmbh",
                    "mbh",
                    "ag",
                    "kg",
                    "kgaa",
                    "ohg",
                    "ug",
                    "haftungsbeschraenkt",
                    "ev",
                    "eg",
                    "se",
                    "sa",
                    "sas",
                    "sarl",
                    "srl",
                    "spa",
                    "bv",
                    "nv",
                    "ab",
                    "oy",
                    "oyj",
                    "as",
                    "asa",
                    "aps",
                    "plc",
                    "pty",
                    "pvt",
                    "pte",
                    "private",
                    "kk",
                    "kft",
                    "zrt",
                    "doo",
                    "sro",
                    "zoo",
                    "sp",
                    "sl",
                    "slu",
                    "lda",
                    "ltda",
                    "gesmbh",
                    "eu",
                    "usa",
                    "de",
                    "deutschland",
                    "germany",
                    "gbr",
                    "ooo",
                    "oue",
                    "gmbhcokg",
                    "holding",
                    "holdings",
                    "group",
                    "intl");

    /// Too general to tell one maker from another by their first word alone.
    private static final Set<String> GENERAL =
            Set.of(
                    "open",
                    "global",
                    "digital",
                    "data",
                    "smart",
                    "united",
                    "general",
                    "national",
                    "micro",
                    "soft",
                    "software",
                    "systems",
                    "system",
                    "team",
                    "free",
                    "community",
                    "international",
                    "american",
                    "advanced",
                    "first",
                    "new",
                    "net",
                    "web",
                    "tech",
                    "technologies",
                    "computer",
                    "cloud",
                    "security",
                    "network",
                    "deutsche",
                    "bundesamt",
                    "university",
                    "universitaet",
                    "institut",
                    "institute",
                    "the",
                    "project",
                    "apps",
                    "app",
                    "dev");

    private static final int MIN_START = 5;

    /// The maker, or null if the text names none.
    static @Nullable Publisher of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String folded = Words.fold(text);
        if (folded.indexOf('.') >= 0) {
            folded = INITIALS.matcher(folded.replace("d.o.o", "doo")).replaceAll("$1");
        }
        List<String> words = Words.split(folded);
        while (words.size() > 1
                && (LEGAL_FORMS.contains(words.getLast()) || words.getLast().length() == 1)) {
            words.removeLast();
        }
        if (words.size() > 1 && words.getFirst().equals("the")) {
            words.removeFirst();
        }
        boolean none = words.isEmpty() || NONE.contains(words.getFirst());
        return none ? null : new Publisher(List.copyOf(words));
    }

    String joined() {
        return String.join("", words);
    }

    /// Whether both may name one maker: equal, or one begins with the other (`Mozilla`, `Mozilla Foundation`).
    boolean isCompatible(Publisher other) {
        if (joined().equals(other.joined())) {
            return true;
        }
        List<String> shorter = words.size() <= other.words.size() ? words : other.words;
        List<String> longer = shorter == words ? other.words : words;
        boolean telling = shorter.stream().anyMatch(w -> !GENERAL.contains(w) && w.length() > 1);
        return telling && longer.subList(0, shorter.size()).equals(shorter);
    }

    /// Whether the product's name itself names this maker: `3CX Desktop App` and `3CX Ltd`. Where the name is written
    /// in one word, the maker has to be long enough not to be a mere syllable of it.
    boolean isNamedIn(List<String> nameWords, String joinedName) {
        if (joinedName.equals(joined())
                || (joined().length() >= MIN_START && joinedName.startsWith(joined()))) {
            return true;
        }
        String first = words.getFirst();
        if (GENERAL.contains(first) || first.length() < 2) {
            return false;
        }
        boolean digit = first.chars().anyMatch(c -> c >= '0' && c <= '9') && first.length() > 2;
        return nameWords.contains(first)
                || ((digit || first.length() > MIN_START) && joinedName.startsWith(first));
    }
}
