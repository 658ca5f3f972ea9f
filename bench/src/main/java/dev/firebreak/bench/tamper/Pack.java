package dev.firebreak.bench.tamper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// A release as a list of files that can be altered and packed again: the honest one and the altered one are packed by the
/// same hand, so that nothing but the alteration tells them apart. Lists of digests inside are written anew, as whoever
/// alters a release would do.
final class Pack {
    enum Kind {
        NPM,
        JAR,
        WHEEL,
        DEB
    }

    /// One file.
    static final class Entry {
        String name;
        byte[] bytes;
        int mode;
        final long seconds;
        final int flag;
        String link;

        Entry(String name, byte[] bytes, int mode, long seconds, int flag, String link) {
            this.name = name;
            this.bytes = bytes;
            this.mode = mode;
            this.seconds = seconds;
            this.flag = flag;
            this.link = link;
        }

        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        void text(String text) {
            bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        }

        boolean file() {
            return flag == TarConstants.LF_NORMAL;
        }

        boolean starts(int... magic) {
            if (bytes.length < 64) {
                return false;
            }
            for (int i = 0; i < magic.length; i++) {
                if ((bytes[i] & 0xff) != magic[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    final Kind kind;
    final List<Entry> entries = new ArrayList<>();

    /// Put before everything else in the file, if set.
    byte[] front = new byte[0];

    private Pack(Kind kind) {
        this.kind = kind;
    }

    static @Nullable Kind kind(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tgz")
                ? Kind.NPM
                : name.endsWith(".jar")
                        ? Kind.JAR
                        : name.endsWith(".whl")
                                ? Kind.WHEEL
                                : name.endsWith(".deb") ? Kind.DEB : null;
    }

    static Pack read(Path file, Kind kind) throws IOException {
        Pack pack = new Pack(kind);
        try (InputStream in = Files.newInputStream(file)) {
            switch (kind) {
                case NPM -> pack.tar("", decompress(in.readAllBytes()));
                case JAR, WHEEL -> pack.zip(in);
                case DEB -> {
                    try (ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
                        for (ArArchiveEntry e = ar.getNextEntry();
                                e != null;
                                e = ar.getNextEntry()) {
                            String name = e.getName();
                            if (name.startsWith("control.tar") || name.startsWith("data.tar")) {
                                byte[] bytes = ar.readAllBytes();
                                pack.tar(
                                        name.substring(0, name.indexOf('.')) + "/",
                                        name.endsWith(".tar") ? bytes : decompress(bytes));
                            }
                        }
                    }
                }
            }
        }
        return pack;
    }

    private static byte[] decompress(byte[] bytes) throws IOException {
        try (InputStream in =
                new CompressorStreamFactory(true)
                        .createCompressorInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (CompressorException e) {
            throw new IOException(e);
        }
    }

    private void tar(String prefix, byte[] bytes) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8")) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                String name = e.getName();
                while (name.startsWith("./")) {
                    name = name.substring(2);
                }
                int flag =
                        e.isDirectory()
                                ? TarConstants.LF_DIR
                                : e.isSymbolicLink()
                                        ? TarConstants.LF_SYMLINK
                                        : e.isLink()
                                                ? TarConstants.LF_LINK
                                                : TarConstants.LF_NORMAL;
                if (flag != TarConstants.LF_DIR) {
                    entries.add(
                            new Entry(
                                    prefix + name,
                                    tar.readAllBytes(),
                                    e.getMode() & 07777,
                                    e.getLastModifiedTime().toInstant().getEpochSecond(),
                                    flag,
                                    e.getLinkName()));
                }
            }
        }
    }

    private void zip(InputStream in) throws IOException {
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(in, "UTF-8", true, true)) {
            for (ZipArchiveEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                if (!e.isDirectory()) {
                    entries.add(
                            new Entry(
                                    e.getName(),
                                    zip.readAllBytes(),
                                    0644,
                                    e.getTime() / 1000,
                                    TarConstants.LF_NORMAL,
                                    ""));
                }
            }
        }
    }

    byte[] write() throws IOException {
        digests();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(front);
        switch (kind) {
            case NPM -> {
                try (OutputStream gz = new java.util.zip.GZIPOutputStream(out)) {
                    tar(gz, "");
                }
            }
            case JAR, WHEEL -> {
                try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
                    for (Entry e : entries) {
                        ZipArchiveEntry z = new ZipArchiveEntry(e.name);
                        z.setTime(e.seconds * 1000);
                        zip.putArchiveEntry(z);
                        zip.write(e.bytes);
                        zip.closeArchiveEntry();
                    }
                }
            }
            case DEB -> {
                try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
                    member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
                    member(ar, "control.tar.xz", xz("control/"));
                    member(ar, "data.tar.xz", xz("data/"));
                }
            }
        }
        return out.toByteArray();
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] bytes)
            throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, 0100644, 1_700_000_000L));
        ar.write(bytes);
        ar.closeArchiveEntry();
    }

    private byte[] xz(String prefix) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
            tar(xz, prefix);
        }
        return out.toByteArray();
    }

    private void tar(OutputStream out, String prefix) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
            for (Entry e : entries) {
                if (!e.name.startsWith(prefix)) {
                    continue;
                }
                TarArchiveEntry t =
                        new TarArchiveEntry(
                                (prefix.isEmpty() ? "" : "./") + e.name.substring(prefix.length()),
                                (byte) e.flag,
                                true);
                t.setMode(e.mode);
                t.setModTime(e.seconds * 1000);
                if (e.file()) {
                    t.setSize(e.bytes.length);
                } else {
                    t.setLinkName(e.link);
                }
                tar.putArchiveEntry(t);
                if (e.file()) {
                    tar.write(e.bytes);
                }
                tar.closeArchiveEntry();
            }
        }
    }

    @Nullable Entry find(String name) {
        for (Entry e : entries) {
            if (e.name.equals(name)) {
                return e;
            }
        }
        return null;
    }

    /// The first file whose name ends so, in the order of the package.
    @Nullable Entry ending(String... ends) {
        for (Entry e : entries) {
            for (String end : ends) {
                if (e.file() && e.name.endsWith(end)) {
                    return e;
                }
            }
        }
        return null;
    }

    /// A new file, as old as the others.
    Entry add(String name, byte[] bytes) {
        long seconds = entries.isEmpty() ? 0 : entries.getLast().seconds;
        Entry e = new Entry(name, bytes, 0644, seconds, TarConstants.LF_NORMAL, "");
        entries.add(e);
        return e;
    }

    Entry add(String name, String text) {
        return add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Entry link(String name, String target) {
        Entry e =
                new Entry(
                        name,
                        new byte[0],
                        0777,
                        entries.getFirst().seconds,
                        TarConstants.LF_SYMLINK,
                        target);
        entries.add(e);
        return e;
    }

    private void digests() {
        Entry sums = find("control/md5sums");
        if (kind == Kind.DEB && sums != null) {
            StringBuilder out = new StringBuilder();
            for (Entry e : entries) {
                if (e.file() && e.name.startsWith("data/") && !e.name.startsWith("data/etc/")) {
                    out.append(HexFormat.of().formatHex(digest("MD5", e.bytes)))
                            .append("  ")
                            .append(e.name.substring(5))
                            .append('\n');
                }
            }
            sums.text(out.toString());
        }
        Entry record = ending(".dist-info/RECORD");
        if (kind == Kind.WHEEL && record != null) {
            StringBuilder out = new StringBuilder();
            for (Entry e : entries) {
                out.append(e.name)
                        .append(
                                e == record
                                        ? ",,"
                                        : ",sha256="
                                                + Base64.getUrlEncoder()
                                                        .withoutPadding()
                                                        .encodeToString(digest("SHA-256", e.bytes))
                                                + ","
                                                + e.bytes.length)
                        .append('\n');
            }
            record.text(out.toString());
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
