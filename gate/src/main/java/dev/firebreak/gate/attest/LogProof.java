package dev.firebreak.gate.attest;

import dev.firebreak.gate.attest.Bundle.Entry;
import dev.firebreak.gate.attest.Bundle.Proof;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// Whether a transparency log took an entry in: its signed promise (Rekor, "signed entry timestamp") or the path from
/// the entry to a root that the log signed (RFC 6962 section 2.1.1; RFC 9162 section 2.1.3.2).
final class LogProof {
    private LogProof() {}

    /// The log's signature over body, number, time and place, in the order of RFC 8785.
    static boolean promised(Entry e, PublicKey key) throws GeneralSecurityException {
        String log = HexFormat.of().formatHex(Base64.getDecoder().decode(e.log()));
        String text =
                "{\"body\":\""
                        + Base64.getEncoder().encodeToString(e.body())
                        + "\",\"integratedTime\":"
                        + e.time()
                        + ",\"logID\":\""
                        + log
                        + "\",\"logIndex\":"
                        + e.index()
                        + "}";
        return e.promise().length > 0
                && Signatures.verify(key, text.getBytes(StandardCharsets.UTF_8), e.promise());
    }

    /// The entry is under the root, and the log signed the root.
    static boolean included(Entry e, Proof p, PublicKey key) throws GeneralSecurityException {
        byte[] root = root(p, hash((byte) 0, e.body(), new byte[0]));
        return root.length > 0 && MessageDigest.isEqual(root, p.root()) && checkpoint(p, root, key);
    }

    /// The root above a leaf; empty if the path does not lead to one.
    static byte[] root(Proof p, byte[] leaf) throws GeneralSecurityException {
        long node = p.index();
        long last = p.size() - 1;
        if (node < 0 || node > last) {
            return new byte[0];
        }
        byte[] r = leaf;
        for (byte[] h : p.hashes()) {
            if (last == 0) {
                return new byte[0];
            }
            if ((node & 1) == 1 || node == last) {
                r = hash((byte) 1, h, r);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                r = hash((byte) 1, r, h);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? r : new byte[0];
    }

    private static byte[] hash(byte mark, byte[] left, byte[] right)
            throws GeneralSecurityException {
        MessageDigest d = MessageDigest.getInstance("SHA-256");
        d.update(mark);
        d.update(left);
        return d.digest(right);
    }

    private static boolean checkpoint(Proof p, byte[] root, PublicKey key)
            throws GeneralSecurityException {
        int end = p.checkpoint().indexOf("\n\n");
        if (end < 0) {
            return false;
        }
        String text = p.checkpoint().substring(0, end + 1);
        List<String> lines = text.lines().toList();
        if (lines.size() < 3
                || !lines.get(1).equals(Long.toString(p.size()))
                || !lines.get(2).equals(Base64.getEncoder().encodeToString(root))) {
            return false;
        }
        for (String line : p.checkpoint().substring(end + 2).lines().limit(16).toList()) {
            int space = line.lastIndexOf(' ');
            if (line.startsWith("\u2014 ") && space > 1) {
                byte[] signature = Base64.getMimeDecoder().decode(line.substring(space + 1));
                if (signature.length > 4
                        && Signatures.verify(
                                key,
                                text.getBytes(StandardCharsets.UTF_8),
                                Arrays.copyOfRange(signature, 4, signature.length))) {
                    return true;
                }
            }
        }
        return false;
    }
}
