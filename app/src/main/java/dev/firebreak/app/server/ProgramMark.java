package dev.firebreak.app.server;

import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.formats.Warnings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A word for the program that runs: another one for each build. A version that somebody has to count up would be forgotten
/// once, and answers of an older way of matching would stay.
final class ProgramMark {
    private ProgramMark() {}

    /// If it cannot be told, a word that no other start has: then everything is computed anew.
    static String of() {
        CRC32C crc = new CRC32C();
        try {
            TreeSet<Path> places = new TreeSet<>();
            for (Class<?> one : List.of(AnswerBuilder.class, Warnings.class, LiveAnswers.class)) {
                CodeSource source = one.getProtectionDomain().getCodeSource();
                if (source == null) {
                    return UUID.randomUUID().toString();
                }
                places.add(Path.of(source.getLocation().toURI()));
            }
            for (Path place : places) {
                if (Files.isDirectory(place)) {
                    folder(place, crc);
                } else {
                    archive(place, crc);
                }
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            return UUID.randomUUID().toString();
        }
        return Long.toHexString(crc.getValue());
    }

    private static void archive(Path file, CRC32C crc) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                ZipEntry entry = all.nextElement();
                add(entry.getName() + " " + entry.getCrc() + " " + entry.getSize(), crc);
            }
        }
    }

    private static void folder(Path folder, CRC32C crc) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file), crc);
            }
        }
    }

    private static void add(String text, CRC32C crc) {
        crc.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
