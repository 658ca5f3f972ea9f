package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Tar in all its dialects.
final class TarContainer implements Container {
    @Override
    public void read(Content content, Sink sink) throws IOException {
        read(content.stream(), sink);
    }

    /// Reads while it is unpacked, without holding the whole archive.
    static void read(InputStream in, Sink sink) throws IOException {
        Map<String, Boolean> seen = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                String name = entry.getName();
                if (entry.isDirectory()) {
                    continue;
                }
                if (seen.put(name, true) != null) {
                    sink.signal(
                            new Signal(SignalKind.ENTRY_ANOMALY, "two entries of one name", name));
                }
                Placing placing = placing(entry);
                if (entry.isSymbolicLink() || entry.isLink()) {
                    checkLink(entry, sink);
                    sink.link(name, placing);
                } else if (entry.isFile() || entry.isSparse()) {
                    sink.file(name, placing, tar);
                } else {
                    sink.signal(new Signal(SignalKind.ENTRY_ANOMALY, "device or pipe", name));
                }
            }
            Behind.tell(in, sink);
        }
    }

    private static void checkLink(TarArchiveEntry entry, Sink sink) {
        String target = entry.getLinkName();
        String from = entry.isLink() ? "" : entry.getName();
        // A system package may link to absolute places; steps above its own root are never meant.
        if (!target.startsWith("/")
                && Names.linkEscapes(from.startsWith("./") ? from.substring(2) : from, target)) {
            sink.obstacle(
                    entry.getName(),
                    Obstacle.Kind.ESCAPE,
                    "The link leads out of the package: \"" + target + "\".");
        }
    }

    private static Placing placing(TarArchiveEntry e) {
        long modified = e.getLastModifiedTime().toInstant().getEpochSecond();
        String link = e.isSymbolicLink() || e.isLink() ? e.getLinkName() : null;
        String maker =
                (e.getUserName().isEmpty() ? "" : "named ")
                        + (e.getExtraPaxHeaders().isEmpty() ? "" : "pax");
        return new Placing(
                modified,
                e.getMode() & 07777,
                e.getLongUserId() + ":" + e.getLongGroupId(),
                maker.strip(),
                link);
    }
}
