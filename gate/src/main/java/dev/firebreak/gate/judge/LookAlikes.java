package dev.firebreak.gate.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names that differ from a well-known one by a slip of the finger: one letter more, less, other, or two exchanged. The
/// well-known ones are the 3,000 most downloaded packages of the npm registry without a scope, as of November 2026.
final class LookAlikes {
    private static final int SHORTEST = 5;
    private static final Set<String> KNOWN = new HashSet<>();

    /// Known names by each form of theirs with one letter left out, and as they are.
    private static final Map<String, Set<String>> FORMS = new HashMap<>();

    static {
        for (String name : load()) {
            KNOWN.add(name);
            for (String form : forms(name)) {
                FORMS.computeIfAbsent(form, _ -> new HashSet<>()).add(name);
            }
        }
    }

    private LookAlikes() {}

    /// The well-known name that this one looks like, or null if it is well known itself or looks like none.
    static @Nullable String of(String name) {
        if (name.length() < SHORTEST || name.startsWith("@") || KNOWN.contains(name)) {
            return null;
        }
        String found = null;
        for (String form : forms(name)) {
            for (String known : FORMS.getOrDefault(form, Set.of())) {
                if (near(name, known) && (found == null || known.compareTo(found) < 0)) {
                    found = known;
                }
            }
        }
        return found;
    }

    private static Set<String> forms(String name) {
        Set<String> out = new HashSet<>();
        out.add(name);
        for (int i = 0; i < name.length(); i++) {
            out.add(name.substring(0, i) + name.substring(i + 1));
        }
        return out;
    }

    /// One edit apart. Digits at the end are versions of a name, not slips.
    private static boolean near(String a, String b) {
        int start = 0;
        while (start < Math.min(a.length(), b.length()) && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        String x = a.substring(start);
        String y = b.substring(start);
        int end = 0;
        while (end < Math.min(x.length(), y.length())
                && x.charAt(x.length() - 1 - end) == y.charAt(y.length() - 1 - end)) {
            end++;
        }
        x = x.substring(0, x.length() - end);
        y = y.substring(0, y.length() - end);
        String changed = x + y;
        if (changed.isEmpty() || changed.chars().allMatch(Character::isDigit)) {
            return false;
        }
        boolean exchanged =
                x.length() == 2
                        && y.length() == 2
                        && x.charAt(0) == y.charAt(1)
                        && x.charAt(1) == y.charAt(0);
        return exchanged || x.length() <= 1 && y.length() <= 1;
    }

    private static List<String> load() {
        try (InputStream in = LookAlikes.class.getResourceAsStream("popular-npm.txt")) {
            if (in == null) {
                throw new IllegalStateException("popular-npm.txt is not in the program");
            }
            return List.of(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
