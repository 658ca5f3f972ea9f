package dev.firebreak.app.memory;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.FlatEstate;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.formats.log.LogInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// An estate whose sightings carry the very log lines again, as far as the logs still lie where they were.
///
/// It opens the files that the estate names: only for one who may read them anyway.
public final class EvidenceLines implements EstateView {
    /// Lines that are looked up; the places of further ones are told without their line.
    static final int MAX_LINES = 2000;

    /// So far into a compressed log is read for one answer, in bytes after decompression.
    static final long MAX_UNPACKED = 4L << 30;

    private static final int MAX_LINE = 2000;

    private final EstateView estate;

    public EvidenceLines(EstateView estate) {
        this.estate = estate;
    }

    @Override
    public List<AssetSighting> sightings(List<Indicator> indicators) {
        List<AssetSighting> found = estate.sightings(indicators);
        Map<String, TreeMap<Long, String>> wanted = new HashMap<>();
        int n = 0;
        for (AssetSighting s : found) {
            for (Evidence e : s.sighting().evidence()) {
                if (n++ < MAX_LINES) {
                    wanted.computeIfAbsent(e.source(), _ -> new TreeMap<>()).put(e.offset(), "");
                }
            }
        }
        wanted.forEach(EvidenceLines::read);
        List<AssetSighting> out = new ArrayList<>(found.size());
        for (AssetSighting a : found) {
            Sighting s = a.sighting();
            List<Evidence> evidence =
                    s.evidence().stream()
                            .map(
                                    e ->
                                            new Evidence(
                                                    e.source(),
                                                    e.offset(),
                                                    wanted.getOrDefault(e.source(), new TreeMap<>())
                                                            .getOrDefault(e.offset(), "")))
                            .toList();
            out.add(
                    new AssetSighting(
                            a.asset(),
                            new Sighting(
                                    s.indicator(),
                                    s.host(),
                                    s.value(),
                                    s.first(),
                                    s.last(),
                                    s.count(),
                                    evidence),
                            a.sure()));
        }
        return out;
    }

    /// Fills in the lines at these offsets of a source, in one pass.
    private static void read(String source, TreeMap<Long, String> lines) {
        Path file;
        try {
            file = Path.of(source);
        } catch (java.nio.file.InvalidPathException _) {
            return; // not a file's name: came over the network
        }
        if (!Files.isRegularFile(file) || lines.lastKey() > MAX_UNPACKED) {
            return;
        }
        try (InputStream in = LogInput.open(file)) {
            long position = 0;
            for (Map.Entry<Long, String> e : lines.entrySet()) {
                if (e.getKey() < position) {
                    continue; // within the line before: the file is another one now
                }
                in.skipNBytes(e.getKey() - position);
                position = e.getKey();
                byte[] bytes = new byte[MAX_LINE];
                int n = 0;
                int b = in.read();
                while (b >= 0) {
                    position++;
                    if (b == '\n' || n == MAX_LINE) {
                        break;
                    }
                    bytes[n++] = (byte) b;
                    b = in.read();
                }
                e.setValue(new String(bytes, 0, n, StandardCharsets.UTF_8).stripTrailing());
            }
        } catch (IOException _) {
            return; // the log is gone or shorter than it was; the place is told, the line is not
        }
    }

    @Override
    public int assetCount() {
        return estate.assetCount();
    }

    @Override
    public AssetState asset(int asset) {
        return estate.asset(asset);
    }

    @Override
    public int componentCount() {
        return estate.componentCount();
    }

    @Override
    public Component component(int component) {
        return estate.component(component);
    }

    @Override
    public void holders(int component, Consumer<Holding> each) {
        estate.holders(component, each);
    }

    @Override
    public FlatEstate flat() {
        return estate.flat();
    }

    @Override
    public LogSpan logSpan() {
        return estate.logSpan();
    }

    @Override
    public Gaps gaps() {
        return estate.gaps();
    }
}
