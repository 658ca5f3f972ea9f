package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.sign.Authenticode;
import dev.firebreak.gate.sign.CrxSignature;
import dev.firebreak.gate.sign.DebSignature;
import dev.firebreak.gate.sign.MsiSignature;
import dev.firebreak.gate.sign.NugetSignature;
import dev.firebreak.gate.sign.RpmSignature;
import dev.firebreak.gate.unpack.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// Reads the facts of single files. Files of equal content and kind of name are read once: the cache is shared by the
/// releases of one examination and filled with the facts of earlier ones.
public final class Inspector {
    private static final int TEXT_IN_MEMORY = 24 << 20;
    private static final Set<String> PICTURE_NAMES =
            Set.of(
                    "png", "jpg", "jpeg", "gif", "ico", "bmp", "webp", "icns", "ttf", "otf", "woff",
                    "woff2", "eot", "mp3", "wav", "css", "html", "htm", "svg", "md", "txt", "pdf",
                    "json", "xml", "csv");

    private final ConcurrentMap<String, FileFacts> cache = new ConcurrentHashMap<>();

    /// Offers what an earlier examination found.
    public void remember(FileFacts facts) {
        if (facts.kind() != FileKind.LINK && facts.kind() != FileKind.ARCHIVE) {
            cache.putIfAbsent(key(facts.sha256(), facts.inner()), facts);
        }
    }

    private static String key(String sha256, String inner) {
        // Readers look at the extension and, for package metadata, at the whole path.
        String name = inner.substring(inner.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String extension = Kinds.extension(name);
        boolean special =
                extension.isEmpty()
                        || switch (extension) {
                            case "json", "mf", "txt", "nuspec", "properties", "plist" -> true;
                            default ->
                                    inner.contains("META-INF/services/")
                                            || inner.contains(".dist-info/");
                        };
        return sha256
                + (special
                        ? "|" + inner
                        : "|" + extension + (name.length() == extension.length() + 1 ? "." : ""));
    }

    /// The facts of one file, without signatures that span several files.
    public FileFacts inspect(
            String path,
            Placing placing,
            Content content,
            @Nullable Format format,
            List<Signal> fromContainer) {
        String inner = path.substring(path.lastIndexOf("!/") < 0 ? 0 : path.lastIndexOf("!/") + 2);
        Scan.Hash hash = Scan.hash(content);
        FileFacts known = fromContainer.isEmpty() ? cache.get(key(hash.sha256(), inner)) : null;
        FileFacts facts =
                known == null
                        ? read(path, inner, placing, content, format, hash, fromContainer)
                        : known.at(path, placing);
        if (known == null && fromContainer.isEmpty()) {
            remember(facts);
        }
        return facts.with(PathSignals.of(inner, facts.kind(), placing));
    }

    private static FileFacts read(
            String path,
            String inner,
            Placing placing,
            Content content,
            @Nullable Format format,
            Scan.Hash hash,
            List<Signal> fromContainer) {
        String name = inner.substring(inner.lastIndexOf('/') + 1);
        FileKind kind = Kinds.of(content, inner, format);
        Signals out = new Signals();
        NativeFacts code = null;
        List<SignatureFacts> signatures = new ArrayList<>();
        TreeMap<String, String> attributes = new TreeMap<>();
        double entropy = Scan.read(content, kind, out, attributes);
        try {
            code = code(kind, content, out);
            if (kind == FileKind.PE) {
                signatures.addAll(Authenticode.read(content));
            }
            if (kind == FileKind.MACHO) {
                AppleMarks.read(content, signatures, out, attributes);
            }
            signatures.addAll(packageSignatures(name, format, content, out));
            if (format == Format.COMPOUND) {
                signatures.addAll(MsiSignature.read(content));
            }
            if (kind == FileKind.WASM) {
                Wasm.check(content);
            }
            if (kind == FileKind.IMAGE || kind == FileKind.FONT || kind == FileKind.MEDIA) {
                Pictures.read(content, out);
            }
        } catch (IOException e) {
            out.add(
                    SignalKind.ENTRY_ANOMALY,
                    "broken " + kind.name().toLowerCase(Locale.ROOT),
                    "the file's structure is broken: " + e.getMessage());
        }
        text(inner, kind, content, out, attributes);
        ActiveDocuments.read(name, content, out);
        falseType(name, kind, content, entropy, out);
        List<Signal> signals = new ArrayList<>(out.all());
        signals.addAll(fromContainer);
        return new FileFacts(
                path,
                kind,
                content.size(),
                hash.sha256(),
                Similarity.of(kind, content),
                entropy,
                placing,
                code,
                signatures,
                signals,
                attributes);
    }

    /// Signatures that stand inside the package they sign.
    private static List<SignatureFacts> packageSignatures(
            String name, @Nullable Format format, Content content, Signals out) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (format == Format.RPM) {
            RpmSignature.Read rpm = RpmSignature.read(content);
            for (String digest : rpm.agreed()) {
                out.add(SignalKind.INTEGRITY_OK, "rpm " + digest, digest + " fits");
            }
            return rpm.signatures();
        }
        if (format == Format.CRX) {
            return CrxSignature.read(content);
        }
        if (format == Format.AR && lower.endsWith(".deb")) {
            return DebSignature.read(content);
        }
        return format == Format.ZIP && (lower.endsWith(".nupkg") || lower.endsWith(".snupkg"))
                ? NugetSignature.read(content)
                : List.of();
    }

    private static @Nullable NativeFacts code(FileKind kind, Content content, Signals out)
            throws IOException {
        return switch (kind) {
            case PE -> PeReader.read(content, out);
            case ELF -> ElfReader.read(content, out);
            case MACHO -> MachReader.read(content, out);
            case CLASS -> ClassReader.read(content, out);
            case JAVASCRIPT,
                    PYTHON,
                    SHELL,
                    POWERSHELL,
                    BATCH,
                    WINDOWS_SCRIPT,
                    PERL,
                    RUBY,
                    PHP,
                    BUILD_SCRIPT ->
                    null;
            case METADATA,
                    TEXT,
                    IMAGE,
                    FONT,
                    MEDIA,
                    SHORTCUT,
                    PYTHON_BYTECODE,
                    WASM,
                    SIGNATURE,
                    ARCHIVE,
                    DATA,
                    LINK ->
                    null;
        };
    }

    private static void text(
            String inner,
            FileKind kind,
            Content content,
            Signals out,
            TreeMap<String, String> attributes) {
        boolean data = kind == FileKind.METADATA || kind == FileKind.TEXT;
        if (!kind.script() && !data) {
            return;
        }
        if (content.size() > TEXT_IN_MEMORY) {
            if (kind.script()) {
                out.add(
                        SignalKind.OPAQUE,
                        "script too large to be read",
                        content.size() + " bytes");
            }
            return;
        }
        byte[] bytes = Texts.utf8(content.head(TEXT_IN_MEMORY));
        if (kind.script()) {
            ScriptReader.read(bytes, kind, out);
            if (kind == FileKind.JAVASCRIPT) {
                Imports.read(bytes, attributes);
            }
            if (HookLines.applies(inner)) {
                HookLines.read(bytes, out);
            }
        } else if (Set.of("html", "htm", "svg").contains(Kinds.extension(inner))) {
            Concealment.read(bytes, bytes, out);
            if (Kinds.extension(inner).equals("svg")) {
                ActiveDocuments.svg(bytes, out);
            }
        }
        if (inner.endsWith(".pth")) {
            out.add(
                    SignalKind.LOAD_HOOK,
                    Texts.hasImportLine(bytes) ? "path file that runs code" : "path file",
                    Texts.firstLine(bytes));
        }
        if (data) {
            Metadata.read(inner, bytes, out, attributes);
            ConfiguredHosts.read(inner, bytes, out);
        }
        SystemFiles.read(inner, bytes, out);
    }

    private static void falseType(
            String name, FileKind kind, Content content, double entropy, Signals out) {
        String extension = Kinds.extension(name);
        if (!PICTURE_NAMES.contains(extension) || content.size() < 16) {
            return;
        }
        boolean code = kind.nativeCode() || kind == FileKind.CLASS || kind == FileKind.SHORTCUT;
        boolean script = kind.script() && !extension.equals("json");
        if (code || script) {
            out.add(
                    SignalKind.FALSE_TYPE,
                    "program named ." + extension,
                    "the name says "
                            + extension
                            + ", the content is "
                            + kind.name().toLowerCase(Locale.ROOT));
        } else if (kind == FileKind.IMAGE
                && Kinds.looksLikeText(content)
                && !Texts.pictureMark(content)) {
            out.add(
                    SignalKind.FALSE_TYPE,
                    "text named ." + extension,
                    "the name says "
                            + extension
                            + ", the content is text: "
                            + Texts.firstLine(content.head(100)));
        } else if (kind == FileKind.IMAGE && !Texts.pictureMark(content)) {
            out.add(
                    SignalKind.FALSE_TYPE,
                    "no picture in ." + extension,
                    "the name says " + extension + ", the content is none; entropy " + entropy);
        } else if ((kind == FileKind.DATA
                        || kind == FileKind.ARCHIVE && format(content) == Format.ZIP)
                && !extension.equals("pdf")
                && entropy > 7
                && Set.of("css", "html", "htm", "svg", "md", "txt", "json", "xml", "csv")
                        .contains(extension)) {
            out.add(
                    SignalKind.FALSE_TYPE,
                    "no text in ." + extension,
                    "the name says "
                            + extension
                            + ", the content is unreadable; entropy "
                            + entropy);
        }
    }

    private static @Nullable Format format(Content content) {
        return Format.detect(content, "");
    }
}
