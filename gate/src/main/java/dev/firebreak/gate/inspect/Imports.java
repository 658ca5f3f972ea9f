package dev.firebreak.gate.inspect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Which packages a JavaScript file names as modules: `require("x")`, `from "x"`, `import("x")`, `import "x"`; and which
/// other files of its own package (`./x`).
final class Imports {
    private static final int MAX = 300;
    private static final KeywordAutomaton WORDS =
            new KeywordAutomaton(List.of("require(", "from", "import", "require.resolve("));

    private Imports() {}

    static void read(byte[] text, TreeMap<String, String> attributes) {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> parts = new TreeSet<>();
        WORDS.scan(
                text,
                0,
                text.length,
                (_, end) -> {
                    int i = end;
                    while (i < text.length && i < end + 4 && (text[i] == ' ' || text[i] == '(')) {
                        i++;
                    }
                    if (i < text.length
                            && (text[i] == '"' || text[i] == '\'' || text[i] == '`')
                            && names.size() < MAX) {
                        int to = i + 1;
                        while (to < text.length
                                && to < i + 100
                                && text[to] != text[i]
                                && text[to] > ' ') {
                            to++;
                        }
                        String module = new String(text, i + 1, to - i - 1, StandardCharsets.UTF_8);
                        if (module.startsWith(".") && parts.size() < MAX) {
                            parts.add(module);
                        }
                        String name = packageName(module);
                        if (!name.isEmpty()) {
                            names.add(name);
                        }
                    }
                });
        if (!names.isEmpty()) {
            attributes.put("imports", String.join(" ", names));
        }
        if (!parts.isEmpty()) {
            attributes.put("parts", String.join(" ", parts));
        }
    }

    /// Packages that the manifest puts in the place of others (`imports`, `browser`, `exports`): they are used, too.
    static void mapped(JsonNode manifest, TreeMap<String, String> attributes) {
        TreeSet<String> names = new TreeSet<>();
        for (String group : List.of("imports", "browser", "exports")) {
            values(manifest.path(group), names, 0);
        }
        if (!names.isEmpty()) {
            attributes.put("imports", String.join(" ", names));
        }
    }

    private static void values(JsonNode node, TreeSet<String> names, int depth) {
        if (depth > 6 || names.size() >= MAX) {
            return;
        }
        if (node.isString()) {
            String name = packageName(node.asString());
            if (!name.isEmpty() && name.indexOf(' ') < 0) {
                names.add(name);
            }
        }
        node.forEach(child -> values(child, names, depth + 1));
    }

    /// `@scope/name/deep/file` is `@scope/name`; relative paths are no packages.
    private static String packageName(String module) {
        if (module.isEmpty() || module.charAt(0) == '.' || module.charAt(0) == '/') {
            return "";
        }
        int slash = module.indexOf('/');
        if (module.charAt(0) == '@' && slash > 0) {
            slash = module.indexOf('/', slash + 1);
        }
        return slash < 0 ? module : module.substring(0, slash);
    }
}
