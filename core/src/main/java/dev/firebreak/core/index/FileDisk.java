package dev.firebreak.core.index;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// A real folder.
public final class FileDisk implements Disk {
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private final Path folder;

    private FileDisk(Path folder) {
        this.folder = folder;
    }

    /// Opens a folder, creating it if needed.
    public static FileDisk create(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new FileDisk(folder);
    }

    /// Opens a folder that must exist.
    public static FileDisk existing(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "no such folder");
        }
        return new FileDisk(folder);
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).toList();
        }
    }

    @Override
    public Output create(String name) throws IOException {
        return new FileOutput(
                FileChannel.open(
                        folder.resolve(name),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW));
    }

    @Override
    public MemorySegment map(String name) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
            // The collector unmaps it when no view refers to it any more; a reader can thus never
            // touch unmapped memory.
            return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                folder.resolve(from),
                folder.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void syncFolder() throws IOException {
        if (WINDOWS) {
            return; // NTFS journals names itself and refuses to open a folder as a file
        }
        try (FileChannel dir = FileChannel.open(folder, StandardOpenOption.READ)) {
            dir.force(true);
        }
    }

    @Override
    public Closeable lock(String name) throws IOException {
        FileChannel file =
                FileChannel.open(
                        folder.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        } catch (IOException e) {
            file.close();
            throw e;
        }
        if (lock == null) {
            file.close();
            throw new IOException(folder + " is being written by another process");
        }
        return file;
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private record FileOutput(FileChannel file) implements Output {
        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            ByteBuffer b = ByteBuffer.wrap(bytes, start, length);
            while (b.hasRemaining()) {
                file.write(b);
            }
        }

        @Override
        public void sync() throws IOException {
            file.force(true);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
