package dev.firebreak.gate;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.examine.ReleaseReader;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.inspect.Inspector;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judge;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.unpack.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.jspecify.annotations.Nullable;

/// Builds small packages and judges them in this process.
final class Releases {
    private Releases() {}

    static byte[] fixture(String name) throws IOException {
        try (InputStream in = Releases.class.getResourceAsStream("/fixtures/" + name)) {
            if (in == null) {
                throw new IOException("no fixture " + name);
            }
            return in.readAllBytes();
        }
    }

    static ReleaseFacts read(String name, byte[] bytes) throws IOException {
        return read(name, bytes, Limits.DEFAULT);
    }

    static ReleaseFacts read(String name, byte[] bytes, Limits limits) throws IOException {
        Path folder = Files.createTempDirectory("gate-test");
        Path file = folder.resolve("release");
        Path work = Files.createDirectory(folder.resolve("work"));
        try {
            Files.write(file, bytes);
            ReleaseFacts facts = new ReleaseReader(new Inspector(), limits, work).read(file, name);
            try (var left = Files.list(work)) {
                if (left.findAny().isPresent()) {
                    throw new IllegalStateException("the reader left files behind");
                }
            }
            return facts;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(work);
            Files.deleteIfExists(folder);
        }
    }

    static Judgement judge(ReleaseFacts now, @Nullable ReleaseFacts before) {
        return Judge.judge(Comparison.of(now, before), List.of(), List.of());
    }

    static Judgement judge(String name, byte[] now, byte[] before) throws IOException {
        return judge(read(name, now), read(name, before));
    }

    static List<String> rules(Judgement j) {
        return j.findings().stream().map(Finding::rule).toList();
    }

    static List<String> paths(ReleaseFacts r) {
        return r.files().stream().map(FileFacts::path).toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, byte[]> files(Object... namesAndContents) {
        Map<String, byte[]> out = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            Object content = namesAndContents[i + 1];
            out.put(
                    (String) namesAndContents[i],
                    content instanceof byte[] b ? b : utf8((String) content));
        }
        return out;
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> e : files.entrySet()) {
                ZipEntry entry = new ZipEntry(e.getKey());
                entry.setTime(1_700_000_000_000L);
                zip.putNextEntry(entry);
                zip.write(e.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] tgz(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            for (Map.Entry<String, byte[]> e : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(e.getKey(), true);
                entry.setSize(e.getValue().length);
                entry.setModTime(1_700_000_000_000L);
                tar.putArchiveEntry(entry);
                tar.write(e.getValue());
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }
}
