package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.PeLayout;
import dev.firebreak.gate.content.PeLeaves;
import dev.firebreak.gate.facts.SignalKind;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The resource tree of a Windows program: what kinds of resources, how large, and the words of the version resource.
///
/// @param listed `type size entropy` for each leaf, sorted
record PeResources(TreeMap<String, String> version, List<String> listed) {
    /// Of so many leaves size and kind are kept.
    private static final int MAX_LISTED = 2000;

    private static final int MAX_VERSION = 64 << 10;
    private static final List<String> WORDS =
            List.of(
                    "CompanyName",
                    "FileDescription",
                    "FileVersion",
                    "InternalName",
                    "LegalCopyright",
                    "OriginalFilename",
                    "ProductName",
                    "ProductVersion");

    static PeResources read(Content c, PeLayout pe, Signals out) throws EOFException {
        TreeMap<String, String> version = new TreeMap<>();
        List<String> listed = new ArrayList<>();
        for (PeLeaves.Leaf l : PeLeaves.read(c, pe).leaves().stream().limit(MAX_LISTED).toList()) {
            if (l.offset() < 0 || !c.holds(l.offset(), l.size())) {
                out.add(
                        SignalKind.ENTRY_ANOMALY,
                        "resource outside of the file",
                        "type " + l.type());
                continue;
            }
            listed.add(
                    name(l.type())
                            + " "
                            + l.size()
                            + " bytes, entropy "
                            + Entropy.of(c, l.offset(), l.size()));
            if (l.type() == 16 && version.isEmpty()) {
                words(c.bytes(l.offset(), (int) Math.min(l.size(), MAX_VERSION)), version);
            }
            if (l.size() > 256
                    && c.startsWith(l.offset(), "MZ")
                    && Kinds.pe(c.slice(l.offset(), l.size()))) {
                out.add(
                        SignalKind.EMBEDDED_EXECUTABLE,
                        "program in a resource",
                        name(l.type()) + " of " + l.size() + " bytes is a Windows program");
            }
        }
        listed.sort(null);
        return new PeResources(version, listed);
    }

    /// Version strings are UTF-16 pairs of a key, padding and a value.
    private static void words(byte[] block, TreeMap<String, String> version) {
        String text = new String(block, StandardCharsets.UTF_16LE);
        for (String word : WORDS) {
            int at = text.indexOf(word + "\0");
            if (at < 0) {
                continue;
            }
            int start = at + word.length();
            while (start < text.length() && text.charAt(start) == 0) {
                start++;
            }
            int end = text.indexOf('\0', start);
            if (end > start && end - start < 400) {
                version.put(word, text.substring(start, end).strip());
            }
        }
    }

    private static String name(int type) {
        return switch (type) {
            case 1 -> "cursor";
            case 2 -> "bitmap";
            case 3 -> "icon";
            case 5 -> "dialog";
            case 6 -> "strings";
            case 10 -> "data";
            case 14 -> "icon group";
            case 16 -> "version";
            case 24 -> "manifest";
            case PeLeaves.NAMED -> "named";
            default -> "type " + type;
        };
    }
}
