package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A bill of materials of one machine while it is read. What the document is about may stand at its end, so its parts
/// wait here until then.
public final class Bom {
    /// Parts kept of one document; further ones are left out and said.
    public static final int MAX_PARTS = 2_000_000;

    private static final int MAX_TOOL = 100;

    private static final Pattern NO_NAME =
            Pattern.compile(
                    "(?i)[./\\\\]*|unnamed.*|unknown|s?bom|document|sbom[-_ ].*|.*spdx-document.*|[a-z]:\\\\?|null");

    private final InventoryRun run;
    private final String scope;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Part subject;
    private @Nullable String documentName;
    private @Nullable String organisation;
    private @Nullable Instant collected;
    private @Nullable String tool;
    private boolean tooMany;

    public Bom(InventoryRun run, String scope) {
        this.run = run;
        this.scope = scope;
    }

    /// The tool that made the document: what another tool found on the same machine is a list of its own.
    ///
    /// @param name without its version; null changes nothing
    public void tool(@Nullable String name) {
        String text = Values.orNull(name);
        if (tool == null && text != null) {
            tool = text.length() > MAX_TOOL ? text.substring(0, MAX_TOOL) : text;
        }
    }

    public InventoryRun run() {
        return run;
    }

    public List<Part> parts() {
        return parts;
    }

    /// What the whole document describes.
    public void subject(Part part) {
        subject = part;
    }

    public @Nullable Part subject() {
        return subject;
    }

    /// What the document itself is called.
    public void documentName(@Nullable String name) {
        documentName = name;
    }

    public void organisation(@Nullable String told) {
        organisation = told;
    }

    /// When it was made, as the document writes it.
    public void collected(@Nullable String text, String where) {
        if (text != null) {
            collected = Dates.parse(text);
            if (collected == null) {
                run.flaw(
                        where,
                        "the time of the document cannot be read, the file's own time is used: "
                                + text);
            }
        }
    }

    public void add(Part part) {
        add(part, parts.size());
    }

    /// Adds a part at the place where it began, before those nested in it, which were added while it was read.
    ///
    /// @param place number of parts when it began
    public void add(Part part, int place) {
        if (parts.size() < MAX_PARTS) {
            parts.add(place, part);
        } else if (!tooMany) {
            tooMany = true;
            run.lost(
                    "line " + part.line,
                    "more than " + MAX_PARTS + " components, the rest of them is left out");
        }
    }

    /// Passes everything on. If the document is not about one device but lists several with their software nested in them,
    /// each of these is a machine.
    public void emit() {
        Map<Part, List<Part>> machines = new LinkedHashMap<>();
        Part subjectDevice = subject;
        if (subjectDevice == null || !subjectDevice.isType("device")) {
            for (Part part : parts) {
                Part device = part.device();
                if (device != null && isName(device.name)) {
                    machines.computeIfAbsent(device, ignored -> new ArrayList<>()).add(part);
                }
            }
        }
        if (machines.isEmpty()) {
            emitOne();
            return;
        }
        Set<Part> placed = new HashSet<>(machines.keySet());
        machines.values().forEach(placed::addAll);
        List<Part> rest = parts.stream().filter(part -> !placed.contains(part)).toList();
        for (Map.Entry<Part, List<Part>> machine : machines.entrySet()) {
            parts.clear();
            parts.addAll(machine.getValue());
            subject = machine.getKey();
            emitOne();
        }
        if (!rest.isEmpty()) {
            parts.clear();
            parts.addAll(rest);
            subject = subjectDevice;
            emitOne();
        }
    }

    private void emitOne() {
        Platform platform = platform();
        Part about = subject;
        String stated = organisation;
        if (stated == null && about != null) {
            stated = about.organisation;
        }
        Asset asset =
                new Asset(run.assetName(name()), run.organisation(stated), platform, List.of());
        run.machine(
                asset,
                Kind.SNAPSHOT,
                tool == null ? scope : scope + ":" + tool,
                collected,
                about == null ? 0 : about.line);
        if (about != null && !about.isType("device")) {
            emit(about, platform);
        }
        for (Part part : parts) {
            if (part != about) {
                emit(part, platform);
            }
        }
    }

    private void emit(Part part, Platform machine) {
        String type = Identifiers.purlType(part.purl);
        Platform platform = part.platform;
        platform = platform == Platform.UNKNOWN ? Identifiers.platform(type) : platform;
        platform =
                platform == Platform.UNKNOWN && part.isType("operating-system")
                        ? Platforms.of(part.name)
                        : platform;
        platform = platform == Platform.UNKNOWN ? machine : platform;
        String version = Values.orNull(part.version);
        version = version == null ? purlVersion(part.purl) : version;
        VersionScheme scheme = Identifiers.scheme(type);
        boolean program = type == null || type.equals("generic");
        if (program && platform == Platform.WINDOWS && (version == null || isNumeric(version))) {
            scheme = VersionScheme.WINDOWS;
        }
        Component component =
                run.component(
                        displayName(part, type),
                        part.maker(),
                        version,
                        scheme,
                        platform,
                        identifiers(part),
                        part.line);
        if (component == null) {
            run.partial("line " + part.line, "a component has no name and is left out");
        } else {
            run.add(component, Change.PRESENT, part.line);
        }
    }

    /// Up to four numbers, as Windows orders them.
    private static boolean isNumeric(String version) {
        int dots = 0;
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            boolean dot =
                    c == '.' && i > 0 && i < version.length() - 1 && version.charAt(i - 1) != '.';
            dots += dot ? 1 : 0;
            if (!dot && (c < '0' || c > '9')) {
                return false;
            }
        }
        return dots <= 3;
    }

    private static List<Identifier> identifiers(Part part) {
        if (Identifiers.purlType(part.purl) != null) {
            Identifiers.add(part.identifiers(), Identifier.Type.PURL, part.purl);
        }
        return part.identifiers();
    }

    /// The name people use: with its scope in npm, without its group elsewhere.
    private static @Nullable String displayName(Part part, @Nullable String purlType) {
        String group = part.group;
        if (group != null && part.name != null && "npm".equals(purlType) && group.startsWith("@")) {
            return part.name.startsWith("@") ? part.name : group + "/" + part.name;
        }
        return part.name;
    }

    private static @Nullable String purlVersion(@Nullable String purl) {
        if (purl == null) {
            return null;
        }
        int end = purl.indexOf('?');
        end = end < 0 ? purl.indexOf('#') : end;
        String path = end < 0 ? purl : purl.substring(0, end);
        int at = path.lastIndexOf('@');
        if (at <= path.lastIndexOf('/')) {
            return null;
        }
        try {
            return Values.orNull(
                    URLDecoder.decode(
                            path.substring(at + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // A broken percent sign: the version is used as it is written.
            return Values.orNull(path.substring(at + 1));
        }
    }

    /// The platform of the machine: from the subject, else from the operating system among the parts.
    private Platform platform() {
        Part about = subject;
        if (about != null && about.platform != Platform.UNKNOWN) {
            return about.platform;
        }
        if (about != null && about.isType("operating-system")) {
            Platform told = Platforms.of(about.name);
            if (told != Platform.UNKNOWN) {
                return told;
            }
        }
        for (Part part : parts) {
            if (part.isType("operating-system")) {
                Platform told = Platforms.of(part.name);
                if (told != Platform.UNKNOWN) {
                    return told;
                }
            }
        }
        return Platform.UNKNOWN;
    }

    /// What names the machine: a device that is the subject, else the document's own name, else the subject's, but never
    /// the name of an operating system, a path, or a word that says nothing.
    private @Nullable String name() {
        Part about = subject;
        if (about != null && about.isType("device") && isName(about.name)) {
            return about.name;
        }
        if (isName(documentName)) {
            return documentName;
        }
        if (about != null && !about.isType("operating-system") && isName(about.name)) {
            return about.name;
        }
        return null;
    }

    private static boolean isName(@Nullable String name) {
        String text = Values.orNull(name);
        if (text == null || NO_NAME.matcher(text).matches()) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return !lower.startsWith("/")
                && !lower.startsWith("http:")
                && !lower.startsWith("https:")
                && !lower.startsWith("file:");
    }
}
