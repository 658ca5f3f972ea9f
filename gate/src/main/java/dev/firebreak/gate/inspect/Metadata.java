package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What package metadata says: name, version, dependencies, and what is run when the package is installed or loaded.
final class Metadata {
    private static final int MAX = 8 << 20;
    private static final List<String> NPM_HOOKS = List.of("preinstall", "install", "postinstall");

    /// A script of the same package that a script calls.
    private static final Pattern NPM_RUN =
            Pattern.compile(
                    "\\b(?:npm(?: run| run-script)|yarn(?: run)?|pnpm(?: run)?) ([\\w:.-]+)");

    private static final List<String> NPM_DEPENDENCIES =
            List.of("dependencies", "optionalDependencies", "bundleDependencies");
    private static final Pattern NUSPEC_DEPENDENCY =
            Pattern.compile(
                    "<dependency\\s[^>]*\\bid\\s*=\\s*\"([^\"]+)\"(?:[^>]*\\bversion\\s*=\\s*\"([^\"]*)\")?");

    /// Debian packages whose programs guard a system.
    private static final java.util.Set<String> ESSENTIAL =
            java.util.Set.of(
                    ("apt bash coreutils dash dpkg gnupg gpgv login openssh-client openssh-server passwd sudo systemd util-linux"
                                    + " ca-certificates libpam-modules libc6 libssl3 debian-archive-keyring")
                            .split(" "));

    private final String text;
    private final Signals out;
    private final TreeMap<String, String> attributes;

    private Metadata(String text, Signals out, TreeMap<String, String> attributes) {
        this.text = text;
        this.out = out;
        this.attributes = attributes;
    }

    /// Reads the file if its path is one that package tools look at.
    ///
    /// @param path inside the innermost container
    static void read(String path, byte[] bytes, Signals out, TreeMap<String, String> attributes) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        if (bytes.length > MAX) {
            return;
        }
        Metadata m = new Metadata(new String(bytes, StandardCharsets.UTF_8), out, attributes);
        if (name.equals("package.json")) {
            m.npm(path);
        } else if (name.equals("metadata") && lower.contains(".dist-info/")
                || name.equals("pkg-info")) {
            m.headers("pypi", "Name", "Version", "Requires-Dist");
        } else if (lower.equals("control/control")) {
            m.headers("deb", "Package", "Version", "Depends");
        } else if (name.endsWith(".nuspec")) {
            m.nuspec();
        } else if (name.equals("pom.properties")) {
            m.pom();
        } else if (lower.endsWith("meta-inf/manifest.mf")) {
            m.manifest();
        } else if (lower.contains("meta-inf/services/")) {
            m.services(path.substring(path.lastIndexOf('/') + 1));
        } else if (name.equals("manifest.json") && !lower.contains("node_modules")) {
            m.extension();
        } else if (name.equals("info.plist")) {
            m.plist();
        } else if (lower.equals("tables/property.txt")) {
            m.installer();
        } else if (name.endsWith(".config")) {
            m.domainManager();
        } else if (name.equals("entry_points.txt")) {
            m.entryPoints();
        }
    }

    private JsonNode json() {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            out.add(
                    SignalKind.ENTRY_ANOMALY,
                    "metadata that is no JSON",
                    "the file cannot be read as JSON");
            return JsonMapper.shared().createObjectNode();
        }
    }

    private void npm(String path) {
        JsonNode root = json();
        attributes.put("ecosystem", "npm");
        put("name", root.path("name").asString(""));
        put("version", root.path("version").asString(""));
        put("main", root.path("main").asString(""));
        put(
                "repository",
                root.path("repository").path("url").asString(root.path("repository").asString("")));
        JsonNode scripts = root.path("scripts");
        StringBuilder atInstall = new StringBuilder();
        for (String hook : NPM_HOOKS) {
            String command = scripts.path(hook).asString("");
            if (!command.isBlank()) {
                atInstall.append(command).append('\n');
                Matcher other = NPM_RUN.matcher(command);
                while (other.find()) {
                    atInstall.append(scripts.path(other.group(1)).asString("")).append('\n');
                }
                out.add(
                        SignalKind.INSTALL_HOOK,
                        "npm " + hook + ": " + command,
                        hook + ": " + command);
                ShellTricks.commands(command.getBytes(StandardCharsets.UTF_8), out);
                ScriptReader.read(
                        command.getBytes(StandardCharsets.UTF_8),
                        dev.firebreak.gate.facts.FileKind.SHELL,
                        out);
            }
        }
        put("atInstall", atInstall.toString().strip());
        for (String group : NPM_DEPENDENCIES) {
            for (Map.Entry<String, JsonNode> e : root.path(group).properties()) {
                String spec = e.getValue().asString("");
                String origin = DependencyOrigin.of(spec);
                out.add(
                        SignalKind.DEPENDENCY,
                        origin.isEmpty() ? e.getKey() : e.getKey() + " from " + origin,
                        group + ": " + e.getKey() + " " + spec);
            }
        }
        commands(root);
        Imports.mapped(root, attributes);
        if (path.endsWith("node_modules/package.json")) {
            attributes.remove("name");
        }
    }

    /// Commands that the package puts on the path: of every name, also that of another program.
    private void commands(JsonNode root) {
        for (Map.Entry<String, JsonNode> e : root.path("bin").properties()) {
            if (SystemCommands.NAMES.contains(e.getKey())
                    && !e.getKey().equals(root.path("name").asString(""))) {
                out.add(
                        SignalKind.PRIVILEGE,
                        "command that goes before the system's own",
                        "bin: " + e.getKey() + " is " + e.getValue().asString(""));
            }
        }
    }

    private void put(String key, String value) {
        if (!value.isBlank()) {
            attributes.put(key, value);
        }
    }

    private void headers(String ecosystem, String name, String version, String depends) {
        attributes.put("ecosystem", ecosystem);
        for (String line : text.split("\n", -1)) {
            String l = line.stripTrailing();
            if (l.isEmpty()) {
                break;
            }
            int colon = l.indexOf(':');
            if (colon <= 0 || l.charAt(0) == ' ') {
                continue;
            }
            String key = l.substring(0, colon);
            String value = l.substring(colon + 1).strip();
            if (key.equals(name)) {
                put("name", value);
            } else if (key.equals(version)) {
                put("version", value);
            } else if (key.equals(depends) || key.equals("Pre-Depends")) {
                for (String d : value.split(",")) {
                    String n = d.strip().split("[\\s(;<>=!~\\[|]", 2)[0];
                    int at = d.indexOf(" @ ");
                    String from = at < 0 ? "" : DependencyOrigin.of(d.substring(at + 3).strip());
                    if (!n.isEmpty()) {
                        out.add(
                                SignalKind.DEPENDENCY,
                                from.isEmpty() ? n : n + " from " + from,
                                key + ": " + d.strip());
                    }
                }
            } else if (key.equals("Provides")
                    || key.equals("Replaces")
                    || key.equals("Conflicts")) {
                replaced(key, value);
            } else if (key.equals("Maintainer") || key.equals("Home-page")) {
                put(key.toLowerCase(Locale.ROOT), value);
            }
        }
    }

    /// A package that says it stands for one that every system needs.
    private void replaced(String key, String value) {
        for (String d : value.split(",")) {
            String n = d.strip().split("[\\s(:]", 2)[0];
            if (ESSENTIAL.contains(n) && !n.equals(attributes.get("name"))) {
                out.add(SignalKind.PRIVILEGE, "takes the place of " + n, key + ": " + d.strip());
            }
        }
    }

    private void nuspec() {
        attributes.put("ecosystem", "nuget");
        put("name", element("id"));
        put("version", element("version"));
        Matcher m = NUSPEC_DEPENDENCY.matcher(text);
        while (m.find()) {
            out.add(
                    SignalKind.DEPENDENCY,
                    m.group(1),
                    "dependency " + m.group(1) + " " + (m.group(2) == null ? "" : m.group(2)));
        }
    }

    private String element(String name) {
        Matcher m =
                Pattern.compile("<" + name + ">\\s*([^<]{1,200}?)\\s*</" + name + ">")
                        .matcher(text);
        return m.find() ? m.group(1) : "";
    }

    private void pom() {
        attributes.put("ecosystem", "maven");
        java.util.Properties p = new java.util.Properties();
        try {
            p.load(new java.io.StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            out.add(
                    SignalKind.ENTRY_ANOMALY,
                    "metadata that cannot be read",
                    "pom.properties: " + e.getMessage());
            return;
        }
        put("name", p.getProperty("groupId", "") + ":" + p.getProperty("artifactId", ""));
        put("version", p.getProperty("version", ""));
    }

    private void manifest() {
        String unfolded = text.replace("\r\n", "\n").replace("\n ", "");
        for (String line : unfolded.split("\n")) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(": ");
            if (colon <= 0) {
                continue;
            }
            String key = line.substring(0, colon);
            String value = line.substring(colon + 2).strip();
            switch (key) {
                case "Premain-Class", "Agent-Class", "Launcher-Agent-Class" ->
                        out.add(SignalKind.LOAD_HOOK, key + " " + value, key + ": " + value);
                case "Class-Path" -> classPath(value);
                case "Main-Class", "Bundle-Activator" -> put(key, value);
                case "Bundle-SymbolicName", "Automatic-Module-Name", "Implementation-Title" ->
                        attributes.putIfAbsent("name", value.split(";", 2)[0]);
                case "Bundle-Version", "Implementation-Version" ->
                        attributes.putIfAbsent("version", value);
                default -> {}
            }
        }
    }

    /// Relative names beside the jar are ordinary; what lies elsewhere is loaded as if it were part of it.
    private void classPath(String value) {
        for (String entry : value.split("\\s+")) {
            if (entry.contains("://")) {
                out.add(SignalKind.LOAD_HOOK, "class path over the network " + entry, entry);
            } else if (entry.startsWith("/")
                    || entry.startsWith("..")
                    || entry.startsWith("file:")) {
                out.add(SignalKind.LOAD_HOOK, "class path elsewhere " + entry, entry);
            }
        }
    }

    private void services(String service) {
        for (String line : text.split("\n")) {
            String provider = line.split("#", 2)[0].strip();
            if (!provider.isEmpty()) {
                out.add(
                        SignalKind.LOAD_HOOK,
                        "service " + service + " " + provider,
                        provider + " is loaded as a provider of " + service);
            }
        }
    }

    private void extension() {
        JsonNode root = json();
        if (!root.has("manifest_version")) {
            return;
        }
        attributes.put("ecosystem", "browser");
        put("name", root.path("name").asString(""));
        put("version", root.path("version").asString(""));
        for (String group : List.of("permissions", "host_permissions", "optional_permissions")) {
            for (JsonNode p : root.path(group)) {
                out.add(
                        SignalKind.PRIVILEGE,
                        "extension may " + p.asString(""),
                        group + ": " + p.asString(""));
            }
        }
        for (JsonNode s : root.path("content_scripts")) {
            for (JsonNode match : s.path("matches")) {
                out.add(
                        SignalKind.PRIVILEGE,
                        "extension runs in " + match.asString(""),
                        "content script in " + match.asString(""));
            }
        }
    }

    private void plist() {
        for (String key :
                List.of(
                        "CFBundleIdentifier",
                        "CFBundleShortVersionString",
                        "CFBundleVersion",
                        "CFBundleExecutable")) {
            Matcher m =
                    Pattern.compile("<key>" + key + "</key>\\s*<string>([^<]{1,200})</string>")
                            .matcher(text);
            if (m.find()) {
                switch (key) {
                    case "CFBundleIdentifier" -> put("name", m.group(1));
                    case "CFBundleShortVersionString" -> put("version", m.group(1));
                    default -> attributes.put(key, m.group(1));
                }
            }
        }
        Matcher env =
                Pattern.compile("<key>(DYLD_[A-Z_]+)</key>\\s*<string>([^<]{1,200})</string>")
                        .matcher(text);
        while (env.find()) {
            out.add(
                    SignalKind.LOAD_HOOK,
                    env.group(1) + " " + env.group(2),
                    env.group(1) + ": " + env.group(2));
        }
    }

    private void installer() {
        attributes.put("ecosystem", "msi");
        for (String line : text.split("\n")) {
            String[] f = line.split("\t", 2);
            if (f.length == 2 && f[0].startsWith("Property=") && f[1].startsWith("Value=")) {
                String value = f[1].substring(6);
                switch (f[0].substring(9)) {
                    case "ProductName" -> put("name", value);
                    case "ProductVersion" -> put("version", value);
                    case "Manufacturer" -> put("maintainer", value);
                    default -> {}
                }
            }
        }
    }

    /// A .NET program loads the assembly that its configuration names as its manager before anything else.
    private void domainManager() {
        int at = text.indexOf("appDomainManager");
        if (at >= 0) {
            String proof = text.substring(at, Math.min(text.length(), at + 160));
            out.add(SignalKind.LOAD_HOOK, "application domain manager", proof);
        }
    }

    private void entryPoints() {
        boolean commands = false;
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                commands = line.contains("_scripts");
            } else if (equals > 0) {
                if (commands && SystemCommands.NAMES.contains(line.substring(0, equals).strip())) {
                    out.add(
                            SignalKind.PRIVILEGE,
                            "command that goes before the system's own",
                            line.strip());
                }
                out.add(SignalKind.DEPENDENCY, "entry point " + line.strip(), line.strip());
            }
        }
    }
}
