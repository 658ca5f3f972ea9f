package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;

/// 7z archives, read by commons-compress over a channel on the content.
final class SevenZipContainer implements Container {
    /// As the first header says (7-Zip's `7zFormat.txt`, "SignatureHeader"), in bytes.
    static long size(Content c) throws IOException {
        return 32 + c.i64(12) + c.i64(20);
    }

    @Override
    public void read(Content content, Sink sink) throws IOException {
        try (SevenZFile archive =
                SevenZFile.builder()
                        .setSeekableByteChannel(new Channel(content))
                        .setMaxMemoryLimitKiB(CompressedContainer.DICTIONARY_KIB)
                        .get()) {
            SevenZArchiveEntry e;
            while ((e = archive.getNextEntry()) != null) {
                if (e.isDirectory() || e.isAntiItem()) {
                    continue;
                }
                long modified =
                        e.getHasLastModifiedDate()
                                ? e.getLastModifiedTime().toInstant().getEpochSecond()
                                : 0;
                Placing placing = new Placing(modified, -1, "", "", null);
                String name = e.getName() == null ? "(no name)" : e.getName();
                if (e.hasStream()) {
                    sink.file(name, placing, archive.getInputStream(e));
                } else {
                    sink.file(name, placing, Content.of(new byte[0]));
                }
            }
            Behind.tell(content, size(content), sink);
        } catch (PasswordRequiredException e) {
            throw new UnsupportedException(Obstacle.Kind.ENCRYPTED, "The archive is encrypted");
        }
    }

    private static final class Channel implements SeekableByteChannel {
        private final Content content;
        private long at;
        private boolean open = true;

        Channel(Content content) {
            this.content = content;
        }

        @Override
        public int read(ByteBuffer target) {
            byte[] part = new byte[(int) Math.min(target.remaining(), 1 << 16)];
            int n = content.read(at, part);
            if (n == 0) {
                return target.hasRemaining() ? -1 : 0;
            }
            target.put(part, 0, n);
            at += n;
            return n;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException("read only");
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public SeekableByteChannel position(long position) {
            at = position;
            return this;
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException("read only");
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
