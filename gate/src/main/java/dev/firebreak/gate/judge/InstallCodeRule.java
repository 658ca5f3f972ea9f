package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an npm package runs when it is installed, where there is no earlier release to compare with: scripts that run at
/// installation are ordinary, and so are downloads. Text that is decoded and run as code there, beside the network, is how
/// loaders are built.
final class InstallCodeRule implements Rule {
    /// Files that are followed from one command.
    private static final int MAX_FILES = 100;

    /// From file to file that names it.
    private static final int MAX_STEPS = 4;

    /// What follows a module's name that is written without it.
    private static final List<String> ENDINGS =
            List.of("", ".js", ".cjs", ".mjs", "/index.js", "/index.cjs", "/index.mjs");

    @Override
    public void look(Comparison c, Findings out) {
        if (!c.first()) {
            return;
        }
        Map<String, FileFacts> byPath = new HashMap<>();
        for (FileFacts f : c.now().files()) {
            byPath.put(f.path(), f);
        }
        for (FileFacts f : c.now().files()) {
            String commands = f.attributes().get("atInstall");
            if (commands != null && f.name().equals("package.json")) {
                judge(reached(f, commands, byPath), out);
            }
        }
    }

    private static void judge(List<FileFacts> files, Findings out) {
        boolean network = files.stream().anyMatch(f -> f.has(SignalKind.NETWORK));
        if (!network) {
            return;
        }
        for (FileFacts f : files) {
            Signal runs = runsDecoded(f);
            if (runs != null) {
                out.add(
                        Severity.HIGH,
                        Family.PLACE,
                        "decodes-at-install",
                        f,
                        "What runs at installation decodes text, runs it as code, and can talk to the network.",
                        "Was bei der Installation läuft, entschlüsselt Text, führt ihn als Code aus und kann mit dem Netz sprechen.",
                        runs);
            }
        }
    }

    private static @Nullable Signal runsDecoded(FileFacts f) {
        for (Signal s : f.signals()) {
            if (s.kind() == SignalKind.DECODE_EXECUTE
                    || s.kind() == SignalKind.DYNAMIC_CODE
                            && s.what().equals("text that was decoded before")) {
                return s;
            }
        }
        return null;
    }

    /// The files of the package that the commands name, and the files that those name.
    private static List<FileFacts> reached(
            FileFacts manifest, String commands, Map<String, FileFacts> byPath) {
        Map<String, Integer> steps = new LinkedHashMap<>();
        ArrayDeque<FileFacts> open = new ArrayDeque<>();
        for (String word : commands.split("[\\s\"'`;&|()<>=]+")) {
            add(manifest, word, 1, byPath, steps, open);
        }
        if (commands.matches("(?s).*\\bnode \\.(?:\\s.*)?")) {
            String main = manifest.attributes().getOrDefault("main", "index.js");
            add(manifest, main, 1, byPath, steps, open);
        }
        while (!open.isEmpty()) {
            FileFacts f = open.poll();
            int step = steps.getOrDefault(f.path(), MAX_STEPS);
            String parts = f.attributes().get("parts");
            if (step < MAX_STEPS && parts != null) {
                for (String part : parts.split(" ")) {
                    add(f, part, step + 1, byPath, steps, open);
                }
            }
        }
        return steps.keySet().stream().map(byPath::get).toList();
    }

    private static void add(
            FileFacts from,
            String name,
            int step,
            Map<String, FileFacts> byPath,
            Map<String, Integer> steps,
            ArrayDeque<FileFacts> open) {
        String path = resolve(from.path(), name);
        if (path == null) {
            return;
        }
        for (String ending : ENDINGS) {
            FileFacts f = byPath.get(path + ending);
            if (f != null && f.kind().script()) {
                if (steps.size() < MAX_FILES && steps.putIfAbsent(f.path(), step) == null) {
                    open.add(f);
                }
                return;
            }
        }
    }

    /// The path of what a file names, seen from its folder; null if it leads out of the container.
    private static @Nullable String resolve(String file, String name) {
        int bang = file.lastIndexOf("!/");
        String container = bang < 0 ? "" : file.substring(0, bang + 2);
        ArrayDeque<String> out = new ArrayDeque<>();
        String inner = file.substring(container.length());
        String folder = inner.substring(0, inner.lastIndexOf('/') + 1);
        for (String part : (folder + name.replace('\\', '/')).split("/")) {
            if (part.equals("..")) {
                if (out.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                out.addLast(part);
            }
        }
        return out.isEmpty() ? null : container + String.join("/", out);
    }
}
