package dev.firebreak.gate.sign;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Digests and OpenPGP signatures of RPM packages (rpm, docs/manual/format_v4 and tags: signature header with
/// `RPMSIGTAG_*`, payload digest in the main header). The digests are recomputed.
public final class RpmSignature {
    private static final int LEAD = 96;
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_VALUE = 1 << 20;
    private static final int SIG_DSA = 267;
    private static final int SIG_RSA = 268;
    private static final int SIG_SHA1 = 269;
    private static final int SIG_SHA256 = 273;
    private static final int SIG_PGP = 1002;
    private static final int SIG_MD5 = 1004;
    private static final int SIG_GPG = 1005;
    private static final int PAYLOAD_DIGEST = 5092;

    /// @param signatures of OpenPGP; one without a name if digests do not fit
    /// @param agreed digests that were recomputed and fit
    public record Read(List<SignatureFacts> signatures, List<String> agreed) {
        public Read {
            signatures = List.copyOf(signatures);
            agreed = List.copyOf(agreed);
        }
    }

    private record Header(long start, long end, TreeMap<Integer, byte[]> values) {}

    private RpmSignature() {}

    /// @throws IOException if the headers are cut off or malformed
    public static Read read(Content c) throws IOException {
        Header signature = header(c, LEAD);
        Header main = header(c, signature.end() + 7 & ~7L);
        TreeSet<String> agreed = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        long size = main.end() - main.start();
        check(
                "header SHA-256",
                text(signature, SIG_SHA256),
                digest(c, "SHA-256", main.start(), size),
                agreed,
                wrong);
        check(
                "header SHA-1",
                text(signature, SIG_SHA1),
                digest(c, "SHA-1", main.start(), size),
                agreed,
                wrong);
        byte[] md5 = signature.values().get(SIG_MD5);
        check(
                "header and payload MD5",
                md5 == null || md5.length < 16 ? null : HexFormat.of().formatHex(md5, 0, 16),
                digest(c, "MD5", main.start(), c.size() - main.start()),
                agreed,
                wrong);
        check(
                "payload SHA-256",
                text(main, PAYLOAD_DIGEST),
                digest(c, "SHA-256", main.end(), c.size() - main.end()),
                agreed,
                wrong);
        List<SignatureFacts> out = new ArrayList<>();
        String note =
                agreed.isEmpty() ? "no digest was checked" : String.join(", ", agreed) + " fit";
        for (int tag : new int[] {SIG_RSA, SIG_DSA, SIG_PGP, SIG_GPG}) {
            byte[] pgp = signature.values().get(tag);
            if (pgp != null) {
                out.addAll(OpenPgp.read("rpm", pgp, note));
            }
        }
        if (!wrong.isEmpty()) {
            out.add(
                    0,
                    new SignatureFacts(
                            "rpm",
                            State.BROKEN,
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            null,
                            List.of(),
                            "the package is not what its own digests name: "
                                    + String.join(", ", wrong)));
        }
        return new Read(out.stream().distinct().toList(), List.copyOf(agreed));
    }

    private static void check(
            String what,
            @Nullable String wanted,
            String actual,
            TreeSet<String> agreed,
            List<String> wrong) {
        if (wanted == null || wanted.length() != actual.length()) {
            return; // absent, or of another algorithm
        }
        if (wanted.equalsIgnoreCase(actual)) {
            agreed.add(what);
        } else {
            wrong.add(what);
        }
    }

    private static @Nullable String text(Header h, int tag) {
        byte[] value = h.values().get(tag);
        if (value == null) {
            return null;
        }
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static Header header(Content c, long at) throws IOException {
        if (c.u32be(at) >>> 8 != 0x8eade8) {
            throw new IOException("no header at offset " + at);
        }
        long entries = c.u32be(at + 8);
        long bytes = c.u32be(at + 12);
        if (entries > MAX_ENTRIES) {
            throw new IOException("a header with " + entries + " entries");
        }
        long store = at + 16 + entries * 16;
        TreeMap<Integer, byte[]> values = new TreeMap<>();
        for (long i = 0; i < entries; i++) {
            long e = at + 16 + i * 16;
            int tag = (int) c.u32be(e);
            long type = c.u32be(e + 4);
            long offset = c.u32be(e + 8);
            long count = c.u32be(e + 12);
            boolean bin = type == 7;
            long length = bin ? count : Math.min(200, bytes - offset);
            boolean wanted = bin || type == 6 || type == 8;
            if (wanted
                    && length >= 0
                    && length <= MAX_VALUE
                    && c.holds(store + offset, length)
                    && (bin && tag < 2000
                            || tag == SIG_SHA1
                            || tag == SIG_SHA256
                            || tag == PAYLOAD_DIGEST)) {
                values.put(tag, c.bytes(store + offset, (int) length));
            }
        }
        return new Header(at, store + bytes, values);
    }

    private static String digest(Content c, String algorithm, long from, long size)
            throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            Content part = c.slice(from, size);
            byte[] buffer = new byte[1 << 16];
            for (long at = 0; at < part.size(); ) {
                int n = part.read(at, buffer);
                digest.update(buffer, 0, n);
                at += n;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
