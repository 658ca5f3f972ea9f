package dev.firebreak.gate.sign;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/// Signatures of NuGet packages (NuGet, "Package signatures technical details"): a CMS signature in the stored entry
/// `.signature.p7s`, over the digest of the zip as it was before that entry was put in.
public final class NugetSignature {
    private static final String ENTRY = ".signature.p7s";
    private static final int MAX_SIGNATURE = 4 << 20;
    private static final int END = 22;
    private static final int MAX_COMMENT = 65_535;
    private static final int MAX_DIRECTORY = 64 << 20;

    private NugetSignature() {}

    /// @param start of the entry's local header
    /// @param end behind the entry's content
    /// @param record of the entry in the directory, with its length
    private record Place(long start, long data, long end, long record, int recordLength) {}

    /// @throws IOException if the zip's directory or the signature is cut off
    public static List<SignatureFacts> read(Content c) throws IOException {
        long end = c.size() - END;
        while (end >= 0 && end > c.size() - END - MAX_COMMENT && c.u32(end) != 0x06054b50L) {
            end--;
        }
        if (end < 0 || c.u32(end) != 0x06054b50L || c.u16(end + 10) == 0xffff) {
            return List.of();
        }
        Place place = find(c, end);
        if (place == null) {
            return List.of();
        }
        if (place.end() - place.data() > MAX_SIGNATURE) {
            throw new IOException("a signature of " + (place.end() - place.data()) + " bytes");
        }
        byte[] der = c.bytes(place.data(), (int) (place.end() - place.data()));
        List<SignatureFacts> signers = Cms.attached("nuget", der);
        if (signers.isEmpty() || signers.getFirst().state() == State.BROKEN) {
            return signers;
        }
        return List.of(content(c, end, place, der, signers.getFirst()));
    }

    private static @org.jspecify.annotations.Nullable Place find(Content c, long end)
            throws IOException {
        long at = c.u32(end + 16);
        int count = c.u16(end + 10);
        for (int i = 0; i < count && c.holds(at, 46); i++) {
            int name = c.u16(at + 28);
            int length = 46 + name + c.u16(at + 30) + c.u16(at + 32);
            if (name == ENTRY.length() && c.startsWith(at + 46, ENTRY) && c.u16(at + 10) == 0) {
                long local = c.u32(at + 42);
                long data = local + 30 + c.u16(local + 26) + c.u16(local + 28);
                return new Place(local, data, data + c.u32(at + 20), at, length);
            }
            at += length;
        }
        return null;
    }

    private static SignatureFacts content(
            Content c, long end, Place p, byte[] der, SignatureFacts s) throws IOException {
        String text;
        try {
            text =
                    new String(
                            (byte[]) new CMSSignedData(der).getSignedContent().getContent(),
                            StandardCharsets.UTF_8);
        } catch (CMSException | RuntimeException e) {
            return with(s, State.BROKEN, "the signed text cannot be read: " + e.getMessage());
        }
        for (String line : text.split("\\R")) {
            int colon = line.indexOf("-Hash:");
            if (colon > 0) {
                try {
                    String algorithm = Cms.algorithm(line.substring(0, colon));
                    boolean fits =
                            MessageDigest.isEqual(
                                    digest(c, end, p, algorithm),
                                    Base64.getDecoder().decode(line.substring(colon + 6).strip()));
                    return fits
                            ? s
                            : with(
                                    s,
                                    State.BROKEN,
                                    "the package is not what was signed: its digest is another one");
                } catch (NoSuchAlgorithmException | IllegalArgumentException e) {
                    return with(s, State.PARTIAL, "unknown digest, not checked: " + e.getMessage());
                }
            }
        }
        return with(s, State.PARTIAL, "the signed text names no digest");
    }

    /// The zip without the entry: offsets behind it move, the end record counts one less.
    private static byte[] digest(Content c, long end, Place p, String algorithm)
            throws NoSuchAlgorithmException, IOException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        long directory = c.u32(end + 16);
        long removed = p.end() - p.start();
        feed(digest, c, 0, p.start());
        feed(digest, c, p.end(), directory);
        if (end - directory > MAX_DIRECTORY) {
            throw new IOException("a zip directory of " + (end - directory) + " bytes");
        }
        long at = directory;
        while (at + 46 <= end && c.u32(at) == 0x02014b50L) {
            int length = 46 + c.u16(at + 28) + c.u16(at + 30) + c.u16(at + 32);
            if (at != p.record()) {
                byte[] record = c.bytes(at, length);
                long local = c.u32(at + 42);
                if (local > p.start()) {
                    ByteBuffer.wrap(record)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(42, (int) (local - removed));
                }
                digest.update(record);
            }
            at += length;
        }
        byte[] last = c.bytes(end, (int) (c.size() - end));
        ByteBuffer b = ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort(8, (short) (b.getShort(8) - 1));
        b.putShort(10, (short) (b.getShort(10) - 1));
        b.putInt(12, b.getInt(12) - p.recordLength());
        b.putInt(16, (int) (directory - removed));
        digest.update(last);
        return digest.digest();
    }

    private static void feed(MessageDigest digest, Content c, long from, long to)
            throws IOException {
        Content part = c.slice(from, to - from);
        byte[] buffer = new byte[1 << 16];
        for (long at = 0; at < part.size(); ) {
            int n = part.read(at, buffer);
            digest.update(buffer, 0, n);
            at += n;
        }
    }

    private static SignatureFacts with(SignatureFacts f, State state, String note) {
        return new SignatureFacts(
                f.kind(),
                state,
                f.subject(),
                f.issuer(),
                f.serial(),
                f.key(),
                f.notBefore(),
                f.notAfter(),
                f.time(),
                f.extra(),
                note);
    }
}
