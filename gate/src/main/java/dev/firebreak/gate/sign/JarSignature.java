package dev.firebreak.gate.sign;

import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Signed jars (Oracle, "JAR File Specification", section "Signed JAR File"): the block file signs the signature file,
/// that names the manifest's digest, and the manifest names those of the entries.
public final class JarSignature {
    private JarSignature() {}

    /// @param parts manifest, signature files and blocks by lower-case name without `meta-inf/`
    /// @param digests SHA-256 of every entry by its name
    public static List<SignatureFacts> read(
            TreeMap<String, byte[]> parts, Map<String, String> digests) {
        List<SignatureFacts> out = new ArrayList<>();
        byte[] manifest = parts.getOrDefault("manifest.mf", new byte[0]);
        parts.forEach(
                (name, bytes) -> {
                    if (!name.endsWith(".sf")) {
                        return;
                    }
                    String base = name.substring(0, name.length() - 3);
                    for (String extension : List.of(".rsa", ".ec", ".dsa")) {
                        byte[] block = parts.get(base + extension);
                        if (block != null) {
                            for (SignatureFacts f : Cms.detached("jar", block, bytes)) {
                                out.add(
                                        f.state() == State.INTACT
                                                ? content(f, manifest, bytes, digests)
                                                : f);
                            }
                        }
                    }
                });
        return out;
    }

    private static SignatureFacts content(
            SignatureFacts f, byte[] manifest, byte[] signatureFile, Map<String, String> digests) {
        List<String> wrong = new ArrayList<>();
        int unchecked = 0;
        String whole =
                sections(signatureFile)
                        .getOrDefault("", Map.of())
                        .getOrDefault("SHA-256-Digest-Manifest", "");
        boolean manifestOk = !whole.isEmpty() && whole.equals(base64(manifest));
        Map<String, Map<String, String>> sections = sections(manifest);
        for (Map.Entry<String, String> e : new TreeMap<>(digests).entrySet()) {
            String name = e.getKey();
            if (name.startsWith("META-INF/") && name.indexOf('/', 9) < 0) {
                continue;
            }
            Map<String, String> section = sections.get(name);
            String wanted = section == null ? null : section.get("SHA-256-Digest");
            if (section == null) {
                wrong.add(name + " is not signed");
            } else if (wanted == null) {
                unchecked++;
            } else if (!e.getValue().isEmpty()
                    && !wanted.equals(
                            Base64.getEncoder()
                                    .encodeToString(HexFormat.of().parseHex(e.getValue())))) {
                wrong.add(name + " is not what was signed");
            }
        }
        if (!wrong.isEmpty()) {
            return with(
                    f,
                    State.BROKEN,
                    String.join("; ", wrong.subList(0, Math.min(5, wrong.size())))
                            + (wrong.size() > 5 ? "; and " + (wrong.size() - 5) + " more" : ""));
        }
        if (!manifestOk || unchecked > 0) {
            return with(
                    f,
                    State.PARTIAL,
                    "the signature verifies; "
                            + (manifestOk
                                    ? ""
                                    : "the manifest's digest is of a kind that is not checked; ")
                            + unchecked
                            + " entries have no SHA-256 digest");
        }
        return f;
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

    private static String base64(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sections by `Name`, the main one under the empty name.
    private static Map<String, Map<String, String>> sections(byte[] bytes) {
        Map<String, Map<String, String>> out = new HashMap<>();
        String text =
                new String(bytes, StandardCharsets.UTF_8)
                        .replace("\r\n", "\n")
                        .replace('\r', '\n')
                        .replace("\n ", "");
        Map<String, String> current = new HashMap<>();
        out.put("", current);
        boolean fresh = false;
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                fresh = true;
                continue;
            }
            int colon = line.indexOf(": ");
            if (colon <= 0) {
                continue;
            }
            if (fresh && line.startsWith("Name: ")) {
                current = out.computeIfAbsent(line.substring(6), _ -> new HashMap<>());
            }
            fresh = false;
            current.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return out;
    }
}
