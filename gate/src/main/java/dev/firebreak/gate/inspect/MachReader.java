package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Section;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Mach-O files, thin and fat; of a fat file the slices' facts are joined. See Apple's mach-o/loader.h and fat.h.
final class MachReader {
    private static final int MAX_SLICES = 30;
    private static final int MAX_COMMANDS = 2000;
    private static final int MAX_SYMBOLS = 300_000;
    private static final int KEEP = 3000;

    /// File type of a companion with debug symbols.
    private static final int DEBUG_SYMBOLS = 10;

    private final Content file;
    private final List<Section> sections = new ArrayList<>();
    private final TreeSet<String> imports = new TreeSet<>();
    private final TreeSet<String> exports = new TreeSet<>();
    private final TreeSet<String> libraries = new TreeSet<>();
    private final TreeSet<String> loadPaths = new TreeSet<>();
    private final TreeSet<String> toolchain = new TreeSet<>();
    private final TreeMap<String, String> version = new TreeMap<>();
    private final List<String> machines = new ArrayList<>();
    private boolean library;
    private long end;

    private MachReader(Content file) {
        this.file = file;
    }

    static NativeFacts read(Content file, Signals out) throws IOException {
        MachReader reader = new MachReader(file);
        reader.slices();
        List<String> importList = reader.imports.stream().limit(KEEP).toList();
        NativeMeaning.tell(importList, List.copyOf(reader.libraries), out);
        long overlay = Math.max(0, file.size() - reader.end);
        return new NativeFacts(
                String.join("+", reader.machines),
                reader.library,
                reader.sections,
                importList,
                List.copyOf(reader.libraries),
                reader.exports.stream().limit(KEEP).toList(),
                reader.exports.size(),
                overlay,
                overlay == 0 ? 0 : Entropy.of(file, reader.end, overlay),
                reader.version,
                List.copyOf(reader.toolchain),
                List.copyOf(reader.loadPaths),
                List.of());
    }

    private void slices() throws IOException {
        long magic = file.u32be(0);
        if (magic != 0xcafebabeL && magic != 0xcafebabfL) {
            slice(file, 0);
            return;
        }
        boolean wide = magic == 0xcafebabfL;
        long count = file.u32be(4);
        if (count > MAX_SLICES) {
            throw new IOException(count + " slices");
        }
        for (int i = 0; i < count; i++) {
            long a = 8 + (long) i * (wide ? 32 : 20);
            long offset = wide ? file.i64be(a + 8) : file.u32be(a + 8);
            long size = wide ? file.i64be(a + 16) : file.u32be(a + 12);
            slice(file.slice(offset, size), offset);
        }
    }

    private void slice(Content c, long base) throws IOException {
        long magic = c.u32be(0);
        if (magic == 0xfeedfaceL || magic == 0xfeedfacfL) {
            throw new IOException("a big-endian program (PowerPC) is not read");
        }
        boolean wide = magic == 0xcffaedfeL;
        if (!wide && magic != 0xcefaedfeL) {
            throw new IOException("a slice that is no Mach-O program");
        }
        machines.add(machine(c.u32(4)));
        long type = c.u32(12);
        library |= type == 6 || type == 8;
        long commands = c.u32(16);
        if (commands > MAX_COMMANDS) {
            throw new IOException(commands + " load commands");
        }
        long at = wide ? 32 : 28;
        long sliceEnd = at;
        for (int i = 0; i < commands; i++) {
            long size = c.u32(at + 4);
            if (size < 8) {
                throw new IOException("a load command of " + size + " bytes");
            }
            sliceEnd = Math.max(sliceEnd, command(c, base, at, c.u32(at), size));
            at += size;
        }
        end = Math.max(end, base + Math.max(sliceEnd, at));
    }

    /// Returns the end of the file part that the command names.
    private long command(Content c, long base, long at, long command, long size)
            throws IOException {
        return switch ((int) (command & 0x7fff_ffff)) {
            case 0x19 -> segment(c, base, at, true);
            case 0x1 -> segment(c, base, at, false);
            case 0x2 -> symbols(c, at);
            case 0xc, 0x18, 0x1f, 0x20 -> {
                libraries.add(c.ascii(at + c.u32(at + 8), (int) Math.min(size, 500)));
                yield 0;
            }
            case 0xd -> {
                version.put("id", c.ascii(at + c.u32(at + 8), (int) Math.min(size, 500)));
                long v = c.u32(at + 16);
                version.put("version", (v >>> 16) + "." + (v >>> 8 & 255) + "." + (v & 255));
                yield 0;
            }
            case 0x1c -> {
                loadPaths.add("rpath " + c.ascii(at + c.u32(at + 8), (int) Math.min(size, 500)));
                yield 0;
            }
            case 0x27 -> {
                loadPaths.add(
                        "environment " + c.ascii(at + c.u32(at + 8), (int) Math.min(size, 500)));
                yield 0;
            }
            case 0x1b -> {
                if (c.u32(12) == DEBUG_SYMBOLS) {
                    yield 0; // carries the stamp of the program it describes
                }
                version.merge(
                        "build-id",
                        java.util.HexFormat.of().formatHex(c.bytes(at + 8, 16)),
                        (a, b) -> a + "," + b);
                yield 0;
            }
            case 0x32 -> {
                toolchain.add(
                        "sdk " + (c.u32(at + 16) >>> 16) + "." + (c.u32(at + 16) >>> 8 & 255));
                yield 0;
            }
            case 0x2a -> {
                long v = c.i64(at + 8);
                version.put("source", (v >>> 40) + "." + (v >>> 30 & 1023));
                yield 0;
            }
            case 0x1d, 0x1e, 0x26, 0x29, 0x2b, 0x2e, 0x33, 0x34 -> c.u32(at + 8) + c.u32(at + 12);
            default -> 0;
        };
    }

    private long segment(Content c, long base, long at, boolean wide) throws IOException {
        String name = c.ascii(at + 8, 16);
        long offset = wide ? c.i64(at + 40) : c.u32(at + 32);
        long size = wide ? c.i64(at + 48) : c.u32(at + 36);
        long protection = c.u32(at + (wide ? 60 : 44));
        long count = c.u32(at + (wide ? 64 : 48));
        String flags =
                ((protection & 1) != 0 ? "r" : "")
                        + ((protection & 2) != 0 ? "w" : "")
                        + ((protection & 4) != 0 ? "x" : "");
        long s = at + (wide ? 72 : 56);
        for (int i = 0; i < Math.min(count, 500); i++, s += wide ? 80 : 68) {
            long length = wide ? c.i64(s + 40) : c.u32(s + 36);
            long place = c.u32(s + (wide ? 48 : 40));
            int type = (int) (c.u32(s + (wide ? 64 : 56)) & 0xff);
            if (type != 1 && length > 0 && c.holds(place, length)) {
                sections.add(
                        new Section(
                                name + "," + c.ascii(s, 16),
                                base + place,
                                length,
                                length,
                                Entropy.of(c, place, length),
                                flags));
            }
        }
        return c.holds(offset, size) ? offset + size : 0;
    }

    private long symbols(Content c, long at) throws EOFException {
        long table = c.u32(at + 8);
        long count = c.u32(at + 12);
        long strings = c.u32(at + 16);
        long stringSize = c.u32(at + 20);
        int step = c.u32be(0) == 0xcffaedfeL ? 16 : 12;
        for (long i = 0; i < Math.min(count, MAX_SYMBOLS); i++) {
            long s = table + i * step;
            if (!c.holds(s, step)) {
                break;
            }
            int type = c.u8(s + 4);
            long nameAt = strings + c.u32(s);
            if ((type & 0xe0) != 0 || (type & 1) == 0 || !c.holds(nameAt, 1)) {
                continue;
            }
            String name = c.ascii(nameAt, 200);
            String plain = name.startsWith("_") ? name.substring(1) : name;
            int dollar = plain.indexOf('$');
            if (dollar > 0 && !plain.startsWith("OBJC_")) {
                plain = plain.substring(0, dollar);
            }
            ((type & 0xe) == 0 ? imports : exports).add(plain);
        }
        return strings + stringSize;
    }

    private static String machine(long cpu) {
        return switch ((int) cpu) {
            case 7 -> "x86";
            case 0x01000007 -> "x86-64";
            case 12 -> "arm";
            case 0x0100000c -> "arm64";
            default -> "cpu " + cpu;
        };
    }
}
