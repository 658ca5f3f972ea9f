package dev.firebreak.app.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL as they come in a jar of their own, unpacked once.
final class PostgresPrograms {
    /// Version of the programs in the jar; a new version is unpacked beside the old one.
    private static final String VERSION = "18.6.0";

    private PostgresPrograms() {}

    /// Unpacks them if that was not done before and returns their folder, which holds `bin`, `lib` and `share`.
    ///
    /// @throws IOException if there are none for this system in the jars, or they cannot be written
    static Path unpackInto(Path folder) throws IOException {
        Path home = Files.createDirectories(folder).toRealPath().resolve("programs-" + VERSION);
        if (Files.isDirectory(home)) {
            return home;
        }
        String name = resource();
        try (InputStream packed =
                PostgresPrograms.class.getClassLoader().getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException(
                        "no embedded PostgreSQL for this system ("
                                + name
                                + "; there is "
                                + String.join(", ", packed())
                                + "): use --url with a PostgreSQL of your own, or build on this"
                                + " system or with -Pevery-platform");
            }
            // Unpacked aside and renamed, so that a half-unpacked folder is never used.
            Path aside = Files.createTempDirectory(folder, "unpacking");
            unpack(packed, aside);
            open(aside);
            try {
                Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                delete(aside);
                if (!Files.isDirectory(home)) {
                    throw e;
                }
            }
        }
        return home;
    }

    /// The systems that programs exist for.
    private static final List<String> SYSTEMS =
            List.of(
                    "linux-x86_64",
                    "linux-arm_64",
                    "linux-x86_64-alpine_linux",
                    "darwin-x86_64",
                    "darwin-arm_64",
                    "windows-x86_64");

    private static String resource() {
        return nameOf(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    /// @param musl whether the system's C library is musl, for which there are programs of their own
    static String nameOf(String os, String arch, boolean musl) {
        String system = os.toLowerCase(Locale.ROOT);
        String machine =
                switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> arch;
                };
        String family =
                system.startsWith("windows")
                        ? "windows"
                        : system.startsWith("mac")
                                ? "darwin"
                                : system.startsWith("linux") ? "linux" : system.replace(' ', '_');
        return "postgres-"
                + family
                + "-"
                + machine
                + (musl && family.equals("linux") ? "-alpine_linux" : "")
                + ".txz";
    }

    /// Those that this build brings along.
    private static List<String> packed() {
        List<String> here =
                SYSTEMS.stream()
                        .map(system -> "postgres-" + system + ".txz")
                        .filter(
                                name ->
                                        PostgresPrograms.class.getClassLoader().getResource(name)
                                                != null)
                        .toList();
        return here.isEmpty() ? List.of("none") : here;
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("entry outside of the folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /// Readable for everyone: the server may run as another user than we do.
    private static void open(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> plain =
                EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_READ,
                        PosixFilePermission.OTHERS_READ);
        Set<PosixFilePermission> program = EnumSet.copyOf(plain);
        program.add(PosixFilePermission.OWNER_EXECUTE);
        program.add(PosixFilePermission.GROUP_EXECUTE);
        program.add(PosixFilePermission.OTHERS_EXECUTE);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                boolean runs = Files.isDirectory(each) || each.startsWith(folder.resolve("bin"));
                Files.setPosixFilePermissions(each, runs ? program : plain);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
