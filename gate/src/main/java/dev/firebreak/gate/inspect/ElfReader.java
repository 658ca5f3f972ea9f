package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Section;
import dev.firebreak.gate.facts.SignalKind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// ELF files (System V ABI, gabi 4.1, chapters 4 and 5), 32 and 64 bit, both byte orders.
final class ElfReader {
    private static final int MAX_SECTIONS = 2000;
    private static final int MAX_SYMBOLS = 200_000;
    private static final int KEEP = 3000;

    private final Content c;
    private final boolean wide;
    private final boolean big;
    private final Signals out;

    private ElfReader(Content c, Signals out) throws EOFException {
        this.c = c;
        this.out = out;
        this.wide = c.u8(4) == 2;
        this.big = c.u8(5) == 2;
    }

    static NativeFacts read(Content c, Signals out) throws IOException {
        return new ElfReader(c, out).read();
    }

    private int half(long at) throws EOFException {
        return big ? c.u16be(at) : c.u16(at);
    }

    private long word(long at) throws EOFException {
        return big ? c.u32be(at) : c.u32(at);
    }

    private long address(long at) throws EOFException {
        return wide ? big ? c.i64be(at) : c.i64(at) : word(at);
    }

    private record Header(
            String name,
            long type,
            long flags,
            long offset,
            long size,
            long link,
            long entrySize,
            long virtual) {}

    private NativeFacts read() throws IOException {
        int machine = half(18);
        long programs = address(wide ? 32 : 28);
        long sections = address(wide ? 40 : 32);
        int programSize = half(wide ? 54 : 42);
        int programCount = half(wide ? 56 : 44);
        int sectionSize = half(wide ? 58 : 46);
        int sectionCount = half(wide ? 60 : 48);
        int names = half(wide ? 62 : 50);
        List<Header> headers =
                sections == 0 ? List.of() : headers(sections, sectionSize, sectionCount, names);
        List<Section> listed = new ArrayList<>();
        long end = Math.max(wide ? 64 : 52, sections + (long) sectionSize * sectionCount);
        for (Header h : headers) {
            long size = h.type() == 8 ? 0 : h.size();
            if (size > 0 && c.holds(h.offset(), size)) {
                end = Math.max(end, h.offset() + size);
            }
            if (!h.name().isEmpty() && size > 0) {
                String flags =
                        ((h.flags() & 2) != 0 ? "r" : "")
                                + ((h.flags() & 1) != 0 ? "w" : "")
                                + ((h.flags() & 4) != 0 ? "x" : "");
                listed.add(
                        new Section(
                                h.name(),
                                h.offset(),
                                size,
                                h.size(),
                                Entropy.of(c, h.offset(), size),
                                flags));
            }
        }
        List<String> loadPaths = new ArrayList<>();
        end =
                Math.max(
                        end,
                        segments(programs, programSize, programCount, loadPaths, listed, headers));
        entry(headers, loadPaths);
        TreeSet<String> imports = new TreeSet<>();
        TreeSet<String> exports = new TreeSet<>();
        TreeSet<String> libraries = new TreeSet<>();
        for (Header h : headers) {
            if (h.type() == 11 && h.link() < headers.size()) {
                symbols(h, headers.get((int) h.link()), imports, exports);
            } else if (h.type() == 6 && h.link() < headers.size()) {
                dynamic(h, headers.get((int) h.link()), libraries, loadPaths);
            }
        }
        TreeMap<String, String> version = buildId(headers);
        entryCode(headers, loadPaths, version);
        long overlay = Math.max(0, c.size() - end);
        List<String> importList = keep(imports);
        NativeMeaning.tell(importList, List.copyOf(libraries), out);
        return new NativeFacts(
                machine(machine),
                half(16) == 3 && loadPaths.stream().noneMatch(l -> l.startsWith("interpreter")),
                listed,
                importList,
                List.copyOf(libraries),
                keep(exports),
                exports.size(),
                overlay,
                overlay == 0 ? 0 : Entropy.of(c, end, overlay),
                version,
                toolchain(headers),
                loadPaths,
                List.of());
    }

    private static List<String> keep(TreeSet<String> names) {
        return names.stream().limit(KEEP).toList();
    }

    private List<Header> headers(long at, int size, int count, int names) throws IOException {
        if (count > MAX_SECTIONS) {
            throw new IOException(count + " sections");
        }
        long nameTable = names < count ? address(at + (long) names * size + (wide ? 24 : 16)) : 0;
        List<Header> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long s = at + (long) i * size;
            String name =
                    names < count && c.holds(nameTable + word(s), 1)
                            ? c.ascii(nameTable + word(s), 64)
                            : "";
            out.add(
                    wide
                            ? new Header(
                                    name,
                                    word(s + 4),
                                    address(s + 8),
                                    address(s + 24),
                                    address(s + 32),
                                    word(s + 40),
                                    address(s + 56),
                                    address(s + 16))
                            : new Header(
                                    name,
                                    word(s + 4),
                                    word(s + 8),
                                    word(s + 16),
                                    word(s + 20),
                                    word(s + 24),
                                    word(s + 36),
                                    word(s + 12)));
        }
        return out;
    }

    private long segments(
            long at,
            int size,
            int count,
            List<String> loadPaths,
            List<Section> listed,
            List<Header> headers)
            throws IOException {
        long end = at + (long) size * count;
        for (int i = 0; i < count; i++) {
            long p = at + (long) i * size;
            long type = word(p);
            long offset = address(p + (wide ? 8 : 4));
            long length = address(p + (wide ? 32 : 16));
            long flags = word(p + (wide ? 4 : 24));
            if (!c.holds(offset, length)) {
                out.add(
                        SignalKind.ENTRY_ANOMALY,
                        "segment outside of the file",
                        "program header " + i);
                continue;
            }
            end = Math.max(end, offset + length);
            if (type == 3) {
                loadPaths.add("interpreter " + c.ascii(offset, 200));
            } else if (type == 1) {
                String words =
                        ((flags & 4) != 0 ? "r" : "")
                                + ((flags & 2) != 0 ? "w" : "")
                                + ((flags & 1) != 0 ? "x" : "");
                if (headers.isEmpty()) {
                    listed.add(
                            new Section(
                                    "segment " + i,
                                    offset,
                                    length,
                                    length,
                                    Entropy.of(c, offset, length),
                                    words));
                }
                if ((flags & 1) != 0 && !headers.isEmpty() && !covered(headers, offset, length)) {
                    out.add(
                            SignalKind.ENTRY_ANOMALY,
                            "segment of code that no section describes",
                            "program header " + i + ", " + length + " bytes at offset " + offset);
                }
                if ((flags & 3) == 3) {
                    out.add(
                            SignalKind.ENTRY_ANOMALY,
                            "segment both writable and executable",
                            "program header " + i);
                }
            }
        }
        return end;
    }

    /// Linkers describe what they load as code by sections, too; what was put in later has none.
    private static boolean covered(List<Header> headers, long offset, long length) {
        for (Header h : headers) {
            if ((h.flags() & 4) != 0
                    && h.offset() < offset + length
                    && offset < h.offset() + h.size()) {
                return true;
            }
        }
        return false;
    }

    /// A program starts in its `.text`, everywhere but in packed or altered files.
    private void entry(List<Header> headers, List<String> loadPaths) throws EOFException {
        long start = address(24);
        if (start == 0 || half(16) != 2 && loadPaths.isEmpty()) {
            return;
        }
        boolean text = false;
        for (Header h : headers) {
            text |= h.name().equals(".text");
            if (h.name().equals(".text")
                    && start >= h.virtual()
                    && start < h.virtual() + h.size()) {
                return;
            }
        }
        if (text) {
            out.add(
                    SignalKind.ENTRY_ANOMALY,
                    "program starts outside of its code section",
                    "entry point 0x" + Long.toHexString(start));
        }
    }

    /// The first instructions of a program (not of a library, which has no start).
    private void entryCode(
            List<Header> headers, List<String> loadPaths, TreeMap<String, String> out)
            throws EOFException {
        long start = address(24);
        for (Header h : headers) {
            long at = h.offset() + start - h.virtual();
            if (h.name().equals(".text")
                    && (half(16) == 2 || !loadPaths.isEmpty())
                    && start >= h.virtual()
                    && start < h.virtual() + h.size()
                    && c.holds(at, 8)) {
                out.put("entry-code", java.util.HexFormat.of().formatHex(c.bytes(at, 8)));
            }
        }
    }

    /// What the linker computed over the content; rebuilt content has another one.
    private TreeMap<String, String> buildId(List<Header> headers) throws EOFException {
        TreeMap<String, String> out = new TreeMap<>();
        for (Header h : headers) {
            if (h.name().equals(".note.gnu.build-id")
                    && h.size() > 16
                    && h.size() < 100
                    && c.holds(h.offset(), h.size())) {
                out.put(
                        "build-id",
                        java.util.HexFormat.of()
                                .formatHex(c.bytes(h.offset() + 16, (int) h.size() - 16)));
            }
        }
        return out;
    }

    private void symbols(
            Header table, Header strings, TreeSet<String> imports, TreeSet<String> exports)
            throws EOFException {
        long size = wide ? 24 : 16;
        long count = Math.min(table.size() / size, MAX_SYMBOLS);
        for (long i = 1; i < count; i++) {
            long s = table.offset() + i * size;
            if (!c.holds(s, size)) {
                return;
            }
            long nameAt = strings.offset() + word(s);
            if (!c.holds(nameAt, 1)) {
                continue;
            }
            String name = c.ascii(nameAt, 200);
            int section = half(s + (wide ? 6 : 14));
            (section == 0 ? imports : exports).add(name);
        }
    }

    private void dynamic(
            Header table, Header strings, TreeSet<String> libraries, List<String> loadPaths)
            throws EOFException {
        int step = wide ? 16 : 8;
        for (long at = table.offset();
                c.holds(at, step) && at < table.offset() + table.size();
                at += step) {
            long tag = address(at);
            long value = strings.offset() + address(at + step / 2);
            if (tag == 0) {
                return;
            }
            if ((tag == 1 || tag == 15 || tag == 29) && c.holds(value, 1)) {
                String text = c.ascii(value, 300);
                if (tag == 1) {
                    libraries.add(text);
                } else {
                    loadPaths.add("rpath " + text);
                }
            }
        }
    }

    private List<String> toolchain(List<Header> headers) throws EOFException {
        TreeSet<String> words = new TreeSet<>();
        for (Header h : headers) {
            if (h.name().equals(".comment") && c.holds(h.offset(), h.size())) {
                String text =
                        new String(
                                c.bytes(h.offset(), (int) Math.min(h.size(), 2000)),
                                StandardCharsets.ISO_8859_1);
                for (String part : text.split("\0")) {
                    if (!part.isBlank()) {
                        words.add(part);
                    }
                }
            }
        }
        return List.copyOf(words);
    }

    private static String machine(int code) {
        return switch (code) {
            case 3 -> "x86";
            case 8 -> "mips";
            case 20, 21 -> "powerpc";
            case 22 -> "s390";
            case 40 -> "arm";
            case 62 -> "x86-64";
            case 183 -> "arm64";
            case 243 -> "riscv";
            default -> "machine " + code;
        };
    }
}
