package dev.firebreak.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// The top-level domains that exist, from IANA's list, kept as data in `tlds.txt`, and the names that RFC 6761 and RFC
/// 7686 set apart: warnings for exercises use `.example` and `.test`, real ones name `.onion`.
final class Tlds {
    private static final Set<String> ALL = load();

    private Tlds() {}

    /// @param label lower case, punycode for internationalised ones
    static boolean contains(String label) {
        return ALL.contains(label);
    }

    private static Set<String> load() {
        try (InputStream in = Tlds.class.getResourceAsStream("tlds.txt")) {
            if (in == null) {
                throw new IllegalStateException("tlds.txt is missing from the program");
            }
            Set<String> all = new HashSet<>(4096);
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    all.add(line.strip());
                }
            }
            all.addAll(Set.of("example", "invalid", "test", "onion"));
            return Set.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException("tlds.txt", e);
        }
    }
}
