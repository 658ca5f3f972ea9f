package dev.firebreak.gate.examine;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.sign.AppleSignature;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The list of resources of an Apple bundle, `_CodeSignature/CodeResources` (Apple, TN2206 "macOS Code Signing In
/// Depth", "Resource rules"): digests of the files beside the program, by `files2`.
///
/// Checked in part: that each listed file is there and has its SHA-256, and that no file lies there unlisted. Not checked: the
/// requirements on nested code (it is looked at as a file of its own). Whether the signature of the bundle's program covers
/// this list is seen from the third special slot of its code directory (XNU, `cs_blobs.h`), if that is SHA-256.
final class CodeResources {
    /// The end of the list's path.
    static final String NAME = "_CodeSignature/CodeResources";

    private static final int MAX_ENTRIES = 200_000;

    private static final int MAX_DIGEST = 64;

    /// What the list says of one file.
    ///
    /// @param sha256 hex, empty if the list has none
    private record Entry(String sha256, boolean optional, boolean nested, boolean link) {}

    private CodeResources() {}

    /// @param list path of the list in the release
    /// @param programs names of the bundles' own programs by the path of their `Info.plist`
    static List<Signal> check(
            String list, byte[] plist, Map<String, String> programs, Map<String, FileFacts> files) {
        Map<String, Entry> entries;
        try {
            entries =
                    BinaryPlist.is(plist)
                            ? binary(BinaryPlist.read(plist))
                            : read(new String(plist, StandardCharsets.UTF_8));
        } catch (XMLStreamException | IllegalArgumentException e) {
            return List.of(wrong("unreadable", "the list of the bundle's files cannot be read"));
        }
        String folder = list.substring(0, list.length() - NAME.length());
        List<Signal> out = new ArrayList<>();
        TreeSet<String> nested = new TreeSet<>();
        entries.forEach(
                (name, e) -> {
                    if (e.nested()) {
                        nested.add(name + "/");
                    }
                    listed(folder, name, e, files, out);
                });
        added(folder, entries, nested, files, out);
        seal(list, folder, program(folder, programs), files, out);
        return out.isEmpty()
                ? List.of(
                        new Signal(
                                SignalKind.INTEGRITY_OK,
                                "CodeResources",
                                "every file agrees with CodeResources"))
                : out;
    }

    /// The name of the bundle's own program; a framework has its `Info.plist` among the resources.
    private static String program(String folder, Map<String, String> programs) {
        String own = programs.get(folder + "Info.plist");
        return own != null ? own : programs.getOrDefault(folder + "Resources/Info.plist", "");
    }

    /// The bundle's program seals the list; other programs beside it may seal nothing, but no other list either. That one
    /// of them seals the list says nothing of the bundle's own.
    private static void seal(
            String list,
            String folder,
            String program,
            Map<String, FileFacts> files,
            List<Signal> out) {
        FileFacts own = files.get(list);
        if (own == null) {
            return;
        }
        FileFacts main = files.get(folder + "MacOS/" + program);
        if (main == null) {
            main = files.get(folder + program);
        }
        boolean silent =
                !program.isEmpty()
                        && main != null
                        && main.kind() == FileKind.MACHO
                        && !main.attributes().containsKey(AppleSignature.RESOURCES);
        TreeSet<String> others = new TreeSet<>();
        TreeSet<String> covering = new TreeSet<>();
        for (FileFacts f : files.values()) {
            String sealed = f.attributes().get(AppleSignature.RESOURCES);
            if (sealed == null || !f.path().startsWith(folder)) {
                continue;
            }
            String name = f.path().substring(folder.length());
            boolean direct =
                    name.startsWith("MacOS/")
                            ? name.indexOf('/', 6) < 0
                            : name.indexOf('/') < 0 && !name.isEmpty();
            if (direct) {
                (sealed.equals(own.sha256()) ? covering : others).add(name);
            }
        }
        for (String name : others) {
            out.add(
                    wrong(
                            "seal " + name,
                            "the signature of " + name + " covers another list of resources"));
        }
        if (silent && !covering.isEmpty()) {
            out.add(
                    wrong(
                            "seal " + program,
                            "only the signature of "
                                    + covering.first()
                                    + " covers the list, not that of the bundle's program "
                                    + program));
        }
    }

    private static Signal wrong(String what, String proof) {
        return new Signal(SignalKind.INTEGRITY, "CodeResources: " + what, proof);
    }

    private static void listed(
            String folder, String name, Entry e, Map<String, FileFacts> files, List<Signal> out) {
        FileFacts f = files.get(folder + name);
        if (e.nested()) {
            String inside = folder + name + "/";
            if (f == null && files.keySet().stream().noneMatch(p -> p.startsWith(inside))) {
                out.add(wrong("missing " + name, name + " is listed as nested code and missing"));
            }
        } else if (f == null) {
            if (!e.optional()) {
                out.add(wrong("missing " + name, name + " is listed and missing"));
            }
        } else if (e.link() != (f.kind() == FileKind.LINK)
                || !e.link() && !e.sha256().isEmpty() && !e.sha256().equals(f.sha256())) {
            out.add(
                    wrong(
                            "changed " + name,
                            name + " is not the file whose digest the list names"));
        }
    }

    private static void added(
            String folder,
            Map<String, Entry> entries,
            TreeSet<String> nested,
            Map<String, FileFacts> files,
            List<Signal> out) {
        List<String> programs = new ArrayList<>();
        for (String path : new TreeSet<>(files.keySet())) {
            if (!path.startsWith(folder) || path.length() == folder.length()) {
                continue;
            }
            String name = path.substring(folder.length());
            String below = nested.floor(name);
            if (name.contains("!/")
                    || entries.containsKey(name)
                    || below != null && name.startsWith(below)
                    || unlistedByRule(name)) {
                continue;
            }
            FileFacts f = files.get(path);
            boolean program =
                    f != null
                            && f.kind() == FileKind.MACHO
                            && (name.startsWith("MacOS/") || name.indexOf('/') < 0);
            if (program) {
                programs.add(name);
            } else {
                out.add(wrong("added " + name, name + " lies in the bundle and is not listed"));
            }
        }
        // The bundle's own program seals the list and cannot stand in it; a second one can.
        for (String name : programs.size() > 1 ? programs : List.<String>of()) {
            out.add(
                    wrong(
                            "added " + name,
                            name + " is one of several programs that are not listed"));
        }
    }

    /// What Apple's own rules leave out of every list.
    private static boolean unlistedByRule(String name) {
        return name.startsWith("_CodeSignature/")
                || name.equals("CodeResources")
                || name.startsWith("_MASReceipt/")
                || name.equals("Info.plist")
                || name.equals("PkgInfo")
                || name.endsWith(".lproj/locversion.plist")
                || name.endsWith(".DS_Store");
    }

    /// The dictionary `files2`.
    private static Map<String, Entry> read(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        Map<String, Entry> out = new TreeMap<>();
        XMLStreamReader r = factory.createXMLStreamReader(new StringReader(xml));
        boolean inside = false;
        int depth = 0;
        String name = null;
        String word = null;
        Map<String, String> values = new TreeMap<>();
        while (r.hasNext()) {
            int event = r.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (r.getLocalName()) {
                    case "dict" -> depth++;
                    case "key" -> {
                        String key = r.getElementText();
                        if (depth == 1) {
                            inside = key.equals("files2");
                        } else if (depth == 2) {
                            name = key;
                        } else {
                            word = key;
                        }
                    }
                    case "data", "string" -> {
                        String text = r.getElementText();
                        if (inside && depth == 3 && word != null) {
                            values.put(word, text);
                        } else if (inside && depth == 2 && name != null) {
                            put(out, name, Map.of()); // a bare SHA-1, which proves nothing today
                        }
                    }
                    case "true" -> {
                        if (depth == 3 && word != null) {
                            values.put(word, "true");
                        }
                    }
                    default -> {
                        // Other elements do not occur in this dictionary.
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && r.getLocalName().equals("dict")) {
                if (inside && depth == 3 && name != null) {
                    put(out, name, values);
                    values = new TreeMap<>();
                }
                depth--;
            }
        }
        return out;
    }

    /// The same dictionary in a binary list.
    private static Map<String, Entry> binary(Object plist) {
        Map<String, Entry> out = new TreeMap<>();
        if (plist instanceof Map<?, ?> top && top.get("files2") instanceof Map<?, ?> listed) {
            listed.forEach(
                    (name, value) -> {
                        Map<String, String> values = new TreeMap<>();
                        if (value instanceof Map<?, ?> words) {
                            words.forEach(
                                    (k, v) ->
                                            values.put(
                                                    String.valueOf(k),
                                                    "hash2".equals(k) || !(v instanceof byte[])
                                                            ? text(v)
                                                            : ""));
                        }
                        put(out, String.valueOf(name), values);
                    });
        }
        return out;
    }

    /// Shared data would be copied for each entry: only what can be a digest is.
    private static String text(@Nullable Object value) {
        if (value instanceof byte[] data) {
            if (data.length > MAX_DIGEST) {
                throw new IllegalArgumentException("a digest of " + data.length + " bytes");
            }
            return Base64.getEncoder().encodeToString(data);
        }
        return value instanceof Map || value instanceof List ? "" : String.valueOf(value);
    }

    private static void put(Map<String, Entry> out, String name, Map<String, String> values) {
        if (out.size() >= MAX_ENTRIES) {
            throw new IllegalArgumentException("more than " + MAX_ENTRIES + " entries");
        }
        @Nullable String hash = values.get("hash2");
        out.put(
                name,
                new Entry(
                        hash == null
                                ? ""
                                : HexFormat.of().formatHex(Base64.getMimeDecoder().decode(hash)),
                        "true".equals(values.get("optional")),
                        values.containsKey("requirement") || values.containsKey("cdhash"),
                        values.containsKey("symlink")));
    }
}
