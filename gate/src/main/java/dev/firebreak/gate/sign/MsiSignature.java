package dev.firebreak.gate.sign;

import dev.firebreak.gate.content.CompoundFile;
import dev.firebreak.gate.content.CompoundFile.Entry;
import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.Extra;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Authenticode on Windows Installer packages: the signature is a stream of its own; the digest runs over all other
/// streams in the order of their names and over the class id of each storage.
public final class MsiSignature {
    private static final String SIGNATURE = "\u0005DigitalSignature";
    private static final String EXTENDED = "\u0005MsiDigitalSignatureEx";

    private MsiSignature() {}

    public static List<SignatureFacts> read(Content content) throws IOException {
        CompoundFile file = new CompoundFile(content);
        Entry root = file.entries().getFirst();
        byte[] der = null;
        boolean extended = false;
        for (Entry e : file.children(root)) {
            if (e.name().equals(SIGNATURE)) {
                der = file.read(e);
            }
            extended |= e.name().equals(EXTENDED);
        }
        if (der == null) {
            return List.of();
        }
        long length = Cms.derLength(der);
        List<Extra> extra = new ArrayList<>();
        if (length > 0 && length < der.length) {
            byte[] rest = Arrays.copyOfRange(der, (int) length, der.length);
            extra.add(
                    new Extra(
                            "entry-slack",
                            rest.length,
                            false,
                            Authenticode.entropy(rest),
                            rest.length + " bytes behind the signature in its stream"));
            der = Arrays.copyOf(der, (int) length);
        }
        boolean partial = extended;
        List<SignatureFacts> out = new ArrayList<>();
        for (SignatureFacts f :
                Cms.indirect(
                        "authenticode", der, extra, algorithm -> digest(file, root, algorithm))) {
            // With the extended digest the tables' metadata go in first; that form is not
            // recomputed here.
            out.add(
                    partial
                                    && f.state() == State.BROKEN
                                    && f.note().startsWith("the file is not what was signed")
                            ? new SignatureFacts(
                                    f.kind(),
                                    State.PARTIAL,
                                    f.subject(),
                                    f.issuer(),
                                    f.serial(),
                                    f.key(),
                                    f.notBefore(),
                                    f.notAfter(),
                                    f.time(),
                                    f.extra(),
                                    "signed with MsiDigitalSignatureEx, whose digest is not recomputed here")
                            : f);
        }
        return out;
    }

    private static byte[] digest(CompoundFile file, Entry root, String algorithm)
            throws NoSuchAlgorithmException, IOException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        storage(file, root, digest, 0);
        return digest.digest();
    }

    private static void storage(CompoundFile file, Entry storage, MessageDigest digest, int depth)
            throws IOException {
        if (depth > 50) {
            throw new IOException("storages nested too deep");
        }
        List<Entry> children = new ArrayList<>(file.children(storage));
        children.sort(
                (a, b) ->
                        Arrays.compareUnsigned(
                                a.name().getBytes(StandardCharsets.UTF_16LE),
                                b.name().getBytes(StandardCharsets.UTF_16LE)));
        for (Entry e : children) {
            if (depth == 0 && (e.name().equals(SIGNATURE) || e.name().equals(EXTENDED))) {
                continue;
            }
            if (e.storage()) {
                storage(file, e, digest, depth + 1);
            } else {
                digest.update(file.read(e));
            }
        }
        digest.update(storage.classId());
    }
}
