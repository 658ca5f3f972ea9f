package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Section;
import java.util.HashMap;
import java.util.Map;

/// Changes in the structure of programs: bytes after the end, sections that became unreadable.
final class NativeRule implements Rule {
    private static final int MIN_OVERLAY = 64;
    private static final double PLAIN = 6.8;
    private static final double DENSE = 7.2;
    private static final int MIN_SECTION = 4096;
    private static final long MIN_PACKED = 16 << 10;

    /// Sections whose content is dense by nature: compressed debug data, language metadata, pictures.
    private static final java.util.regex.Pattern ORDINARY =
            java.util.regex.Pattern.compile(
                    "^(?:\\.gnu|\\.z?debug|\\.note|\\.rustc|\\.go\\.|\\.nv|__nv|\\.rsrc|\\.rdata|\\.data|\\.text|\\.rodata|\\.pdata|\\.reloc|__debug|\\.bun|__LINKEDIT)");

    @Override
    public void look(Comparison c, Findings out) {
        if (c.first()) {
            return;
        }
        for (Pair p : c.pairs()) {
            FileFacts before = p.before();
            NativeFacts now = p.now().code();
            if (before != null
                    && now != null
                    && before.code() != null
                    && p.changed()
                    && p.now().kind().nativeCode()) {
                overlay(p.now(), now, before.code(), out);
                sections(p.now(), now, before.code(), out);
                packed(p.now(), before, out);
            } else if (p.added()
                    && now != null
                    && p.now().kind() == FileKind.PE
                    && now.library()
                    && now.overlay() >= MIN_SECTION
                    && now.overlayEntropy() > DENSE) {
                out.add(
                        Severity.HIGH,
                        Family.CONCEALMENT,
                        "overlay",
                        p.now().path(),
                        "There are unreadable bytes after the end of a new library.",
                        "Nach dem Ende einer neuen Bibliothek folgen unlesbare Bytes.",
                        now.overlay() + " bytes, entropy " + now.overlayEntropy());
            } else if (p.added()
                    && now != null
                    && p.now().kind().nativeCode()
                    && now.overlay() >= MIN_OVERLAY
                    && p.now().kind() != FileKind.PE) {
                out.add(
                        Severity.MEDIUM,
                        Family.CONCEALMENT,
                        "overlay",
                        p.now().path(),
                        "There are bytes after the end of the new program.",
                        "Nach dem Ende des neuen Programms folgen weitere Bytes.",
                        now.overlay() + " bytes, entropy " + now.overlayEntropy());
            }
        }
    }

    private static void overlay(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        // Fill-up consists of one byte only.
        boolean few = f.kind() == FileKind.PE && old.overlay() == 0 && now.overlayEntropy() > 0;
        if (now.overlay() >= MIN_OVERLAY && old.overlay() < MIN_OVERLAY
                || now.overlay() > 0 && few) {
            out.add(
                    Severity.HIGH,
                    Family.CONCEALMENT,
                    "overlay",
                    f.path(),
                    "There are bytes after the end of the program; the last release had none.",
                    "Nach dem Ende des Programms folgen weitere Bytes; in der letzten Version gab es keine.",
                    now.overlay() + " bytes, entropy " + now.overlayEntropy());
        } else if (now.overlay() > old.overlay() * 2 + 4096
                && now.overlayEntropy() > old.overlayEntropy() + 1) {
            out.add(
                    Severity.MEDIUM,
                    Family.CONCEALMENT,
                    "overlay",
                    f.path(),
                    "The bytes after the end of the program grew and became unreadable.",
                    "Die Bytes nach dem Ende des Programms sind gewachsen und unlesbar geworden.",
                    old.overlay()
                            + " -> "
                            + now.overlay()
                            + " bytes, entropy "
                            + now.overlayEntropy());
        }
    }

    private static void sections(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        Map<String, Section> before = new HashMap<>();
        for (Section s : old.sections()) {
            before.put(s.name(), s);
        }
        for (Section s : now.sections()) {
            if (s.size() < MIN_SECTION
                    || s.name().equals(".rsrc")
                    || s.name().startsWith(".debug")
                    || s.name().startsWith("segment ")) {
                continue;
            }
            Section was = before.get(s.name());
            if (was == null && s.entropy() > DENSE
                    || was != null && was.entropy() < PLAIN && s.entropy() > DENSE) {
                boolean strange = was == null && !ORDINARY.matcher(s.name()).find();
                out.add(
                        strange ? Severity.HIGH : Severity.MEDIUM,
                        Family.CONCEALMENT,
                        "section-unreadable",
                        f.path(),
                        "A part of the program became unreadable: section " + s.name() + ".",
                        "Ein Teil des Programms ist unlesbar geworden: Abschnitt " + s.name() + ".",
                        "entropy "
                                + (was == null ? "(new)" : Double.toString(was.entropy()))
                                + " -> "
                                + s.entropy()
                                + ", "
                                + s.size()
                                + " bytes");
            }
            if (was == null && s.flags().contains("x")) {
                out.add(
                        Severity.MEDIUM,
                        Family.PROVENANCE,
                        "new-code-section",
                        f.path(),
                        "The program has a new section that is run: " + s.name() + ".",
                        "Das Programm hat einen neuen ausführbaren Abschnitt: " + s.name() + ".",
                        s.size() + " bytes at offset " + s.offset());
            }
            if (s.flags().equals("rwx") && (was == null || !was.flags().equals("rwx"))) {
                out.add(
                        Severity.MEDIUM,
                        Family.CONCEALMENT,
                        "writable-code",
                        f.path(),
                        "A section can be both written and run: " + s.name() + ".",
                        "Ein Abschnitt ist zugleich beschreibbar und ausführbar: " + s.name() + ".",
                        s.size() + " bytes");
            }
        }
    }

    private static void packed(FileFacts f, FileFacts before, Findings out) {
        long now = Long.parseLong(f.attributes().getOrDefault("packed", "0"));
        long old = Long.parseLong(before.attributes().getOrDefault("packed", "0"));
        if (old == 0 && now >= MIN_PACKED) {
            out.add(
                    Severity.MEDIUM,
                    Family.CONCEALMENT,
                    "packed-data",
                    f.path(),
                    "The program newly carries encrypted or compressed data.",
                    "Das Programm trägt neuerdings verschlüsselte oder gepackte Daten.",
                    now + " bytes of full entropy, before none");
        }
    }
}
