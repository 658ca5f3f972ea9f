package dev.firebreak.gate.attest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whom we believe: issuers of signing certificates, logs, timestamp authorities and keys known by name.
/// The form is Sigstore's `trusted_root.json` (protobuf-specs, `sigstore_trustroot.proto`); nothing is fetched.
///
/// @param authorities issuers of signing certificates
/// @param stamps issuers of timestamps
/// @param logs transparency logs of signatures
/// @param certificateLogs transparency logs of certificates
/// @param keys keys that bundles call by a name, such as those of the npm registry
public record TrustRoot(
        List<Authority> authorities,
        List<Authority> stamps,
        List<Key> logs,
        List<Key> certificateLogs,
        List<Key> keys) {
    private static final int MAX_SIZE = 4 << 20;
    private static final int MAX_ENTRIES = 200;

    /// A chain of certificates, the issuer of leaves first and the root last.
    public record Authority(List<X509Certificate> chain, Instant from, Instant until) {
        public Authority {
            chain = List.copyOf(chain);
        }
    }

    /// @param id the number of the log, or the name of the key; base64 for logs
    public record Key(String id, PublicKey key, Instant from, Instant until) {
        boolean validAt(Instant time) {
            return !time.isBefore(from) && !time.isAfter(until);
        }
    }

    public TrustRoot {
        authorities = List.copyOf(authorities);
        stamps = List.copyOf(stamps);
        logs = List.copyOf(logs);
        certificateLogs = List.copyOf(certificateLogs);
        keys = List.copyOf(keys);
    }

    /// The public-good instance of Sigstore and the npm registry, as pinned in this program.
    public static TrustRoot pinned() {
        return Pinned.ROOT;
    }

    private static final class Pinned {
        static final TrustRoot ROOT = load();

        private static TrustRoot load() {
            try {
                return parse(resource("trusted_root.json"), resource("npm-keys.json"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] resource(String name) throws IOException {
            try (InputStream in = TrustRoot.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IOException(name + " is not in the program");
                }
                return in.readAllBytes();
            }
        }
    }

    /// A trust root of the operator; replaces the pinned one.
    ///
    /// @throws IOException if the file cannot be read or is no trust root
    public static TrustRoot read(Path file) throws IOException {
        if (Files.size(file) > MAX_SIZE) {
            throw new IOException(file + " is too large for a trust root");
        }
        return parse(Files.readAllBytes(file), null);
    }

    /// @param named a list of keys in the form of the npm registry, if any
    static TrustRoot parse(byte[] json, byte @Nullable [] named) throws IOException {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            if (!root.path("mediaType").asString("").contains("trustedroot")) {
                throw new IOException("no trust root: its mediaType is another one");
            }
            List<Key> keys = new ArrayList<>();
            if (named != null) {
                for (JsonNode n : list(JsonMapper.shared().readTree(named), "keys")) {
                    if (n.path("keyUsage").asString("").equals("npm:attestations")) {
                        keys.add(key(n.path("keyId").asString(""), n.path("publicKey")));
                    }
                }
            }
            return new TrustRoot(
                    authorities(root, "certificateAuthorities"),
                    authorities(root, "timestampAuthorities"),
                    logs(root, "tlogs"),
                    logs(root, "ctlogs"),
                    keys);
        } catch (JacksonException
                | GeneralSecurityException
                | DateTimeException
                | IllegalArgumentException e) {
            throw new IOException("no readable trust root: " + e.getMessage(), e);
        }
    }

    private static List<JsonNode> list(JsonNode n, String name) throws IOException {
        JsonNode array = n.path(name);
        if (array.size() > MAX_ENTRIES) {
            throw new IOException("more than " + MAX_ENTRIES + " entries in " + name);
        }
        List<JsonNode> out = new ArrayList<>();
        array.forEach(out::add);
        return out;
    }

    private static List<Authority> authorities(JsonNode root, String name)
            throws IOException, GeneralSecurityException {
        List<Authority> out = new ArrayList<>();
        for (JsonNode n : list(root, name)) {
            List<X509Certificate> chain = new ArrayList<>();
            for (JsonNode c : list(n.path("certChain"), "certificates")) {
                chain.add(Leaf.certificate(bytes(c.path("rawBytes"))));
            }
            if (!chain.isEmpty()) {
                out.add(new Authority(chain, from(n), until(n)));
            }
        }
        return out;
    }

    private static List<Key> logs(JsonNode root, String name)
            throws IOException, GeneralSecurityException {
        List<Key> out = new ArrayList<>();
        for (JsonNode n : list(root, name)) {
            out.add(key(n.path("logId").path("keyId").asString(""), n.path("publicKey")));
        }
        return out;
    }

    private static Key key(String id, JsonNode n) throws GeneralSecurityException {
        return new Key(id, publicKey(bytes(n.path("rawBytes"))), from(n), until(n));
    }

    private static Instant from(JsonNode n) {
        String text = n.path("validFor").path("start").asString("");
        return text.isEmpty() ? Instant.MIN : Instant.parse(text);
    }

    private static Instant until(JsonNode n) {
        String text = n.path("validFor").path("end").asString("");
        return text.isEmpty() ? Instant.MAX : Instant.parse(text);
    }

    private static byte[] bytes(JsonNode n) {
        return Base64.getDecoder().decode(n.asString(""));
    }

    /// A SubjectPublicKeyInfo of one of the kinds that Sigstore uses.
    static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("no kind of key");
        for (String kind : List.of("EC", "Ed25519", "RSA")) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }
}
