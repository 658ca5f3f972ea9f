package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.PeLayout;
import dev.firebreak.gate.facts.SignalKind;
import java.io.EOFException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Marks of a Windows program that tell of changes after the build: where it starts, what runs before it starts, and
/// the stamp of its build (Microsoft PE and COFF specification, "The .debug Section", "The .tls Section").
final class PeMarks {
    private static final int MAX_CALLBACKS = 64;

    private PeMarks() {}

    static void read(Content c, PeLayout pe, Map<String, String> version, Signals out)
            throws EOFException {
        entry(c, pe, version, out);
        callbacks(c, pe, version);
        stamp(c, pe, version);
        code(c, pe, version);
    }

    /// When it was linked, the checksum that the linker wrote, and a digest of the code: of an honest build they change
    /// together (Microsoft PE and COFF specification, "COFF File Header", "Optional Header").
    private static void code(Content c, PeLayout pe, Map<String, String> version)
            throws EOFException {
        version.put("link-time", Long.toHexString(c.u32(pe.header() + 8)));
        version.put("checksum", Long.toHexString(c.u32(pe.checksum())));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (PeLayout.Part s : pe.sections()) {
                long end = Math.min(c.size(), s.offset() + s.size());
                for (long at = s.offset(); s.flags().contains("x") && at < end; ) {
                    int n = (int) Math.min(c.read(at, buffer), end - at);
                    digest.update(buffer, 0, n);
                    at += n;
                }
            }
            version.put("code-digest", HexFormat.of().formatHex(digest.digest(), 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Compilers put the entry point into the first section of code; what is appended later starts in the last.
    private static void entry(Content c, PeLayout pe, Map<String, String> version, Signals out)
            throws EOFException {
        long start = c.u32(pe.header() + 24 + 16);
        if (start == 0 || pe.sections().isEmpty()) {
            return;
        }
        long at = pe.offsetOf(start);
        if (at > 0 && c.holds(at, 8)) {
            version.put("entry-code", HexFormat.of().formatHex(c.bytes(at, 8)));
        }
        int n = 0;
        for (PeLayout.Part s : pe.sections()) {
            n++;
            if (start >= s.address() && start < s.address() + Math.max(s.size(), s.virtualSize())) {
                if (n > 1 && n == pe.sections().size() || !s.flags().contains("x")) {
                    out.add(
                            SignalKind.ENTRY_ANOMALY,
                            "program starts outside of its code section",
                            "entry point 0x" + Long.toHexString(start) + " in " + s.name());
                }
                return;
            }
        }
    }

    private static void callbacks(Content c, PeLayout pe, Map<String, String> version)
            throws EOFException {
        long table = pe.offsetOf(pe.directory(9).address());
        if (pe.directory(9).address() == 0 || table < 0) {
            return;
        }
        int word = pe.wide() ? 8 : 4;
        if (!c.holds(table, 4L * word)) {
            return;
        }
        long base = pe.wide() ? c.i64(pe.header() + 48) : c.u32(pe.header() + 52);
        long list = pe.wide() ? c.i64(table + 24) : c.u32(table + 12);
        long at = list == 0 ? -1 : pe.offsetOf(list - base);
        int n = 0;
        while (at >= 0
                && n < MAX_CALLBACKS
                && c.holds(at + (long) n * word, word)
                && (pe.wide() ? c.i64(at + n * 8L) : c.u32(at + n * 4L)) != 0) {
            n++;
        }
        version.put("tls-callbacks", Integer.toString(n));
    }

    private static void stamp(Content c, PeLayout pe, Map<String, String> version)
            throws EOFException {
        long at = pe.offsetOf(pe.directory(6).address());
        long size = Math.min(pe.directory(6).size(), 28 * 64);
        for (long d = 0; at >= 0 && d + 28 <= size && c.holds(at + d, 28); d += 28) {
            long data = c.u32(at + d + 24);
            if (c.u32(at + d + 12) == 2 && c.holds(data, 24) && c.startsWith(data, "RSDS")) {
                version.put("build-id", HexFormat.of().formatHex(c.bytes(data + 4, 20)));
            }
        }
    }
}
