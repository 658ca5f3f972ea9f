package dev.firebreak.gate.sign;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.PeLayout;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.Extra;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Authenticode signatures of Windows programs (Microsoft, "Windows Authenticode Portable Executable Signature
/// Format"). The signed digest leaves out the certificate table, so bytes can be put there without breaking the
/// signature (CVE-2013-3900); that is why every byte in the table is accounted for.
public final class Authenticode {
    private static final int MAX_TABLE = 64 << 20;
    private static final int MAX_ENTRIES = 50;

    /// Entries are padded with zeros to a multiple of this.
    private static final int ALIGN = 8;

    private Authenticode() {}

    public static List<SignatureFacts> read(Content c) throws IOException {
        PeLayout pe = PeLayout.read(c);
        PeLayout.Directory table = pe.directory(4);
        if (!pe.signed()) {
            return List.of();
        }
        if (table.size() > MAX_TABLE || !c.holds(table.address(), table.size())) {
            return List.of(
                    new SignatureFacts(
                            "authenticode",
                            State.BROKEN,
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            null,
                            List.of(),
                            "the certificate table lies outside of the file"));
        }
        List<Extra> extra = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        long end = table.address() + table.size();
        long at = table.address();
        int entries = 0;
        while (at + ALIGN <= end && entries < MAX_ENTRIES) {
            long length = c.u32(at);
            if (length < ALIGN || at + length > end) {
                break;
            }
            entries++;
            entry(c, at, length, entries, signatures, extra);
            at = at + length + ALIGN - 1 & -ALIGN;
        }
        add(
                c,
                Math.min(at, end),
                end,
                "table-slack",
                "after the last entry of the certificate table",
                extra);
        add(c, end, c.size(), "after-table", "after the certificate table", extra);
        if (signatures.isEmpty()) {
            return List.of(
                    new SignatureFacts(
                            "authenticode",
                            State.BROKEN,
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            null,
                            extra,
                            "the certificate table holds no signature"));
        }
        List<SignatureFacts> out = new ArrayList<>();
        for (int i = 0; i < signatures.size(); i++) {
            out.addAll(
                    Cms.indirect(
                            "authenticode",
                            signatures.get(i),
                            i == 0 ? extra : List.of(),
                            algorithm -> digest(c, pe, algorithm)));
        }
        return out;
    }

    private static void entry(
            Content c, long at, long length, int number, List<byte[]> signatures, List<Extra> extra)
            throws EOFException {
        byte[] body = c.bytes(at + ALIGN, (int) (length - ALIGN));
        long der = c.u16(at + 6) == 2 ? Cms.derLength(body) : -1;
        if (number > 1) {
            extra.add(
                    new Extra(
                            "second-entry",
                            body.length,
                            zero(body),
                            entropy(body),
                            "entry "
                                    + number
                                    + " of the certificate table at offset "
                                    + at
                                    + ", type "
                                    + c.u16(at + 6)));
        }
        if (der < 0 || der > body.length) {
            if (number == 1) {
                extra.add(
                        new Extra(
                                "entry-slack",
                                body.length,
                                zero(body),
                                entropy(body),
                                "the entry holds no PKCS #7 signature"));
            }
            return;
        }
        signatures.add(java.util.Arrays.copyOf(body, (int) der));
        add(
                c,
                at + ALIGN + der,
                at + length,
                "entry-slack",
                "behind the signature inside its entry",
                extra);
    }

    private static void add(
            Content c, long from, long to, String kind, String where, List<Extra> extra)
            throws EOFException {
        long size = to - from;
        if (size <= 0) {
            return;
        }
        byte[] bytes = c.bytes(from, (int) Math.min(size, MAX_TABLE));
        boolean zero = zero(bytes);
        if (zero && size < 4096) {
            return; // padding: signers round up, some to a page
        }
        String head = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 16));
        extra.add(
                new Extra(
                        kind,
                        size,
                        zero,
                        entropy(bytes),
                        size + " bytes " + where + " at offset " + from + ": " + head));
    }

    private static boolean zero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    static double entropy(byte[] bytes) {
        int[] counts = new int[256];
        for (byte b : bytes) {
            counts[b & 0xff]++;
        }
        double sum = 0;
        for (int n : counts) {
            if (n > 0) {
                double p = (double) n / bytes.length;
                sum -= p * Math.log(p) / Math.log(2);
            }
        }
        return Math.round(sum * 1000) / 1000.0;
    }

    /// Everything but the checksum, the directory entry of the table, and the table itself; bytes after the table are
    /// not part of what signing tools hash.
    private static byte[] digest(Content c, PeLayout pe, String algorithm)
            throws NoSuchAlgorithmException, IOException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        long entry = pe.directories() + 4 * 8;
        update(digest, c, 0, pe.checksum());
        update(digest, c, pe.checksum() + 4, entry);
        update(digest, c, entry + 8, pe.directory(4).address());
        return digest.digest();
    }

    private static void update(MessageDigest digest, Content c, long from, long to)
            throws IOException {
        if (to < from) {
            throw new IOException("the headers overlap the certificate table");
        }
        byte[] buffer = new byte[1 << 16];
        Content part = c.slice(from, to - from);
        for (long at = 0; at < part.size(); ) {
            int n = part.read(at, buffer);
            digest.update(buffer, 0, n);
            at += n;
        }
    }
}
