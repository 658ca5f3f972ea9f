package dev.firebreak.core.index;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A folder of files, seen through the few operations whose order decides what survives a crash. Tests put a simulated one
/// in its place that forgets whatever was not synced.
public interface Disk {
    /// Names of all files, in no order.
    List<String> list() throws IOException;

    /// A new file.
    ///
    /// @throws IOException if it exists, or no room is left
    Output create(String name) throws IOException;

    /// The whole file, read-only. Stays readable after the file is deleted.
    ///
    /// @throws java.nio.file.NoSuchFileException if it does not exist
    MemorySegment map(String name) throws IOException;

    /// Renames a file atomically, replacing what has the name.
    void rename(String from, String to) throws IOException;

    /// Deletes a file if it exists.
    void delete(String name) throws IOException;

    /// Makes creations, renames and deletions durable.
    void syncFolder() throws IOException;

    /// Takes the lock that only one writer in all processes can hold.
    ///
    /// @throws IOException if another holds it; the message says so
    Closeable lock(String name) throws IOException;

    /// Bytes that are left free on the medium.
    long freeBytes() throws IOException;

    /// A file being written. Nothing of it is durable before [#sync].
    interface Output extends Closeable {
        void write(byte[] bytes, int start, int length) throws IOException;

        void sync() throws IOException;
    }
}
