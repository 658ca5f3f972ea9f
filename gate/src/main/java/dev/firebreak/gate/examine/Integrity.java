package dev.firebreak.gate.examine;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.sign.JarSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Holds a package's own lists of digests against its files: wheel `RECORD` (PyPA, "Recording installed projects"),
/// Debian `md5sums`, `CodeResources` of Apple bundles, signed jars. Whoever adds or changes a file after the build seldom mends the list.
final class Integrity {
    private static final int MAX_LIST = 32 << 20;
    private static final int MAX_INFO = 1 << 20;
    private static final int MAX_SIGNALS = 20;

    /// Lists by their path.
    private final TreeMap<String, String> lists = new TreeMap<>();

    /// Apple's lists by their path.
    private final TreeMap<String, byte[]> resources = new TreeMap<>();

    /// Names of the programs of Apple's bundles by the path of their `Info.plist`.
    private final Map<String, String> programs = new HashMap<>();

    private final Map<String, TreeMap<String, byte[]>> jars = new TreeMap<>();
    private final Map<String, String> md5 = new HashMap<>();

    void note(String path, FileFacts facts, Content content) {
        String inner = facts.inner();
        String lower = inner.toLowerCase(Locale.ROOT);
        if ((inner.equals("Info.plist") || inner.endsWith("/Info.plist"))
                && content.size() <= MAX_INFO) {
            programs.put(path, BundleProgram.of(content.head(MAX_INFO)));
        }
        try {
            if (lower.endsWith(".dist-info/record") && lower.indexOf('/') == lower.lastIndexOf('/')
                    || lower.equals("control/md5sums")) {
                lists.put(path, new String(content.all(MAX_LIST), StandardCharsets.UTF_8));
            } else if (inner.endsWith("/" + CodeResources.NAME)
                    || inner.equals(CodeResources.NAME)) {
                resources.put(path, content.all(MAX_LIST));
            } else if (lower.startsWith("data/")) {
                md5.put(path, md5(content));
            } else if (lower.startsWith("meta-inf/")
                    && lower.indexOf('/', 9) < 0
                    && (lower.endsWith(".sf")
                            || lower.endsWith(".rsa")
                            || lower.endsWith(".ec")
                            || lower.endsWith(".dsa")
                            || lower.endsWith("manifest.mf"))) {
                jars.computeIfAbsent(container(path), _ -> new TreeMap<>())
                        .put(lower.substring(9), content.all(MAX_LIST));
            }
        } catch (IOException e) {
            // Too large to be held: every file then shows as not listed.
            if (path.endsWith(CodeResources.NAME)) {
                resources.put(path, new byte[0]);
            } else {
                lists.put(path, "");
            }
        }
    }

    private static String container(String path) {
        int bang = path.lastIndexOf("!/");
        return bang < 0 ? "" : path.substring(0, bang);
    }

    /// Adds what does not agree to the facts of the container.
    void check(Map<String, FileFacts> files) {
        lists.forEach(
                (path, text) -> {
                    String container = container(path);
                    String prefix = container.isEmpty() ? "" : container + "!/";
                    List<Signal> signals =
                            path.endsWith("md5sums")
                                    ? debian(prefix, text, files)
                                    : wheel(prefix, path, text, files);
                    attach(container, signals, files);
                });
        resources.forEach(
                (path, list) ->
                        attach(path, CodeResources.check(path, list, programs, files), files));
        jars.forEach(
                (container, parts) -> {
                    String prefix = container.isEmpty() ? "" : container + "!/";
                    Map<String, String> digests = new HashMap<>();
                    for (FileFacts f : files.values()) {
                        if (f.path().startsWith(prefix) && f.container().equals(container)) {
                            digests.put(f.inner(), f.sha256());
                        }
                    }
                    List<SignatureFacts> signatures = JarSignature.read(parts, digests);
                    FileFacts own = files.get(container);
                    if (own != null && !signatures.isEmpty()) {
                        files.put(
                                container,
                                new FileFacts(
                                        own.path(),
                                        own.kind(),
                                        own.size(),
                                        own.sha256(),
                                        own.tlsh(),
                                        own.entropy(),
                                        own.placing(),
                                        own.code(),
                                        signatures,
                                        own.signals(),
                                        own.attributes()));
                    }
                });
    }

    private static void attach(
            String container, List<Signal> signals, Map<String, FileFacts> files) {
        FileFacts own = files.get(container);
        if (own != null) {
            files.put(
                    container,
                    own.with(
                            signals.size() > MAX_SIGNALS
                                    ? signals.subList(0, MAX_SIGNALS)
                                    : signals));
        }
    }

    private static List<Signal> wheel(
            String prefix, String recordPath, String text, Map<String, FileFacts> files) {
        Map<String, String> listed = new HashMap<>();
        for (String line : text.split("\n")) {
            String l = line.strip();
            int last = l.lastIndexOf(',');
            int hash = last < 0 ? -1 : l.lastIndexOf(',', last - 1);
            if (hash > 0) {
                String name = l.substring(0, hash);
                listed.put(
                        name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                                ? name.substring(1, name.length() - 1)
                                : name,
                        l.substring(hash + 1, last));
            }
        }
        List<Signal> out = new ArrayList<>();
        for (FileFacts f : new TreeMap<>(files).values()) {
            if (!f.path().startsWith(prefix)
                    || f.path().equals(recordPath)
                    || f.path().isEmpty()
                    || f.path().substring(prefix.length()).contains("!/")
                    || f.kind() == FileKind.LINK) {
                continue;
            }
            String name = f.path().substring(prefix.length());
            String hash = listed.get(name);
            if (name.endsWith(".dist-info/RECORD.jws") || name.endsWith(".dist-info/RECORD.p7s")) {
                continue;
            }
            if (hash == null) {
                out.add(
                        new Signal(
                                SignalKind.INTEGRITY,
                                "not in RECORD: " + name,
                                name + " is in the wheel but not in its RECORD"));
            } else if (hash.startsWith("sha256=")
                    && !hash.substring(7).replace("=", "").equals(urlBase64(f.sha256()))) {
                out.add(
                        new Signal(
                                SignalKind.INTEGRITY,
                                "not as in RECORD: " + name,
                                name + " is not the file whose digest RECORD names"));
            }
        }
        return out.isEmpty()
                ? List.of(
                        new Signal(
                                SignalKind.INTEGRITY_OK, "RECORD", "every file agrees with RECORD"))
                : out;
    }

    private static String urlBase64(String hex) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex));
    }

    private List<Signal> debian(String prefix, String text, Map<String, FileFacts> files) {
        Map<String, String> listed = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] f = line.strip().split("\\s+\\*?", 2);
            if (f.length == 2) {
                listed.put(prefix + "data/" + f[1], f[0].toLowerCase(Locale.ROOT));
            }
        }
        List<Signal> out = new ArrayList<>();
        for (FileFacts f : new TreeMap<>(files).values()) {
            String digest = md5.get(f.path());
            if (digest == null || !f.path().startsWith(prefix + "data/")) {
                continue;
            }
            String wanted = listed.get(f.path());
            String name = f.path().substring(prefix.length() + 5);
            if (wanted == null && !name.startsWith("etc/")) { // configuration files may be left out
                out.add(
                        new Signal(
                                SignalKind.INTEGRITY,
                                "not in md5sums: " + name,
                                name + " is in the package but not in its md5sums"));
            } else if (wanted != null && !wanted.equals(digest)) {
                out.add(
                        new Signal(
                                SignalKind.INTEGRITY,
                                "not as in md5sums: " + name,
                                name + " is not the file whose digest md5sums names"));
            }
        }
        return out.isEmpty()
                ? List.of(
                        new Signal(
                                SignalKind.INTEGRITY_OK,
                                "md5sums",
                                "every file agrees with md5sums"))
                : out;
    }

    private static String md5(Content c) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[(int) Math.min(Math.max(1, c.size()), 1 << 16)];
            for (long at = 0; at < c.size(); ) {
                int n = c.read(at, buffer);
                digest.update(buffer, 0, n);
                at += n;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
