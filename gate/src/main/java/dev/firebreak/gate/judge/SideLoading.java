package dev.firebreak.gate.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Names of Windows libraries that are known to be taken from a program's own folder (facts as collected by the
/// HijackLibs project).
final class SideLoading {
    private static final Set<String> NAMES = load();

    private SideLoading() {}

    static boolean known(String fileName) {
        return NAMES.contains(fileName.toLowerCase(Locale.ROOT));
    }

    private static Set<String> load() {
        try (InputStream in = SideLoading.class.getResourceAsStream("side-loading.txt")) {
            if (in == null) {
                throw new IllegalStateException("side-loading.txt is not in the program");
            }
            Set<String> out = new HashSet<>();
            for (String word :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\s+")) {
                out.add(word + ".dll");
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
