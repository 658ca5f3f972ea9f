package dev.firebreak.core.allow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A bundled list of names, one a line, `#` for comments.
final class NameList {
    private final Set<String> names;

    private NameList(Set<String> names) {
        this.names = names;
    }

    static NameList bundled(String file) {
        return new NameList(new HashSet<>(lines(file)));
    }

    static List<String> lines(String file) {
        try (InputStream in =
                        Objects.requireNonNull(NameList.class.getResourceAsStream(file), file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("bundled " + file, e);
        }
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /// The name itself, also with `www.` in front.
    boolean hasSite(String host) {
        return names.contains(host)
                || (host.startsWith("www.") && names.contains(host.substring(4)));
    }

    /// The name itself or one above it.
    boolean hasAbove(String host) {
        for (String h = host; ; h = h.substring(h.indexOf('.') + 1)) {
            if (names.contains(h)) {
                return true;
            }
            if (h.indexOf('.') < 0) {
                return false;
            }
        }
    }
}
