package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.CompoundFile;
import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Windows Installer packages and other compound files. Of an installer the tables that decide what it does are read
/// (File, Component, Directory, CustomAction, Binary, Media, Registry, ServiceInstall, Shortcut, Property), and the
/// files of its cabinets are listed under the names and folders they are installed to.
final class MsiContainer implements Container {
    private static final List<String> SHOWN =
            List.of(
                    "Property",
                    "CustomAction",
                    "InstallExecuteSequence",
                    "Registry",
                    "ServiceInstall",
                    "Shortcut",
                    "Media",
                    "RemoveFile",
                    "IniFile",
                    "Environment");

    @Override
    public void read(Content content, Sink sink) throws IOException {
        CompoundFile file = new CompoundFile(content);
        Map<String, byte[]> tables = new HashMap<>();
        TreeMap<String, CompoundFile.Entry> streams = new TreeMap<>();
        for (CompoundFile.Entry e : file.children(file.entries().getFirst())) {
            String name = MsiTables.decode(e.name());
            if (e.storage()) {
                sink.signal(
                        new Signal(
                                SignalKind.ENTRY_ANOMALY,
                                "storage " + clean(name),
                                "a storage inside the package: " + clean(name)));
            } else if (name.startsWith("!")) {
                tables.put(name.substring(1), file.read(e));
            } else {
                streams.put(name, e);
            }
        }
        if (!tables.containsKey("_StringPool")) {
            for (Map.Entry<String, CompoundFile.Entry> s : streams.entrySet()) {
                sink.file(clean(s.getKey()), Placing.NONE, Content.of(file.read(s.getValue())));
            }
            return;
        }
        MsiTables msi = new MsiTables(tables);
        for (String table : SHOWN) {
            shown(msi, table, sink);
        }
        MsiSignals.tell(msi, sink);
        Map<String, String> names = installedNames(msi);
        for (Map<String, String> media : msi.table("Media")) {
            String cabinet = media.getOrDefault("Cabinet", "");
            if (!cabinet.isEmpty() && !cabinet.startsWith("#")) {
                sink.obstacle(
                        cabinet,
                        Obstacle.Kind.UNSUPPORTED,
                        "The installer takes its files from a cabinet outside of the package: "
                                + cabinet
                                + ".");
            }
        }
        for (Map.Entry<String, CompoundFile.Entry> s : streams.entrySet()) {
            stream(clean(s.getKey()), file.read(s.getValue()), names, sink);
        }
    }

    private static void stream(String name, byte[] bytes, Map<String, String> names, Sink sink)
            throws IOException {
        Content content = Content.of(bytes);
        if (Format.detect(content, name) == Format.CAB) {
            new CabContainer().read(content, sink, key -> "files/" + names.getOrDefault(key, key));
        } else if (name.equals("SummaryInformation")
                || name.startsWith("\u0005")
                || name.equals("DigitalSignature")
                || name.equals("MsiDigitalSignatureEx")) {
            sink.file("streams/" + clean(name), Placing.NONE, content);
        } else {
            sink.file("streams/" + name, Placing.NONE, content);
        }
    }

    private static String clean(String name) {
        StringBuilder out = new StringBuilder();
        for (char ch : name.toCharArray()) {
            out.append(ch < ' ' || ch == '/' || ch == '\\' ? "" : Character.toString(ch));
        }
        return out.toString();
    }

    private static void shown(MsiTables msi, String table, Sink sink) throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> lines =
                msi.table(table).stream()
                        .map(
                                row ->
                                        String.join(
                                                "\t",
                                                row.entrySet().stream()
                                                        .map(e -> e.getKey() + "=" + e.getValue())
                                                        .toList()))
                        .sorted()
                        .toList();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        if (!text.isEmpty()) {
            sink.file(
                    "tables/" + table + ".txt",
                    Placing.NONE,
                    Content.of(text.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// File key -> path it is installed to.
    private static Map<String, String> installedNames(MsiTables msi) throws IOException {
        Map<String, String> folders = new HashMap<>();
        Map<String, Map<String, String>> directories = new HashMap<>();
        for (Map<String, String> d : msi.table("Directory")) {
            directories.put(d.getOrDefault("Directory", ""), d);
        }
        Map<String, String> components = new HashMap<>();
        for (Map<String, String> c : msi.table("Component")) {
            components.put(
                    c.getOrDefault("Component", ""),
                    folder(c.getOrDefault("Directory_", ""), directories, folders, 0));
        }
        Map<String, String> out = new HashMap<>();
        for (Map<String, String> f : msi.table("File")) {
            String folder = components.getOrDefault(f.getOrDefault("Component_", ""), "");
            out.put(f.getOrDefault("File", ""), folder + longName(f.getOrDefault("FileName", "")));
        }
        return out;
    }

    private static String folder(
            String id,
            Map<String, Map<String, String>> directories,
            Map<String, String> known,
            int depth) {
        String done = known.get(id);
        Map<String, String> d = directories.get(id);
        if (done != null || d == null || depth > 100 || id.equals("TARGETDIR")) {
            return done == null ? "" : done;
        }
        String name = longName(d.getOrDefault("DefaultDir", "").split(":", 2)[0]);
        String own =
                id.endsWith("Folder")
                        ? id + "/"
                        : name.equals(".") || name.isEmpty() ? "" : name + "/";
        String path =
                folder(d.getOrDefault("Directory_Parent", ""), directories, known, depth + 1) + own;
        known.put(id, path);
        return path;
    }

    private static String longName(String name) {
        int bar = name.indexOf('|');
        return (bar < 0 ? name : name.substring(bar + 1)).replace('/', '_').replace('\\', '_');
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
