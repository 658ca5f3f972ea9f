package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.SignalKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// The one pass over all bytes of a file: entropy, and in machine code and data the telling words.
final class Scan {
    /// Fits into the cache of a core, as several readers go over it one after the other.
    private static final int CHUNK = 1 << 18;

    /// Longer than any keyword and any URL that is looked at, for what lies across two chunks.
    private static final int OVERLAP = 512;

    private static final int WINDOW = 4096;

    /// Of a container, the first of every sixteen mebibytes counts for its entropy.
    private static final long SAMPLE = 1 << 20;

    private static final long SAMPLED = 16 << 20;

    private static final double PACKED = 7.8;

    record Hash(String sha256) {}

    private Scan() {}

    static Hash hash(Content c) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (c.inMemory()) {
                digest.update(c.array(), c.start(), (int) c.size());
            } else {
                byte[] buffer = new byte[(int) Math.min(Math.max(1, c.size()), 1 << 16)];
                for (long at = 0; at < c.size(); ) {
                    int n = c.read(at, buffer);
                    digest.update(buffer, 0, n);
                    at += n;
                }
            }
            return new Hash(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns the entropy of the whole file.
    static double read(Content c, FileKind kind, Signals out, Map<String, String> attributes) {
        long[] counts = new long[256];
        boolean memory = c.inMemory();
        byte[] bytes = memory ? c.array() : new byte[(int) Math.min(c.size(), CHUNK + OVERLAP)];
        long packed = 0;
        long seen = 0;
        for (long at = 0; at < c.size(); at += CHUNK) {
            // What is in a container is read for itself; of its own bytes a sample will do.
            if (kind == FileKind.ARCHIVE && at % SAMPLED >= SAMPLE) {
                at += SAMPLED - at % SAMPLED - CHUNK;
                continue;
            }
            int from = memory ? c.start() + (int) at : 0;
            int n = memory ? (int) Math.min(CHUNK + OVERLAP, c.size() - at) : c.read(at, bytes);
            int fresh = Math.min(n, CHUNK);
            seen += fresh;
            for (int w = 0; w < fresh; w += WINDOW) {
                int length = Math.min(WINDOW, fresh - w);
                packed += window(bytes, from + w, from + w + length, counts) > PACKED ? length : 0;
            }
            telling(bytes, from, from + n, at - from, kind, out);
        }
        if (packed > 0) {
            attributes.put("packed", Long.toString(packed));
        }
        return Entropy.of(counts, seen);
    }

    /// @param base what an index has to be moved by to be an offset in the file
    private static void telling(byte[] t, int from, int to, long base, FileKind kind, Signals out) {
        boolean program =
                kind == FileKind.DATA
                        || kind == FileKind.IMAGE
                        || kind == FileKind.FONT
                        || kind == FileKind.MEDIA;
        if (kind.nativeCode()
                || kind == FileKind.SHORTCUT
                || kind == FileKind.PYTHON_BYTECODE
                || kind == FileKind.WASM) {
            words(t, from, to, base, Keywords.language(kind), out);
        }
        if (kind.nativeCode()) {
            HiddenStrings.scan(t, from, to, base, out);
        }
        if (program) {
            programs(t, from, to, base, out);
        }
    }

    /// Adds the bytes of a window to the counts; returns its entropy if it is whole, else 0.
    private static double window(byte[] t, int from, int to, long[] counts) {
        int[] own = Entropy.histogram(t, from, to);
        for (int i = 0; i < 256; i++) {
            counts[i] += own[i];
        }
        return to - from < WINDOW ? 0 : Entropy.bits(own, WINDOW);
    }

    private static void words(byte[] t, int from, int to, long base, char language, Signals out) {
        Keywords.AUTOMATON.scan(
                t,
                from,
                to,
                (index, end) -> {
                    if (index == Keywords.URL_MARK) {
                        Urls.at(t, from, end, to, out);
                        return;
                    }
                    Keywords.Keyword k = Keywords.get(index, language);
                    if (k != null) {
                        out.add(
                                k.kind(),
                                k.what(),
                                "offset "
                                        + (base + end - Keywords.AUTOMATON.length(index))
                                        + ": "
                                        + k.text());
                    }
                });
    }

    /// A Windows program inside a file that should be none: `MZ`, and the place it names holds `PE`.
    private static void programs(byte[] t, int from, int n, long base, Signals out) {
        for (int i = from; i + 0x44 < n; i++) {
            if (t[i] == 'M' && t[i + 1] == 'Z' && base + i > 0) {
                int header =
                        t[i + 0x3c] & 0xff
                                | (t[i + 0x3d] & 0xff) << 8
                                | (t[i + 0x3e] & 0xff) << 16
                                | t[i + 0x3f] << 24;
                if (header >= 0x40
                        && header < 0x1000
                        && i + header + 4 < n
                        && t[i + header] == 'P'
                        && t[i + header + 1] == 'E'
                        && t[i + header + 2] == 0
                        && t[i + header + 3] == 0) {
                    out.add(
                            SignalKind.EMBEDDED_EXECUTABLE,
                            "Windows program inside",
                            "offset " + (base + i));
                    return;
                }
            }
        }
    }
}
