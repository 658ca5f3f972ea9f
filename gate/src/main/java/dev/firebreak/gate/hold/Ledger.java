package dev.firebreak.gate.hold;

import dev.firebreak.gate.hold.LedgerEntry.Action;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every decision of the gate, one JSON object a line, only ever appended to. Each entry names the hash of the one
/// before, so that a line that was changed, removed or put in between is found by [#verify].
///
/// What a chain cannot show is that lines at its end were cut off; keep the last hash elsewhere where that matters.
public final class Ledger {
    private static final String START = "0".repeat(64);
    private static final long MAX = 1L << 30;

    private final Path file;
    private final Clock clock;

    public Ledger(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /// Appends a decision and returns it with its number and hash; it is on the disk when this returns.
    ///
    /// @throws IOException if the ledger cannot be written, or what is there is broken
    public LedgerEntry append(
            Action action,
            String by,
            String product,
            String name,
            String sha256,
            String verdict,
            String ring,
            String reason,
            @Nullable Instant until)
            throws IOException {
        return append(action, by, product, name, sha256, verdict, ring, reason, "", false, until);
    }

    /// Appends a decision with its reason in German and, of a waiver, whether later releases may be compared with the file.
    ///
    /// @throws IOException if the ledger cannot be written, or what is there is broken
    public LedgerEntry append(
            Action action,
            String by,
            String product,
            String name,
            String sha256,
            String verdict,
            String ring,
            String reason,
            String reasonDe,
            boolean measure,
            @Nullable Instant until)
            throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException(file + " cannot be locked");
            }
            List<LedgerEntry> before = read();
            String broken = broken(before);
            if (broken != null) {
                throw new BrokenLedgerException(
                        file + ": " + broken + "; nothing is appended to a broken ledger", broken);
            }
            LedgerEntry draft =
                    new LedgerEntry(
                            before.size() + 1L,
                            clock.instant(),
                            action,
                            by,
                            product,
                            name,
                            sha256,
                            verdict,
                            ring,
                            reason,
                            reasonDe,
                            measure,
                            until,
                            before.isEmpty() ? START : before.getLast().hash(),
                            "");
            LedgerEntry entry =
                    new LedgerEntry(
                            draft.number(),
                            draft.time(),
                            action,
                            by,
                            product,
                            name,
                            sha256,
                            verdict,
                            ring,
                            reason,
                            reasonDe,
                            measure,
                            until,
                            draft.previous(),
                            hash(draft));
            channel.position(channel.size());
            ByteBuffer line =
                    ByteBuffer.wrap((json(entry, true) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
            return entry;
        }
    }

    /// All entries, unverified.
    ///
    /// @throws IOException if the file cannot be read or a line is no entry; the message names the line
    public List<LedgerEntry> read() throws IOException {
        List<LedgerEntry> out = new ArrayList<>();
        if (!Files.exists(file)) {
            return out;
        }
        if (Files.size(file) > MAX) {
            throw new IOException(file + ": larger than " + MAX + " bytes");
        }
        int number = 0;
        for (String line : Files.readString(file).split("\n")) {
            number++;
            if (!line.isBlank()) {
                out.add(parse(line, number));
            }
        }
        return out;
    }

    /// All entries, once the chain was found whole: whatever lets a release pass is taken from here.
    ///
    /// @throws BrokenLedgerException if the chain is broken
    /// @throws IOException if the file cannot be read
    public List<LedgerEntry> verified() throws IOException {
        List<LedgerEntry> entries = read();
        String broken = broken(entries);
        if (broken != null) {
            throw new BrokenLedgerException(
                    file + ": " + broken + "; nothing in a broken ledger counts", broken);
        }
        return entries;
    }

    private LedgerEntry parse(String line, int number) throws IOException {
        try {
            JsonNode n = JsonMapper.shared().readTree(line);
            String until = n.path("until").asString("");
            return new LedgerEntry(
                    n.path("n").asLong(0),
                    Instant.parse(n.path("time").asString("")),
                    Action.valueOf(n.path("action").asString("")),
                    n.path("by").asString(""),
                    n.path("product").asString(""),
                    n.path("file").asString(""),
                    n.path("sha256").asString(""),
                    n.path("verdict").asString(""),
                    n.path("ring").asString(""),
                    n.path("reason").asString(""),
                    n.path("reasonDe").asString(""),
                    n.path("measure").asBoolean(false),
                    until.isEmpty() ? null : Instant.parse(until),
                    n.path("previous").asString(""),
                    n.path("hash").asString(""));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            String fault = file + ", line " + number + ": no entry of a ledger: " + e.getMessage();
            throw new BrokenLedgerException(fault, fault);
        }
    }

    /// What is wrong with the chain, or null.
    public @Nullable String verify() {
        try {
            return broken(read());
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /// Number and hash of the last entry, as `12:ab…`; `0:00…` of an empty ledger. Kept elsewhere it shows later that
    /// nothing up to that entry was cut off or rewritten.
    public String head() throws IOException {
        List<LedgerEntry> entries = read();
        return entries.isEmpty()
                ? "0:" + START
                : entries.getLast().number() + ":" + entries.getLast().hash();
    }

    /// What is wrong with the chain seen from a head that was kept elsewhere, or null.
    ///
    /// @param head as [#head()] gave it
    /// @throws IllegalArgumentException with a sentence for the user if it is none
    public @Nullable String verify(String head) {
        int colon = head.indexOf(':');
        if (colon < 1
                || !head.substring(0, colon).matches("[0-9]{1,9}")
                || !head.substring(colon + 1).matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "'"
                            + head
                            + "' is no head; write number and hash, as 'gate ledger --head' prints them");
        }
        String broken = verify();
        if (broken != null) {
            return broken;
        }
        int number = Integer.parseInt(head.substring(0, colon));
        try {
            List<LedgerEntry> entries = read();
            if (number > entries.size()) {
                return "entries are missing at the end: "
                        + number
                        + " were there once, "
                        + entries.size()
                        + " are there now";
            }
            String hash = number == 0 ? START : entries.get(number - 1).hash();
            return hash.equals(head.substring(colon + 1))
                    ? null
                    : "entry "
                            + number
                            + " is not the one that was there once: the ledger was rewritten";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String broken(List<LedgerEntry> entries) {
        String previous = START;
        long number = 1;
        for (LedgerEntry e : entries) {
            if (e.number() != number) {
                return "entry " + number + " is missing or out of place (found " + e.number() + ")";
            }
            if (!e.previous().equals(previous)) {
                return "entry " + number + " does not follow the one before it";
            }
            if (!e.hash().equals(hash(e))) {
                return "entry " + number + " was changed";
            }
            previous = e.hash();
            number++;
        }
        return null;
    }

    private static String hash(LedgerEntry e) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(json(e, false).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static String json(LedgerEntry e, boolean withHash) {
        ObjectNode n = JsonMapper.shared().createObjectNode();
        n.put("n", e.number());
        n.put("time", e.time().toString());
        n.put("action", e.action().name());
        n.put("by", e.by());
        n.put("product", e.product());
        n.put("file", e.file());
        n.put("sha256", e.sha256());
        n.put("verdict", e.verdict());
        n.put("ring", e.ring());
        n.put("reason", e.reason());
        // Only where they say something: entries of earlier versions keep their hash.
        if (!e.reasonDe().isEmpty()) {
            n.put("reasonDe", e.reasonDe());
        }
        if (e.measure()) {
            n.put("measure", true);
        }
        n.put("until", e.until() == null ? "" : e.until().toString());
        n.put("previous", e.previous());
        if (withHash) {
            n.put("hash", e.hash());
        }
        return n.toString();
    }
}
