package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Tells most names that cannot be any of the wanted ones by the letters that occur in them, without taking them apart.
///
/// Taking a name apart only drops letters, and what it is compared with is made of the component's name and maker. So a wanted
/// name with a letter that neither has is not meant; a slip of the pen brings in one letter, two slips two, and never a digit
/// or a sign (see [NearNames]).
final class Letters {
    /// More different wanted names are not told apart: then everything may be meant.
    private static final int MAX_WANTED = 1 << 10;

    private static final long ALL = -1L;
    private static final long ONLY_LETTERS = (1L << 26) - 1;

    private record Wanted(long letters, int slips) {}

    private final Set<Wanted> gathered = new LinkedHashSet<>();
    private List<Wanted> wanted = List.of();

    /// @param joined a wanted name
    /// @param slips letters of it that may be missing
    void add(String joined, int slips) {
        gathered.add(new Wanted(of(joined, 0), slips));
        wanted = gathered.size() > MAX_WANTED ? List.of() : new ArrayList<>(gathered);
    }

    /// Whether the component's name may be one of the wanted; never false for one that is.
    boolean mayMean(Component component) {
        if (gathered.size() > MAX_WANTED || !isPlain(component)) {
            return true;
        }
        long letters = of(component.name(), ALL);
        String publisher = component.publisher();
        letters |= publisher == null ? 0 : of(publisher, ALL);
        for (Wanted one : wanted) {
            long missing = one.letters & ~letters;
            if ((missing & ~ONLY_LETTERS) == 0 && Long.bitCount(missing) <= one.slips) {
                return true;
            }
        }
        return false;
    }

    /// Whether nothing but name and maker tells what the component is.
    private static boolean isPlain(Component component) {
        return component.identifiers().isEmpty()
                && PackageUrl.implied(component.scheme(), "x") == null;
    }

    /// A bit for each letter, digit and sign that words are made of.
    ///
    /// @param others bits to add for a character that is folded to something else
    private static long of(String text, long others) {
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            int lower = c | 32;
            if (lower >= 'a' && lower <= 'z') {
                bits |= 1L << (lower - 'a');
            } else if (c >= '0' && c <= '9') {
                bits |= 1L << (26 + c - '0');
            } else if (c == '+') {
                bits |= 1L << 36;
            } else if (c == '#') {
                bits |= 1L << 37;
            } else if (c > 126 || c == '?') { // a letter may be lost there
                bits |= others;
            }
        }
        return bits;
    }
}
