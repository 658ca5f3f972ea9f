package dev.firebreak.app.ship;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Which logs were sent, and how far: a log is known again by its first bytes, whatever its name is now.
///
/// Only a convenience: whoever takes the batches in knows what it has, so losing this file means sending again, not
/// counting twice. The exception is a log that was shorter than [#HEAD] bytes when it was first sent and has grown since: its
/// identity is kept here only.
final class SentLogs {
    /// Bytes at a log's begin that identify it.
    static final int HEAD = 4096;

    private static final String FILE = "sent-logs.tsv";

    /// @param head how many bytes the digest was made over
    /// @param sent offset up to which everything is safe
    record Sent(String log, int head, String digest, long sent) {}

    private final Path file;
    private final List<Sent> all = new ArrayList<>();

    private SentLogs(Path file) {
        this.file = file;
    }

    /// @throws IOException if it cannot be read or is damaged
    static SentLogs open(Path folder) throws IOException {
        Files.createDirectories(folder);
        SentLogs logs = new SentLogs(folder.resolve(FILE));
        if (Files.exists(logs.file)) {
            for (String line : Files.readAllLines(logs.file)) {
                String[] parts = line.split("\t", -1);
                try {
                    logs.all.add(
                            new Sent(
                                    parts[0],
                                    Integer.parseInt(parts[1]),
                                    parts[2],
                                    Long.parseLong(parts[3])));
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    throw new IOException(logs.file + " is damaged: " + line, e);
                }
            }
        }
        return logs;
    }

    /// The log with this begin: known, or new with nothing sent.
    Sent of(String organisation, byte[] begin) {
        for (Sent s : all) {
            if (s.head <= begin.length
                    && s.digest.equals(digest(organisation, Arrays.copyOf(begin, s.head)))) {
                return s;
            }
        }
        int head = Math.min(HEAD, begin.length);
        String digest = digest(organisation, Arrays.copyOf(begin, head));
        return new Sent(digest, head, digest, 0);
    }

    /// Everything of a log up to here is safe.
    void sent(Sent log, long to) throws IOException {
        all.removeIf(s -> s.log.equals(log.log));
        all.add(new Sent(log.log, log.head, log.digest, Math.max(to, log.sent)));
        StringBuilder text = new StringBuilder();
        for (Sent s : all) {
            text.append(s.log).append('\t').append(s.head).append('\t');
            text.append(s.digest).append('\t').append(s.sent).append('\n');
        }
        Path next = file.resolveSibling(FILE + ".new");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String digest(String organisation, byte[] head) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(organisation.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(head), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
