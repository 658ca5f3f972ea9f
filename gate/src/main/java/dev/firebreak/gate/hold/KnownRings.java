package dev.firebreak.gate.hold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The names of the rings that a drop folder was ever watched for, so that a waiver for a misspelt one is noticed. Only
/// a reminder: a waiver may also name a ring that is set up later.
public final class KnownRings {
    /// Names beyond this number are not kept.
    private static final int MAX = 1000;

    private final Path file;

    /// @param file one name a line; need not exist
    public KnownRings(Path file) {
        this.file = file;
    }

    public List<String> names() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().filter(Ring::named).limit(MAX).toList()
                : List.of();
    }

    public void add(Collection<String> rings) throws IOException {
        TreeSet<String> all = new TreeSet<>(names());
        if (!all.addAll(rings)) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " lies in no folder");
        }
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, "rings", ".tmp");
        Files.write(temporary, all.stream().limit(MAX).toList());
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
