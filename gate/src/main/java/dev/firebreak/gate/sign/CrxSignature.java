package dev.firebreak.gate.sign;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Signatures of Chrome extensions (Chromium, `components/crx_file/crx3.proto`): a header of key and signature pairs
/// over the header's signed part and the zip behind it.
public final class CrxSignature {
    private static final int MAX_HEADER = 1 << 20;
    private static final int MAX_PROOFS = 16;
    private static final int RSA = 2;
    private static final int ECDSA = 3;
    private static final int SIGNED_DATA = 10_000;

    private record Field(int number, byte[] value) {}

    private CrxSignature() {}

    /// @throws IOException if the header is cut off or malformed
    public static List<SignatureFacts> read(Content c) throws IOException {
        if (c.u32(4) != 3) {
            return List.of(facts(State.PARTIAL, "", "CRX version " + c.u32(4) + ", not checked"));
        }
        long size = c.u32(8);
        if (size > MAX_HEADER) {
            throw new IOException("a header of " + size + " bytes");
        }
        List<Field> header = fields(c.bytes(12, (int) size));
        byte[] signed = new byte[0];
        for (Field f : header) {
            signed = f.number() == SIGNED_DATA ? f.value() : signed;
        }
        List<SignatureFacts> out = new ArrayList<>();
        for (Field f : header) {
            if ((f.number() == RSA || f.number() == ECDSA) && out.size() < MAX_PROOFS) {
                out.add(proof(f, signed, c.from(12 + size)));
            }
        }
        return out.isEmpty()
                ? List.of(facts(State.BROKEN, "", "the header has no signature"))
                : out;
    }

    private static SignatureFacts proof(Field f, byte[] signed, Content zip) throws IOException {
        byte[] key = new byte[0];
        byte[] signature = new byte[0];
        for (Field part : fields(f.value())) {
            key = part.number() == 1 ? part.value() : key;
            signature = part.number() == 2 ? part.value() : signature;
        }
        String id = sha256(key);
        try {
            Signature verifier =
                    Signature.getInstance(f.number() == RSA ? "SHA256withRSA" : "SHA256withECDSA");
            verifier.initVerify(
                    KeyFactory.getInstance(f.number() == RSA ? "RSA" : "EC")
                            .generatePublic(new X509EncodedKeySpec(key)));
            verifier.update("CRX3 SignedData\0".getBytes(StandardCharsets.US_ASCII));
            verifier.update(
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(signed.length)
                            .array());
            verifier.update(signed);
            byte[] buffer = new byte[1 << 16];
            for (long at = 0; at < zip.size(); ) {
                int n = zip.read(at, buffer);
                verifier.update(buffer, 0, n);
                at += n;
            }
            return verifier.verify(signature)
                    ? facts(
                            State.INTACT,
                            id,
                            "signature verified with the enclosed key; whether the shop knows the key is not checked")
                    : facts(State.BROKEN, id, "the signature does not verify");
        } catch (GeneralSecurityException e) {
            return facts(State.BROKEN, id, "the signature cannot be checked: " + e.getMessage());
        }
    }

    /// Length-delimited fields of a protocol buffer message; others are skipped.
    private static List<Field> fields(byte[] b) throws IOException {
        List<Field> out = new ArrayList<>();
        int[] at = {0};
        while (at[0] < b.length) {
            long tag = varint(b, at);
            if ((tag & 7) == 0) {
                varint(b, at);
            } else if ((tag & 7) == 2) {
                long length = varint(b, at);
                if (length < 0 || length > b.length - at[0]) {
                    throw new IOException("a field of the signature header is cut off");
                }
                out.add(
                        new Field(
                                (int) (tag >>> 3),
                                java.util.Arrays.copyOfRange(b, at[0], at[0] + (int) length)));
                at[0] += (int) length;
            } else {
                throw new IOException("a field of unknown kind in the signature header");
            }
        }
        return out;
    }

    private static long varint(byte[] b, int[] at) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at[0] >= b.length) {
                throw new IOException("the signature header is cut off");
            }
            byte x = b[at[0]++];
            value |= (long) (x & 0x7f) << shift;
            if (x >= 0) {
                return value;
            }
        }
        throw new IOException("a number that does not end in the signature header");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignatureFacts facts(State state, String key, String note) {
        return new SignatureFacts("crx", state, "", "", "", key, "", "", null, List.of(), note);
    }
}
