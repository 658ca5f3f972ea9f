package dev.firebreak.flink.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of a few megabytes in memory, mounted on a folder, which can really be full. Mounting takes the rights of
/// the superuser on Linux.
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    /// @throws IOException with what the system says, if it does not allow it
    SmallDisk(Path folder, int megabytes) throws IOException {
        this.folder = Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /// Fills it up to the last byte.
    void fill() throws IOException {
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() > 0) {
                throw e; // something else than a full disk
            }
        }
    }

    /// Takes back what filled it.
    void free() throws IOException {
        Files.delete(filler());
    }

    /// Makes it larger or smaller, keeping what lies there.
    void resize(int megabytes) throws IOException {
        run("mount", "-o", "remount,size=" + megabytes + "m", folder.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }
}
