package dev.firebreak.bench.tamper;

import dev.firebreak.bench.tamper.Pack.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Alterations of programs for Linux, Windows and macOS inside of packages. Those that need `patchelf` are left out where it
/// is not installed.
final class ProgramRecipes {
    private static final boolean PATCHELF = Files.isExecutable(Path.of("/usr/bin/patchelf"));

    private interface Patch {
        byte[] apply(byte[] program) throws IOException;
    }

    private ProgramRecipes() {}

    static List<Recipe> of(Pack.Kind kind) {
        String k = kind.name().toLowerCase(java.util.Locale.ROOT) + "-";
        List<Recipe> out = new ArrayList<>();
        elf(out, k + "elf-overlay", b -> joined(b, noise(5000)));
        elf(out, k + "elf-entry", ProgramRecipes::elfEntry);
        elf(out, k + "elf-code", b -> noiseAt(b, elfText(b), 600));
        elf(out, k + "elf-start-table", ProgramRecipes::elfStartTable);
        if (PATCHELF) {
            elf(out, k + "elf-run-path", b -> patchelf(b, "--set-rpath", "/tmp/x"));
            elf(
                    out,
                    k + "elf-run-path-origin",
                    b -> patchelf(b, "--set-rpath", "$ORIGIN/../share/x"));
            elf(out, k + "elf-needs", b -> patchelf(b, "--add-needed", "libx-helper.so.1"));
            out.add(new Recipe(k + "elf-needs-newcomer", p -> needsNewcomer(p)));
        }
        pe(out, k + "pe-overlay", b -> joined(b, noise(5000)));
        pe(out, k + "pe-code", b -> noiseAt(b, section(b, 0)[0] + 512, 600));
        pe(out, k + "pe-entry", ProgramRecipes::peEntry);
        pe(out, k + "pe-section", ProgramRecipes::peSection);
        pe(out, k + "pe-resource", b -> noiseInside(b, ".rsrc"));
        pe(out, k + "pe-certificate-bytes", ProgramRecipes::certificateBytes);
        pe(out, k + "pe-unsigned", ProgramRecipes::unsigned);
        pe(out, k + "pe-one-bit", ProgramRecipes::oneBit);
        pe(out, k + "pe-import-renamed", ProgramRecipes::importRenamed);
        out.add(new Recipe(k + "pe-side-loaded", p -> sideLoaded(p, "version.dll")));
        out.add(new Recipe(k + "pe-library-added", p -> sideLoaded(p, "helperx.dll")));
        macho(out, k + "macho-library", b -> machoLibrary(b, 0xc));
        macho(out, k + "macho-library-weak", b -> machoLibrary(b, 0x80000018));
        macho(out, k + "macho-end", b -> joined(b, noise(5000)));
        return out;
    }

    /// The smallest ELF library that has the marks of one.
    static byte[] smallLibrary() {
        ByteBuffer b = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        b.putShort((short) 3)
                .putShort((short) 62)
                .putInt(1)
                .putLong(0)
                .putLong(64)
                .putLong(0)
                .putInt(0)
                .putShort((short) 64)
                .putShort((short) 56)
                .putShort((short) 1);
        b.position(64);
        b.putInt(1)
                .putInt(5)
                .putLong(0)
                .putLong(0)
                .putLong(0)
                .putLong(4096)
                .putLong(4096)
                .putLong(4096);
        return b.array();
    }

    private static void elf(List<Recipe> out, String name, Patch patch) {
        out.add(new Recipe(name, p -> patched(p, patch, 0x7f, 'E', 'L', 'F', 2, 1)));
    }

    private static void pe(List<Recipe> out, String name, Patch patch) {
        out.add(new Recipe(name, p -> patched(p, patch, 'M', 'Z')));
    }

    private static void macho(List<Recipe> out, String name, Patch patch) {
        out.add(new Recipe(name, p -> patched(p, patch, 0xcf, 0xfa, 0xed, 0xfe)));
    }

    private static boolean patched(Pack p, Patch patch, int... magic) throws IOException {
        for (Entry e : p.entries) {
            if (e.file() && e.starts(magic) && e.bytes.length > 20_000) {
                byte[] now = patch.apply(e.bytes.clone());
                if (now.length > 0 && !Arrays.equals(now, e.bytes)) {
                    e.bytes = now;
                    return true;
                }
            }
        }
        return false;
    }

    private static ByteBuffer little(byte[] b) {
        return ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] noise(int size) {
        byte[] out = new byte[size];
        new Random(11).nextBytes(out);
        return out;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    private static byte[] noiseAt(byte[] b, int at, int size) {
        if (at <= 0 || at + size > b.length) {
            return new byte[0];
        }
        System.arraycopy(noise(size), 0, b, at, size);
        return b;
    }

    /// Offset of the first segment that is run, plus a little.
    private static int elfText(byte[] b) {
        ByteBuffer e = little(b);
        for (int i = 0; i < e.getShort(56); i++) {
            int at = (int) e.getLong(32) + i * 56;
            if (e.getInt(at) == 1 && (e.getInt(at + 4) & 1) != 0) {
                return (int) e.getLong(at + 8) + (int) Math.min(4096, e.getLong(at + 32) / 2);
            }
        }
        return -1;
    }

    private static byte[] elfEntry(byte[] b) {
        ByteBuffer e = little(b);
        if (e.getLong(24) == 0) {
            return new byte[0];
        }
        e.putLong(24, e.getLong(24) + 0x400);
        return b;
    }

    /// The first function that runs at loading becomes another one: the relocation that fills its place is changed.
    private static byte[] elfStartTable(byte[] b) {
        ByteBuffer e = little(b);
        int sections = (int) e.getLong(40);
        int count = e.getShort(60);
        long table = -1;
        for (int i = 0; i < count && sections > 0; i++) {
            table =
                    e.getInt(sections + i * 64 + 4) == 14
                            ? e.getLong(sections + i * 64 + 16)
                            : table;
        }
        for (int i = 0; i < count && table >= 0; i++) {
            int at = sections + i * 64;
            if (e.getInt(at + 4) == 4) {
                int from = (int) e.getLong(at + 24);
                for (int r = from; r < from + e.getLong(at + 32); r += 24) {
                    if (e.getLong(r) == table && e.getInt(r + 8) == 8) {
                        e.putLong(r + 16, e.getLong(r + 16) + 0x200);
                        return b;
                    }
                }
            }
        }
        return new byte[0];
    }

    private static byte[] patchelf(byte[] b, String... options) throws IOException {
        Path file = Files.createTempFile("tampered", ".elf");
        try {
            Files.write(file, b);
            List<String> command = new ArrayList<>(List.of("/usr/bin/patchelf"));
            command.addAll(List.of(options));
            command.add(file.toString());
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            run.getInputStream().readAllBytes();
            return run.waitFor() == 0 ? Files.readAllBytes(file) : new byte[0];
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(file);
        }
    }

    private static boolean needsNewcomer(Pack p) throws IOException {
        String[] folder = {""};
        for (Entry e : p.entries) {
            if (e.file() && e.starts(0x7f, 'E', 'L', 'F', 2, 1)) {
                folder[0] = e.name.substring(0, e.name.lastIndexOf('/') + 1);
                break;
            }
        }
        if (!patched(
                p,
                b -> patchelf(b, "--add-needed", "libx-helper.so.1"),
                0x7f,
                'E',
                'L',
                'F',
                2,
                1)) {
            return false;
        }
        p.add(folder[0] + "libx-helper.so.1", smallLibrary());
        return true;
    }

    /// Offset and size of a section in the file, by its number.
    private static int[] section(byte[] b, int n) {
        ByteBuffer e = little(b);
        int header = e.getInt(0x3c);
        int at = header + 24 + e.getShort(header + 20) + n * 40;
        return new int[] {e.getInt(at + 20), e.getInt(at + 16), at};
    }

    private static int sections(byte[] b) {
        return little(b).getShort(little(b).getInt(0x3c) + 6);
    }

    private static byte[] peEntry(byte[] b) {
        ByteBuffer e = little(b);
        int at = e.getInt(0x3c) + 40;
        e.putInt(at, e.getInt(at) + 0x400);
        return b;
    }

    private static byte[] peSection(byte[] b) {
        ByteBuffer e = little(b);
        int n = sections(b);
        int[] last = section(b, n - 1);
        int[] first = section(b, 0);
        int free = last[2] + 40;
        if (free + 40 > first[0] || last[0] + last[1] != b.length) {
            return new byte[0]; // no room for one more, or something lies behind the last
        }
        byte[] out = joined(b, noise(8192));
        ByteBuffer o = little(out);
        long virtual =
                (e.getInt(last[2] + 12) + Math.max(e.getInt(last[2] + 8), last[1]) + 0xfffL)
                        & ~0xfffL;
        o.position(free);
        o.put(".upd0\0\0\0".getBytes(StandardCharsets.US_ASCII))
                .putInt(8192)
                .putInt((int) virtual)
                .putInt(8192)
                .putInt(b.length)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(0xe0000020);
        o.putShort(e.getInt(0x3c) + 6, (short) (n + 1));
        return out;
    }

    private static byte[] noiseInside(byte[] b, String name) {
        for (int i = 0; i < sections(b); i++) {
            int[] s = section(b, i);
            String own = new String(b, s[2], 8, StandardCharsets.US_ASCII).replace("\0", "");
            if (own.equals(name) && s[1] > 4000) {
                return noiseAt(b, s[0] + s[1] / 2, s[1] / 3);
            }
        }
        return new byte[0];
    }

    private static int certificates(byte[] b) {
        ByteBuffer e = little(b);
        int header = e.getInt(0x3c);
        return header + 24 + (e.getShort(header + 24) == 0x20b ? 112 : 96) + 4 * 8;
    }

    private static byte[] certificateBytes(byte[] b) {
        ByteBuffer e = little(b);
        int at = certificates(b);
        int start = e.getInt(at);
        int size = e.getInt(at + 4);
        if (size == 0 || start + size != b.length) {
            return new byte[0];
        }
        byte[] out = joined(b, noise(4096));
        ByteBuffer o = little(out);
        o.putInt(at + 4, size + 4096);
        o.putInt(start, o.getInt(start) + 4096);
        return out;
    }

    private static byte[] unsigned(byte[] b) {
        ByteBuffer e = little(b);
        int at = certificates(b);
        int start = e.getInt(at);
        if (start == 0) {
            return new byte[0];
        }
        e.putLong(at, 0);
        return Arrays.copyOf(b, start);
    }

    private static byte[] oneBit(byte[] b) {
        if (little(b).getInt(certificates(b)) == 0) {
            return new byte[0];
        }
        b[section(b, 0)[0] + 700] ^= 1;
        return b;
    }

    private static byte[] importRenamed(byte[] b) {
        String text = new String(b, StandardCharsets.ISO_8859_1);
        for (String name :
                List.of("USER32.dll", "ADVAPI32.dll", "WS2_32.dll", "ole32.dll", "bcrypt.dll")) {
            int at = text.indexOf(name + "\0");
            if (at > 0) {
                b[at + 1] = 'Q';
                return b;
            }
        }
        return new byte[0];
    }

    private static boolean sideLoaded(Pack p, String name) {
        for (Entry e : p.entries) {
            if (e.file() && e.starts('M', 'Z') && e.bytes.length > 8000) {
                byte[] copy = Arrays.copyOf(e.bytes, e.bytes.length);
                ByteBuffer o = little(copy);
                int flags = o.getInt(0x3c) + 22;
                o.putShort(flags, (short) (o.getShort(flags) | 0x2000));
                p.add(e.name.substring(0, e.name.lastIndexOf('/') + 1) + name, copy);
                return true;
            }
        }
        return false;
    }

    /// One more load command, in the gap behind the others.
    private static byte[] machoLibrary(byte[] b, int command) {
        ByteBuffer o = little(b);
        byte[] name = "@loader_path/libx.dylib\0".getBytes(StandardCharsets.US_ASCII);
        int size = 24 + name.length;
        int end = 32 + o.getInt(20);
        for (int i = end; i < end + size; i++) {
            if (b[i] != 0) {
                return new byte[0];
            }
        }
        o.putInt(end, command)
                .putInt(end + 4, size)
                .putInt(end + 8, 24)
                .putInt(end + 12, 2)
                .putInt(end + 16, 0x10000)
                .putInt(end + 20, 0x10000);
        System.arraycopy(name, 0, b, end + 24, name.length);
        o.putInt(16, o.getInt(16) + 1);
        o.putInt(20, o.getInt(20) + size);
        return b;
    }
}
