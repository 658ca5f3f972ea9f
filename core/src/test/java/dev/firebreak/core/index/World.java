package dev.firebreak.core.index;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import dev.firebreak.core.model.VersionScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A made-up estate from a seed: logs that grow, overlap and are copied, and inventories; and the way they are taken in.
final class World {
    static final List<String> ORGANISATIONS = List.of("Stadt", "Land");
    static final long START = Instant.parse("2023-03-20T23:30:00Z").getEpochSecond() * 1_000_000;

    record Thing(ObservableType type, String value) {}

    /// @param micros time, or NO_TIME
    record Line(List<Thing> things, String host, long micros, long offset, int length) {}

    static final class Log {
        final String organisation;
        final String name;
        final List<Line> lines = new ArrayList<>();
        final StringBuilder text = new StringBuilder();

        Log(String organisation, String name) {
            this.organisation = organisation;
            this.name = name;
        }

        void add(List<Thing> things, String host, long micros) {
            String rendered = micros + "\t" + host + "\t" + things + "\n";
            lines.add(new Line(things, host, micros, text.length(), rendered.length()));
            text.append(rendered);
        }

        byte[] bytes() {
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        }

        /// What the log was when it had this many lines.
        Log prefix(int n) {
            Log p = new Log(organisation, name);
            for (Line l : lines.subList(0, n)) {
                p.add(l.things, l.host, l.micros);
            }
            return p;
        }
    }

    record Entry(Component component, boolean removed) {}

    record Report(
            Asset asset, InventorySink.Kind kind, String scope, long time, List<Entry> entries) {}

    record Inventory(String organisation, String name, List<Report> reports) {
        byte[] hash() {
            byte[] text = toString().getBytes(StandardCharsets.UTF_8);
            return SourceBook.hash(text, 0, text.length);
        }
    }

    final Random random;
    final List<Log> logs = new ArrayList<>();
    final List<Inventory> inventories = new ArrayList<>();

    World(long seed, int size) {
        random = new Random(seed);
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            Log log = new Log(ORGANISATIONS.get(random.nextInt(2)), "log" + i);
            long time = START + random.nextInt(4) * 3_600_000_000L;
            int lines = random.nextInt(size) + 1;
            for (int l = 0; l < lines; l++) {
                time += random.nextInt(3) == 0 ? 0 : random.nextInt(600) * 1_000_000L;
                log.add(
                        things(),
                        "10.0.0." + random.nextInt(5),
                        random.nextInt(40) == 0 ? ObservationSink.NO_TIME : time);
            }
            logs.add(log);
            if (random.nextBoolean()) { // a second export that overlaps the first
                Log other = new Log(log.organisation, "export" + i);
                int from = random.nextInt(log.lines.size());
                for (Line l : log.lines.subList(from, log.lines.size())) {
                    if (l.micros != ObservationSink.NO_TIME && random.nextInt(10) > 0) {
                        other.add(l.things, l.host, l.micros);
                    }
                }
                for (int l = 0; l < random.nextInt(10); l++) {
                    time += 1_000_000;
                    other.add(things(), "10.0.0." + random.nextInt(5), time);
                }
                logs.add(other);
            }
        }
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            inventories.add(inventory(i));
        }
    }

    private List<Thing> things() {
        return switch (random.nextInt(6)) {
            case 0 -> List.of(new Thing(ObservableType.IPV4, "203.0.113." + random.nextInt(8)));
            case 1 -> {
                String host = "h" + random.nextInt(2) + ".bad.example";
                yield List.of(
                        new Thing(ObservableType.URL, "http://" + host + "/a" + random.nextInt(3)),
                        new Thing(ObservableType.DOMAIN, host),
                        new Thing(ObservableType.IPV4, "203.0.113." + random.nextInt(8)));
            }
            case 2 ->
                    List.of(
                            new Thing(
                                    ObservableType.MD5,
                                    "0123456789ABCDEF0123456789abcde" + random.nextInt(3)));
            case 3 ->
                    List.of(
                            new Thing(ObservableType.DOMAIN, "WWW.bad.example."),
                            new Thing(ObservableType.DOMAIN, "cdn.bad.example"),
                            new Thing(ObservableType.DOMAIN, "cdn.bad.example"));
            default ->
                    List.of(
                            new Thing(
                                    ObservableType.DOMAIN,
                                    (random.nextBoolean() ? "x" + random.nextInt(4) + "." : "")
                                            + "good"
                                            + random.nextInt(3)
                                            + ".example"));
        };
    }

    private Inventory inventory(int i) {
        String organisation = ORGANISATIONS.get(random.nextInt(2));
        List<Report> reports = new ArrayList<>();
        for (int r = 0; r < 1 + random.nextInt(4); r++) {
            boolean differential = random.nextInt(4) == 0;
            List<Entry> entries = new ArrayList<>();
            for (int c = 0; c < random.nextInt(8); c++) {
                entries.add(
                        new Entry(
                                component(random.nextInt(12)),
                                differential && random.nextBoolean()));
            }
            reports.add(
                    new Report(
                            new Asset("PC" + random.nextInt(4), null, Platform.WINDOWS, List.of()),
                            differential
                                    ? InventorySink.Kind.DIFFERENTIAL
                                    : InventorySink.Kind.SNAPSHOT,
                            "scope" + random.nextInt(2),
                            START + random.nextInt(6) * 86_400_000_000L,
                            entries));
        }
        return new Inventory(organisation, "inventory" + i, reports);
    }

    static Component component(int n) {
        return new Component(
                "Program " + n / 3,
                n % 2 == 0 ? "Maker" : null,
                "1." + n,
                VersionScheme.GENERIC,
                Platform.WINDOWS,
                List.of());
    }

    /// Takes a log in as a program would: finds out whether it is known, goes on where it was left.
    static void take(IndexWriter writer, Log log, Settings settings) throws IOException {
        byte[] bytes = log.bytes();
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, 1 << 16));
        IndexWriter.KnownLog known = null;
        for (IndexWriter.KnownLog k : writer.knownLogs(log.organisation, head)) {
            if (k.consumed() <= bytes.length
                    && writer.sameTail(k, before(bytes, k.consumed(), k.tailLength()))) {
                known = k;
                break;
            }
        }
        if (known != null && known.consumed() == bytes.length) {
            return;
        }
        LogIntake intake =
                writer.log(
                        log.organisation,
                        log.name,
                        known,
                        head,
                        (offset, n) -> before(bytes, offset, n),
                        new Silent());
        long from = known == null ? 0 : known.consumed();
        Slice value = new Slice();
        Slice host = new Slice();
        for (Line l : log.lines) {
            if (l.offset < from) {
                continue;
            }
            for (Thing t : l.things) {
                byte[] v = t.value.getBytes(StandardCharsets.US_ASCII);
                byte[] h = l.host.getBytes(StandardCharsets.US_ASCII);
                intake.observation(
                        t.type,
                        value.set(v, 0, v.length),
                        host.set(h, 0, h.length),
                        l.micros,
                        l.offset);
            }
        }
        intake.finish(bytes.length);
    }

    private static byte[] before(byte[] bytes, long offset, int n) {
        return Arrays.copyOfRange(bytes, (int) Math.max(0, offset - n), (int) offset);
    }

    static void take(IndexWriter writer, Inventory inventory) throws IOException {
        if (writer.knownInventory(inventory.organisation, inventory.hash()).isPresent()) {
            return;
        }
        InventoryIntake intake =
                writer.inventory(
                        inventory.organisation,
                        inventory.name,
                        inventory.hash(),
                        Instant.EPOCH,
                        _ -> {});
        for (Report r : inventory.reports) {
            intake.begin(r.asset, r.kind, r.scope, Instant.ofEpochSecond(r.time / 1_000_000), 0);
            for (Entry e : r.entries) {
                intake.component(
                        e.component,
                        e.removed ? InventorySink.Change.REMOVED : InventorySink.Change.PRESENT,
                        0);
            }
            intake.end();
        }
        intake.finish(1);
    }

    static final class Silent implements ObservationSink {
        @Override
        public void observation(
                ObservableType type, Slice value, Slice host, long epochMicros, long offset) {}

        @Override
        public void hostName(Slice address, Slice name, long epochMicros) {}

        @Override
        public void problem(Problem problem) {
            throw new AssertionError(problem);
        }
    }
}
