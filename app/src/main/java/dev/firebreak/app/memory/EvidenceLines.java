package dev.firebreak.app.memory;

import dev.firebreak.core.answer.AssetFacts;
import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.FlatContacts;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

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
        FlatContacts contacts = flat().contacts(indicators);
        List<AssetSighting> out = new ArrayList<>(contacts.size());
        for (int i = 0; i < contacts.size(); i++) {
            out.add(contacts.sighting(i));
        }
        return out;
    }

    /// The contacts of an estate, the first of them with their lines.
    private record WithLines(FlatContacts contacts, Map<String, TreeMap<Long, String>> lines)
            implements FlatContacts {
        static WithLines of(FlatContacts contacts) {
            Map<String, TreeMap<Long, String>> wanted = new HashMap<>();
            int n = 0;
            for (int i = 0; i < contacts.size() && n < MAX_LINES; i++) {
                for (Evidence e : contacts.sighting(i).sighting().evidence()) {
                    if (n++ < MAX_LINES) {
                        wanted.computeIfAbsent(e.source(), _ -> new TreeMap<>())
                                .put(e.offset(), "");
                    }
                }
            }
            wanted.forEach(EvidenceLines::read);
            return new WithLines(contacts, wanted);
        }

        @Override
        public int size() {
            return contacts.size();
        }

        @Override
        public int asset(int contact) {
            return contacts.asset(contact);
        }

        @Override
        public Indicator indicator(int contact) {
            return contacts.indicator(contact);
        }

        @Override
        public boolean sure(int contact) {
            return contacts.sure(contact);
        }

        @Override
        public AssetSighting sighting(int contact) {
            AssetSighting told = contacts.sighting(contact);
            Sighting s = told.sighting();
            List<Evidence> evidence = s.evidence().stream().map(this::withLine).toList();
            return new AssetSighting(
                    told.asset(),
                    new Sighting(
                            s.indicator(),
                            s.host(),
                            s.value(),
                            s.first(),
                            s.last(),
                            s.count(),
                            evidence),
                    told.sure());
        }

        private Evidence withLine(Evidence e) {
            TreeMap<Long, String> known = lines.get(e.source());
            String line = known == null ? "" : known.getOrDefault(e.offset(), "");
            return new Evidence(e.source(), e.offset(), line);
        }
    }

    /// The estate for counting, with lines.
    private record Flat(FlatEstate estate) implements FlatEstate {
        @Override
        public AssetFacts facts(int asset) {
            return estate.facts(asset);
        }

        @Override
        public String name(int asset) {
            return estate.name(asset);
        }

        @Override
        public void alike(int count, Instant notBefore, IntPredicate wanted, Alike each) {
            estate.alike(count, notBefore, wanted, each);
        }

        @Override
        public void places(int component, Place each) {
            estate.places(component, each);
        }

        @Override
        public Holding holding(int asset, int place) {
            return estate.holding(asset, place);
        }

        @Override
        public FlatContacts contacts(List<Indicator> indicators) {
            return WithLines.of(estate.contacts(indicators));
        }

        @Override
        public int[] byName() {
            return estate.byName();
        }
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
        return new Flat(estate.flat());
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
