package dev.firebreak.core.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names under which anyone can register (`co.uk`) or rent (`github.io`) a name, as a trie from the last label on.
///
/// The rules are those of the Public Suffix List: the longest rule wins, `*.` stands for one label, `!` takes an
/// exception out; a name under no rule has its last label as suffix. Hosts are in the form of [HostNames#canonical].
public final class PublicSuffixes {
    private enum Rule {
        ICANN,
        PRIVATE
    }

    private static final class Node {
        final Map<String, Node> below = new HashMap<>();
        @Nullable Rule exact;
        @Nullable Rule wildcard;
        @Nullable Rule exception;
    }

    /// @param start index of the suffix in the host
    private record Found(int start, boolean known, boolean hosting) {}

    private static final class Bundled {
        static final PublicSuffixes INSTANCE = load("public-suffixes.txt");
    }

    private final Node root = new Node();

    private PublicSuffixes() {}

    /// The rules that come with Firebreak; read once, on first use.
    public static PublicSuffixes bundled() {
        return Bundled.INSTANCE;
    }

    /// Rules from lines as the bundled file has them: `== icann`, `== private`, `#` comments, one rule a line.
    public static PublicSuffixes of(Iterable<String> lines) {
        PublicSuffixes all = new PublicSuffixes();
        Rule section = Rule.ICANN;
        for (String line : lines) {
            if (line.startsWith("==")) {
                section = line.contains("private") ? Rule.PRIVATE : Rule.ICANN;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                all.add(line.strip(), section);
            }
        }
        return all;
    }

    private void add(String rule, Rule section) {
        boolean exception = rule.startsWith("!");
        boolean wildcard = rule.startsWith("*.");
        String name = exception ? rule.substring(1) : wildcard ? rule.substring(2) : rule;
        Node node = root;
        for (String label : List.of(name.split("\\.")).reversed()) {
            node = node.below.computeIfAbsent(label, _ -> new Node());
        }
        if (exception) {
            node.exception = section;
        } else if (wildcard) {
            node.wildcard = section;
        } else {
            node.exact = section;
        }
    }

    /// The public suffix of a host: `co.uk` for `www.example.co.uk`.
    public String suffix(String host) {
        return host.substring(find(host).start);
    }

    /// Whether the host itself is a public suffix, so that everything below it belongs to different people.
    public boolean isSuffix(String host) {
        return find(host).start == 0;
    }

    /// Whether a rule of the list covers the host; if not, its last label is only taken for a suffix.
    public boolean isUnderKnownSuffix(String host) {
        return find(host).known;
    }

    /// Whether the host lies under a suffix where anyone can rent a name (`foo.github.io`, `x.s3.amazonaws.com`).
    public boolean isUnderHosting(String host) {
        return find(host).hosting;
    }

    /// The suffix and one more label, which is what one registers; empty if the host is a suffix itself.
    public Optional<String> registrable(String host) {
        int start = find(host).start;
        return start == 0
                ? Optional.empty()
                : Optional.of(host.substring(host.lastIndexOf('.', start - 2) + 1));
    }

    private Found find(String host) {
        Node node = root;
        int end = host.length();
        int start = host.lastIndexOf('.') + 1;
        Rule rule = null;
        while (end > 0) {
            int labelStart = host.lastIndexOf('.', end - 1) + 1;
            Node next = node.below.get(host.substring(labelStart, end));
            if (next != null && next.exception != null) {
                return new Found(
                        Math.min(end + 1, host.length()), true, next.exception == Rule.PRIVATE);
            }
            if (next != null && next.exact != null) {
                start = labelStart;
                rule = next.exact;
            } else if (node.wildcard != null) {
                start = labelStart;
                rule = node.wildcard;
            }
            if (next == null) {
                break;
            }
            node = next;
            end = labelStart - 1;
        }
        return new Found(start, rule != null, rule == Rule.PRIVATE);
    }

    private static PublicSuffixes load(String name) {
        try (InputStream in =
                        Objects.requireNonNull(
                                PublicSuffixes.class.getResourceAsStream(name), name);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return of(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("bundled " + name, e);
        }
    }
}
