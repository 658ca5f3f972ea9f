package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The texts of a class that looks up classes or hosts by name, seen together: names that only arise when texts are
/// joined, methods that are called by their name, hosts that are made of data.
final class ClassWords {
    private static final int MAX_PIECE = 40;
    private static final int MAX_PIECES = 10_000;

    /// The end of a host's name behind something that is put in (JLS 15.18.1, `StringConcatFactory` marks it by U+0001).
    private static final Pattern HOST_END =
            Pattern.compile("(?:.*[\\x01])?\\.[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*\\.?");

    private static final Map<String, SignalKind> METHODS =
            Map.of(
                    "getRuntime", SignalKind.PROCESS,
                    "defineClass", SignalKind.DYNAMIC_CODE,
                    "defineHiddenClass", SignalKind.DYNAMIC_CODE,
                    "defineAnonymousClass", SignalKind.DYNAMIC_CODE);

    private final Signals out;
    private final TreeSet<String> texts = new TreeSet<>();

    ClassWords(Signals out) {
        this.out = out;
    }

    void add(String text) {
        if (text.length() <= MAX_PIECE + MAX_PIECE && texts.size() < MAX_PIECES) {
            texts.add(text);
        }
    }

    /// @param telling names of classes and what they stand for
    void tell(boolean byName, boolean invokes, boolean hosts, Map<String, SignalKind> telling) {
        if (byName) {
            telling.forEach(this::joined);
        }
        if (byName && invokes) {
            METHODS.forEach(
                    (name, kind) -> {
                        if (texts.contains(name)) {
                            out.add(
                                    kind,
                                    "by name: " + name,
                                    "the class holds the name \"" + name + "\"");
                        }
                    });
        }
        if (hosts) {
            for (String text : texts) {
                if (HOST_END.matcher(text).matches()) {
                    out.add(
                            SignalKind.NETWORK,
                            "looks up hosts that it puts together",
                            "the class looks up hosts and holds the end of a name: \""
                                    + text
                                    + "\"");
                }
            }
        }
    }

    /// The name is not there as a whole, but its pieces are, and a word is cut in two between them.
    private void joined(String name, SignalKind kind) {
        if (texts.contains(name)) {
            return;
        }
        List<String> pieces = new ArrayList<>();
        for (String t : texts) {
            if (t.length() >= 2 && t.length() < name.length() && name.contains(t)) {
                pieces.add(t);
            }
        }
        // whole[i]: the first i letters can be put together; cut[i]: and a word is cut on the way
        boolean[] whole = new boolean[name.length() + 1];
        boolean[] cut = new boolean[name.length() + 1];
        whole[0] = true;
        for (int i = 0; i < name.length(); i++) {
            boolean inWord =
                    i > 0
                            && Character.isLetter(name.charAt(i - 1))
                            && Character.isLowerCase(name.charAt(i));
            for (String t : pieces) {
                if (whole[i] && name.startsWith(t, i)) {
                    whole[i + t.length()] = true;
                    cut[i + t.length()] |= cut[i] || inWord;
                }
            }
        }
        if (cut[name.length()]) {
            String proof = "the class puts the name \"" + name + "\" together from pieces";
            out.add(kind, "by name: " + name, proof);
            out.add(
                    SignalKind.OBFUSCATION,
                    "the word " + name + " put together from pieces",
                    proof);
        }
    }
}
