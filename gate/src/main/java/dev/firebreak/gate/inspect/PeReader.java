package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.PeLayout;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Section;
import dev.firebreak.gate.facts.SignalKind;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/// Windows programs and libraries (Microsoft PE and COFF specification): sections, imports, exports, resources,
/// version words, overlay.
final class PeReader {
    private static final int MAX_IMPORTS = 20_000;
    private static final int MAX_EXPORTS = 20_000;
    private static final int KEEP = 3000;

    private final Content c;
    private final PeLayout pe;
    private final Signals out;

    private PeReader(Content c, PeLayout pe, Signals out) {
        this.c = c;
        this.pe = pe;
        this.out = out;
    }

    static NativeFacts read(Content c, Signals out) throws IOException {
        return new PeReader(c, PeLayout.read(c), out).read();
    }

    private NativeFacts read() throws IOException {
        List<Section> sections = new ArrayList<>();
        for (PeLayout.Part s : pe.sections()) {
            long size = Math.max(0, Math.min(s.size(), c.size() - s.offset()));
            if (size < s.size()) {
                out.add(SignalKind.ENTRY_ANOMALY, "section outside of the file", s.name());
            }
            sections.add(
                    new Section(
                            s.name(),
                            s.offset(),
                            size,
                            s.virtualSize(),
                            Entropy.of(c, s.offset(), size),
                            s.flags()));
        }
        TreeSet<String> imports = new TreeSet<>();
        TreeSet<String> libraries = new TreeSet<>();
        imports(pe.directory(1), 20, 12, 0, 16, imports, libraries);
        imports(pe.directory(13), 32, 4, 16, 12, imports, libraries);
        ClrReader.read(c, pe, out, imports, libraries);
        TreeSet<String> exports = exports();
        PeResources resources = PeResources.read(c, pe, out);
        TreeMap<String, String> version = new TreeMap<>(resources.version());
        PeMarks.read(c, pe, version, out);
        long overlay = pe.overlaySize(c.size());
        List<String> importList = imports.stream().limit(KEEP).toList();
        NativeMeaning.tell(importList, List.copyOf(libraries), out);
        return new NativeFacts(
                pe.machineName(),
                pe.library(),
                sections,
                importList,
                List.copyOf(libraries),
                exports.stream().limit(KEEP).toList(),
                exports.size(),
                overlay,
                overlay == 0 ? 0 : Entropy.of(c, pe.overlayStart(), overlay),
                version,
                toolchain(),
                List.of(),
                resources.listed());
    }

    private List<String> toolchain() throws EOFException {
        List<String> words = new ArrayList<>();
        words.add("linker " + c.u8(pe.header() + 26) + "." + c.u8(pe.header() + 27));
        boolean rich = false;
        for (long at = 0x40; at + 4 <= Math.min(pe.header(), 0x400); at += 4) {
            rich |= c.startsWith(at, "Rich");
        }
        words.add(rich ? "Rich header" : "no Rich header");
        return words;
    }

    /// Import and delay-import tables have the same shape with other offsets.
    private void imports(
            PeLayout.Directory table,
            int step,
            int nameAt,
            int lookupAt,
            int firstAt,
            TreeSet<String> imports,
            TreeSet<String> libraries)
            throws IOException {
        long at = pe.offsetOf(table.address());
        if (table.address() == 0 || at < 0) {
            return;
        }
        for (int n = 0; n < 1000 && c.holds(at, step); n++, at += step) {
            long nameOffset = pe.offsetOf(c.u32(at + nameAt));
            if (c.u32(at + nameAt) == 0 || nameOffset < 0 || !c.holds(nameOffset, 1)) {
                return;
            }
            String library = c.ascii(nameOffset, 120).toLowerCase(Locale.ROOT);
            libraries.add(library);
            long lookup = c.u32(at + lookupAt);
            if (lookup == 0) {
                lookup = c.u32(at + firstAt);
            }
            thunks(library, pe.offsetOf(lookup), imports);
        }
    }

    private void thunks(String library, long start, TreeSet<String> imports) throws EOFException {
        int step = pe.wide() ? 8 : 4;
        for (long t = start;
                t >= 0 && c.holds(t, step) && imports.size() < MAX_IMPORTS;
                t += step) {
            long value = pe.wide() ? c.i64(t) : c.i32(t);
            if (value == 0) {
                return;
            }
            if (value < 0) {
                imports.add(library + "!#" + (value & 0xffff));
                continue;
            }
            long name = pe.offsetOf(value & 0x7fff_ffffL);
            if (name < 0 || !c.holds(name + 2, 1)) {
                return;
            }
            imports.add(library + "!" + c.ascii(name + 2, 200));
        }
    }

    private TreeSet<String> exports() throws EOFException {
        TreeSet<String> names = new TreeSet<>();
        long at = pe.offsetOf(pe.directory(0).address());
        if (pe.directory(0).address() == 0 || at < 0 || !c.holds(at, 40)) {
            return names;
        }
        long count = Math.min(c.u32(at + 24), MAX_EXPORTS);
        long table = pe.offsetOf(c.u32(at + 32));
        for (long i = 0; i < count && table >= 0 && c.holds(table + i * 4, 4); i++) {
            long name = pe.offsetOf(c.u32(table + i * 4));
            if (name >= 0 && c.holds(name, 1)) {
                names.add(c.ascii(name, 200));
            }
        }
        return names;
    }
}
