package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;

/// cpio, as in rpm payloads and Apple packages.
final class CpioContainer implements Container {
    @Override
    public void read(Content content, Sink sink) throws IOException {
        read(content.stream(), sink);
    }

    static void read(InputStream in, Sink sink) throws IOException {
        Set<String> seen = new HashSet<>();
        try (CpioArchiveInputStream cpio =
                new CpioArchiveInputStream(new BufferedInputStream(in, 64 << 10), 512, "UTF-8")) {
            CpioArchiveEntry e;
            while ((e = cpio.getNextEntry()) != null) {
                if (e.isDirectory()) {
                    continue;
                }
                String name = e.getName();
                String clean = name.startsWith("/") ? name.substring(1) : name;
                if (!seen.add(clean) && !clean.isEmpty()) {
                    sink.signal(
                            new Signal(SignalKind.ENTRY_ANOMALY, "two entries of one name", name));
                }
                Placing placing =
                        new Placing(
                                e.getTime(),
                                (int) (e.getMode() & 07777),
                                e.getUID() + ":" + e.getGID(),
                                "",
                                null);
                if (e.isSymbolicLink()) {
                    byte[] target = cpio.readNBytes(Limits.NAME);
                    sink.link(
                            clean,
                            new Placing(
                                    placing.modified(),
                                    placing.mode(),
                                    placing.owner(),
                                    "",
                                    new String(target, java.nio.charset.StandardCharsets.UTF_8)));
                } else if (e.isRegularFile()) {
                    sink.file(clean, placing, cpio);
                } else {
                    sink.signal(new Signal(SignalKind.ENTRY_ANOMALY, "device or pipe", name));
                }
            }
        }
    }
}
