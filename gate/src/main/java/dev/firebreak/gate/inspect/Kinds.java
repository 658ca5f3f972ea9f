package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.unpack.Format;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells what kind of file something is, by content first.
final class Kinds {
    private static final Map<String, FileKind> BY_EXTENSION =
            Map.ofEntries(
                    Map.entry("js", FileKind.JAVASCRIPT),
                    Map.entry("mjs", FileKind.JAVASCRIPT),
                    Map.entry("cjs", FileKind.JAVASCRIPT),
                    Map.entry("jsx", FileKind.JAVASCRIPT),
                    Map.entry("ts", FileKind.JAVASCRIPT),
                    Map.entry("tsx", FileKind.JAVASCRIPT),
                    Map.entry("mts", FileKind.JAVASCRIPT),
                    Map.entry("cts", FileKind.JAVASCRIPT),
                    Map.entry("node.js", FileKind.JAVASCRIPT),
                    Map.entry("py", FileKind.PYTHON),
                    Map.entry("pyw", FileKind.PYTHON),
                    Map.entry("pth", FileKind.PYTHON),
                    Map.entry("sh", FileKind.SHELL),
                    Map.entry("bash", FileKind.SHELL),
                    Map.entry("zsh", FileKind.SHELL),
                    Map.entry("ksh", FileKind.SHELL),
                    Map.entry("command", FileKind.SHELL),
                    Map.entry("ps1", FileKind.POWERSHELL),
                    Map.entry("psm1", FileKind.POWERSHELL),
                    Map.entry("psd1", FileKind.POWERSHELL),
                    Map.entry("bat", FileKind.BATCH),
                    Map.entry("cmd", FileKind.BATCH),
                    Map.entry("vbs", FileKind.WINDOWS_SCRIPT),
                    Map.entry("reg", FileKind.WINDOWS_SCRIPT),
                    Map.entry("config", FileKind.METADATA),
                    Map.entry("vbe", FileKind.WINDOWS_SCRIPT),
                    Map.entry("wsf", FileKind.WINDOWS_SCRIPT),
                    Map.entry("hta", FileKind.WINDOWS_SCRIPT),
                    Map.entry("jse", FileKind.WINDOWS_SCRIPT),
                    Map.entry("pl", FileKind.PERL),
                    Map.entry("pm", FileKind.PERL),
                    Map.entry("rb", FileKind.RUBY),
                    Map.entry("php", FileKind.PHP),
                    Map.entry("m4", FileKind.BUILD_SCRIPT),
                    Map.entry("ac", FileKind.BUILD_SCRIPT),
                    Map.entry("am", FileKind.BUILD_SCRIPT),
                    Map.entry("cmake", FileKind.BUILD_SCRIPT),
                    Map.entry("mk", FileKind.BUILD_SCRIPT),
                    Map.entry("targets", FileKind.BUILD_SCRIPT),
                    Map.entry("props", FileKind.BUILD_SCRIPT),
                    Map.entry("gradle", FileKind.BUILD_SCRIPT),
                    Map.entry("gyp", FileKind.BUILD_SCRIPT),
                    Map.entry("gypi", FileKind.BUILD_SCRIPT),
                    Map.entry("png", FileKind.IMAGE),
                    Map.entry("jpg", FileKind.IMAGE),
                    Map.entry("jpeg", FileKind.IMAGE),
                    Map.entry("gif", FileKind.IMAGE),
                    Map.entry("ico", FileKind.IMAGE),
                    Map.entry("bmp", FileKind.IMAGE),
                    Map.entry("webp", FileKind.IMAGE),
                    Map.entry("icns", FileKind.IMAGE),
                    Map.entry("tif", FileKind.IMAGE),
                    Map.entry("tiff", FileKind.IMAGE),
                    Map.entry("ttf", FileKind.FONT),
                    Map.entry("otf", FileKind.FONT),
                    Map.entry("woff", FileKind.FONT),
                    Map.entry("woff2", FileKind.FONT),
                    Map.entry("eot", FileKind.FONT),
                    Map.entry("mp3", FileKind.MEDIA),
                    Map.entry("wav", FileKind.MEDIA),
                    Map.entry("mp4", FileKind.MEDIA),
                    Map.entry("ogg", FileKind.MEDIA),
                    Map.entry("oga", FileKind.MEDIA),
                    Map.entry("opus", FileKind.MEDIA),
                    Map.entry("flac", FileKind.MEDIA),
                    Map.entry("m4a", FileKind.MEDIA),
                    Map.entry("mov", FileKind.MEDIA),
                    Map.entry("avif", FileKind.IMAGE),
                    Map.entry("lnk", FileKind.SHORTCUT),
                    Map.entry("url", FileKind.SHORTCUT),
                    Map.entry("scf", FileKind.SHORTCUT),
                    Map.entry("pyc", FileKind.PYTHON_BYTECODE),
                    Map.entry("wasm", FileKind.WASM),
                    Map.entry("sf", FileKind.SIGNATURE),
                    Map.entry("rsa", FileKind.SIGNATURE),
                    Map.entry("dsa", FileKind.SIGNATURE),
                    Map.entry("ec", FileKind.SIGNATURE),
                    Map.entry("p7s", FileKind.SIGNATURE),
                    Map.entry("asc", FileKind.SIGNATURE),
                    Map.entry("json", FileKind.METADATA),
                    Map.entry("xml", FileKind.METADATA),
                    Map.entry("nuspec", FileKind.METADATA),
                    Map.entry("plist", FileKind.METADATA),
                    Map.entry("toml", FileKind.METADATA),
                    Map.entry("cfg", FileKind.METADATA),
                    Map.entry("ini", FileKind.METADATA),
                    Map.entry("mf", FileKind.METADATA),
                    Map.entry("inf", FileKind.METADATA),
                    Map.entry("yml", FileKind.METADATA),
                    Map.entry("yaml", FileKind.METADATA),
                    Map.entry("properties", FileKind.METADATA),
                    Map.entry("service", FileKind.METADATA),
                    Map.entry("timer", FileKind.METADATA),
                    Map.entry("desktop", FileKind.METADATA));

    private static final Set<String> MAINTAINER =
            Set.of(
                    "preinst",
                    "postinst",
                    "prerm",
                    "postrm",
                    "config",
                    "preinstall",
                    "postinstall",
                    "preflight",
                    "postflight",
                    "preupgrade",
                    "postupgrade");
    private static final Set<String> BUILD_NAMES =
            Set.of(
                    "makefile",
                    "makefile.in",
                    "makefile.am",
                    "configure",
                    "cmakelists.txt",
                    "configure.ac",
                    "gnumakefile",
                    "build.gradle",
                    "rakefile");

    /// What is looked at to tell text from other bytes.
    private static final int HEAD = 4096;

    private Kinds() {}

    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// Read by a shell at log-in or while it completes words, without a first line that says so.
    private static final Pattern SOURCED =
            Pattern.compile(
                    "(?:^|/)(?:bash-completion/completions|bash_completion\\.d|zsh/(?:vendor-completions|site-functions)|fish/vendor_[a-z]+\\.d|etc/default|etc/profile\\.d|xsession\\.d)/[^/]+$");

    private static boolean sourced(String inner) {
        return SOURCED.matcher(inner).find();
    }

    /// @param inner path inside the innermost container
    static FileKind of(Content c, String inner, @Nullable Format format) {
        String name = inner.substring(inner.lastIndexOf('/') + 1);
        try {
            FileKind magic = byContent(c, format);
            if (magic != null) {
                return magic;
            }
            boolean text = looksLikeText(c);
            FileKind named = byName(name, text, text && internetShortcut(c));
            if (named != null) {
                boolean other =
                        (named == FileKind.MEDIA || named == FileKind.FONT) && !Media.marked(c);
                return !other ? named : text ? FileKind.TEXT : FileKind.DATA;
            }
            return !text ? FileKind.DATA : sourced(inner) ? FileKind.SHELL : interpreter(c);
        } catch (EOFException e) {
            return FileKind.DATA; // shorter than any mark
        }
    }

    private static @Nullable FileKind byContent(Content c, @Nullable Format format)
            throws EOFException {
        if (format == Format.PE) {
            return pe(c) ? FileKind.PE : null;
        }
        if (format == Format.ELF) {
            return FileKind.ELF;
        }
        if (format == Format.FAT_MACHO) {
            return FileKind.MACHO;
        }
        if (format != null) {
            return FileKind.ARCHIVE;
        }
        if (c.size() < 4) {
            return null;
        }
        long be = c.u32be(0);
        if (be == 0xcafebabeL) {
            return FileKind.CLASS;
        }
        if (be == 0xfeedfaceL || be == 0xfeedfacfL || be == 0xcefaedfeL || be == 0xcffaedfeL) {
            return FileKind.MACHO;
        }
        if (be == 0x0061736dL) {
            return FileKind.WASM;
        }
        if (be == 0x4c000000L && c.size() > 76 && c.u32(4) == 0x00021401L) {
            return FileKind.SHORTCUT;
        }
        if (be == 0x89504e47L
                || be >>> 8 == 0xffd8ff
                || be == 0x47494638L
                || be == 0x52494646L && c.startsWith(8, "WEBP")
                || be == 0x69636e73L) {
            return FileKind.IMAGE;
        }
        if (be == 0x774f4646L || be == 0x774f4632L) {
            return FileKind.FONT;
        }
        if (be == Media.EBML) {
            return FileKind.MEDIA;
        }
        return null;
    }

    static boolean pe(Content c) throws EOFException {
        if (c.size() < 64) {
            return false;
        }
        long header = c.u32(0x3c);
        return c.startsWith(header, "PE\0\0");
    }

    private static @Nullable FileKind byName(String name, boolean text, boolean shortcut) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (text && MAINTAINER.contains(lower)) {
            return FileKind.SHELL;
        }
        if (BUILD_NAMES.contains(lower)) {
            return FileKind.BUILD_SCRIPT;
        }
        String extension = extension(lower);
        if (lower.endsWith(".d.ts") || lower.endsWith(".d.mts") || lower.endsWith(".d.cts")) {
            return FileKind.TEXT;
        }
        FileKind kind = BY_EXTENSION.get(extension);
        if (kind == null && extension.equals("in") && lower.indexOf('.') < lower.length() - 3) {
            return byName(lower.substring(0, lower.length() - 3), text, shortcut);
        }
        if (kind == FileKind.SHORTCUT && text && !shortcut) {
            return null; // `.url` is also what configuration files are called
        }
        if (kind != null && kind.script() && !text) {
            return null; // "script" that is no text: told as data
        }
        return kind;
    }

    private static boolean internetShortcut(Content c) {
        return new String(c.head(400), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains("[internetshortcut]");
    }

    private static FileKind interpreter(Content c) throws EOFException {
        if (!c.startsWith(0, "#!")) {
            return FileKind.TEXT;
        }
        String line = c.ascii(0, 120);
        int end = line.indexOf('\n');
        String first = end < 0 ? line : line.substring(0, end);
        if (first.contains("python")) {
            return FileKind.PYTHON;
        }
        if (first.contains("node")) {
            return FileKind.JAVASCRIPT;
        }
        if (first.contains("perl")) {
            return FileKind.PERL;
        }
        if (first.contains("ruby")) {
            return FileKind.RUBY;
        }
        if (first.contains("php")) {
            return FileKind.PHP;
        }
        return first.contains("sh") || first.contains("make") ? FileKind.SHELL : FileKind.TEXT;
    }

    /// No NUL and hardly any control character in the first 4 KiB; UTF-16 with a byte order mark counts as text.
    static boolean looksLikeText(Content c) {
        int length = (int) Math.min(c.size(), HEAD);
        byte[] head = c.inMemory() ? c.array() : c.head(HEAD);
        int from = c.start();
        if (length >= 2
                && ((head[from] & 0xff) == 0xff && (head[from + 1] & 0xff) == 0xfe
                        || (head[from] & 0xff) == 0xfe && (head[from + 1] & 0xff) == 0xff)) {
            return true;
        }
        int odd = 0;
        for (int i = from; i < from + length; i++) {
            byte b = head[i];
            if (b == 0) {
                return false;
            }
            if (b > 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 27
                    || b == 127) {
                odd++;
            }
        }
        return odd <= length / 100;
    }
}
