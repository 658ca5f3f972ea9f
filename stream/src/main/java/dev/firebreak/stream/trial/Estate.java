package dev.firebreak.stream.trial;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A made-up estate: what its machines look up, what they have installed, what is asked about them.
final class Estate {
    private static final long DAY = 86_400_000_000L;

    /// 22 March 2023, in microseconds since 1970.
    private static final long BEGIN = 1_679_443_200_000_000L;

    private static final int ORGANISATIONS = 3;
    private static final int LINES_A_BATCH = 50;
    private static final List<String> PRODUCTS =
            List.of("Phone Client", "Text Reader", "Archive Tool", "Mail Program", "Net Agent");
    private static final List<String> MAKERS = List.of("Acme Telecom", "Borealis Soft", "Cumulus");

    private final Random random;
    private final Trial.Size size;

    Estate(Random random, Trial.Size size) {
        this.random = random;
        this.size = size;
    }

    private static String organisation(int i) {
        return "Amt " + (i % ORGANISATIONS);
    }

    private String domain() {
        int n = (int) Math.min(39, Math.abs(random.nextGaussian() * 12));
        String base = "site" + n + ".example";
        return switch (random.nextInt(4)) {
            case 0 -> base;
            case 1 -> "www." + base;
            case 2 -> "a.b." + base;
            default -> "Update." + base;
        };
    }

    private String address() {
        return "10." + random.nextInt(4) + "." + random.nextInt(3) + "." + random.nextInt(8);
    }

    private String hash() {
        return String.format("%064x", random.nextInt(20));
    }

    private LogBatch.Thing thing() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> new LogBatch.Thing(ObservableType.DOMAIN, domain());
            case 4, 5 -> new LogBatch.Thing(ObservableType.IPV4, address());
            case 6 ->
                    new LogBatch.Thing(
                            ObservableType.URL,
                            "http://" + domain() + "/p" + random.nextInt(3) + "/x");
            default -> new LogBatch.Thing(ObservableType.SHA256, hash());
        };
    }

    private record Line(long offset, LogBatch.Thing thing, String host, long micros) {}

    /// One log: its batches in order, some of them again, with other bounds, or late.
    List<Trial.Step> log(int number) {
        List<Line> lines = new ArrayList<>();
        long offset = 200;
        for (int i = 0; i < size.lines(); i++) {
            boolean untimed = random.nextInt(50) == 0;
            long micros =
                    BEGIN + number * DAY / 3 + i * 3 * DAY / size.lines() + random.nextInt(1000);
            String host = random.nextInt(60) == 0 ? "" : "pc" + random.nextInt(size.hosts());
            lines.add(new Line(offset, thing(), host, untimed ? ObservationSink.NO_TIME : micros));
            offset += 40 + random.nextInt(100);
        }
        List<Trial.Step> steps = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += LINES_A_BATCH) {
            steps.add(batch(number, lines, i, Math.min(lines.size(), i + LINES_A_BATCH), offset));
            if (random.nextInt(5) == 0) {
                steps.add(steps.get(random.nextInt(steps.size())));
            }
            if (random.nextInt(5) == 0) {
                int from = random.nextInt(i + 1);
                int to = Math.min(lines.size(), from + 1 + random.nextInt(2 * LINES_A_BATCH));
                steps.add(batch(number, lines, from, to, offset));
            }
        }
        for (int k = random.nextInt(3); k > 0; k--) {
            int at = random.nextInt(steps.size());
            steps.add(steps.remove(at)); // late
        }
        return steps;
    }

    private Trial.Step batch(int number, List<Line> lines, int from, int to, long end) {
        Map<LogBatch.Thing, Integer> things = new LinkedHashMap<>();
        Map<String, Integer> hosts = new LinkedHashMap<>();
        int n = to - from;
        int[] thing = new int[n];
        int[] host = new int[n];
        long[] micros = new long[n];
        long[] offsets = new long[n];
        for (int i = 0; i < n; i++) {
            Line line = lines.get(from + i);
            thing[i] = number(things, line.thing);
            host[i] = number(hosts, line.host);
            micros[i] = line.micros;
            offsets[i] = line.offset;
        }
        return new Trial.Batch(
                new LogBatch(
                        organisation(number),
                        "trial-" + number,
                        "logs/" + number + ".log",
                        lines.get(from).offset,
                        to < lines.size() ? lines.get(to).offset : end,
                        List.copyOf(things.keySet()),
                        List.copyOf(hosts.keySet()),
                        thing,
                        host,
                        micros,
                        offsets));
    }

    private static <T> int number(Map<T, Integer> numbers, T key) {
        return numbers.computeIfAbsent(key, _ -> numbers.size());
    }

    private Component component() {
        String name = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
        String maker = MAKERS.get(random.nextInt(MAKERS.size()));
        String version =
                random.nextInt(12) == 0
                        ? null
                        : "18." + random.nextInt(3) + "." + random.nextInt(4);
        return new Component(
                random.nextInt(4) == 0 ? maker + " " + name : name,
                random.nextInt(5) == 0 ? null : maker,
                version,
                VersionScheme.GENERIC,
                random.nextBoolean() ? Platform.WINDOWS : Platform.MACOS,
                List.of());
    }

    /// One machine: its lists in the order of their making, one of them late.
    List<Trial.Step> machine(int number) {
        List<Trial.Step> steps = new ArrayList<>();
        List<Component> installed = new ArrayList<>();
        for (int report = 0; report < 4; report++) {
            List<InventoryReport.Entry> entries = new ArrayList<>();
            boolean snapshot = random.nextInt(3) > 0;
            for (int k = random.nextInt(4); k > 0; k--) {
                Component added = component();
                if (!installed.contains(added)) {
                    installed.add(added);
                    if (!snapshot) {
                        entries.add(entry(added, InventorySink.Change.PRESENT));
                    }
                }
            }
            if (!installed.isEmpty() && random.nextInt(3) == 0) {
                Component gone = installed.remove(random.nextInt(installed.size()));
                if (!snapshot) {
                    entries.add(entry(gone, InventorySink.Change.REMOVED));
                }
            }
            if (snapshot) {
                installed.forEach(c -> entries.add(entry(c, InventorySink.Change.PRESENT)));
            }
            steps.add(
                    new Trial.Report(
                            new InventoryReport(
                                    organisation(number),
                                    "machine" + number,
                                    random.nextInt(4) == 0 ? "packages" : "programs",
                                    snapshot
                                            ? InventorySink.Kind.SNAPSHOT
                                            : InventorySink.Kind.DIFFERENTIAL,
                                    BEGIN + report * DAY,
                                    random.nextInt(6) > 0,
                                    "lists/" + number + "-" + report,
                                    entries)));
        }
        if (random.nextInt(3) == 0) {
            steps.add(steps.remove(1));
        }
        return steps;
    }

    private static InventoryReport.Entry entry(Component c, InventorySink.Change change) {
        return new InventoryReport.Entry(c, change, 1);
    }

    /// One question and what becomes of it.
    List<Trial.Step> question(int number) {
        Question q = Question.of("q" + number, "trial", subject());
        List<Trial.Step> steps = new ArrayList<>(List.of(new Trial.Ask(q)));
        if (random.nextInt(4) == 0) {
            q =
                    new Question(
                            q.id(),
                            2,
                            q.asker(),
                            false,
                            Long.MIN_VALUE,
                            BEGIN + random.nextInt(5) * DAY,
                            q.subject());
            steps.add(new Trial.Ask(q));
        }
        if (random.nextInt(6) == 0) {
            steps.add(new Trial.Ask(q.withdraw()));
        }
        return steps;
    }

    private Question.Subject subject() {
        return switch (random.nextInt(7)) {
            case 0, 1 ->
                    new Question.Thing(
                            ObservableType.DOMAIN, "site" + random.nextInt(40) + ".example");
            case 2 -> new Question.Thing(ObservableType.DOMAIN, domain());
            case 3 ->
                    new Question.Thing(
                            ObservableType.IPV4,
                            random.nextBoolean()
                                    ? address()
                                    : "10.0.0.0/" + (11 + random.nextInt(16)));
            case 4 ->
                    new Question.Thing(
                            ObservableType.URL, "http://" + domain() + "/p" + random.nextInt(3));
            case 5 -> new Question.Thing(ObservableType.SHA256, hash());
            default -> products();
        };
    }

    private Question.Subject products() {
        String name = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
        String maker = random.nextInt(3) == 0 ? null : MAKERS.get(random.nextInt(MAKERS.size()));
        return new Question.Products(
                List.of(
                        new ProductStatement(
                                Product.named(name, maker),
                                random.nextBoolean() ? Platform.WINDOWS : Platform.ANY,
                                Status.AFFECTED,
                                VersionScheme.GENERIC,
                                List.of("18.1.2"),
                                List.of(VersionRange.below("18.1")),
                                Certainty.STATED,
                                List.of(Span.field("trial", "", name)))));
    }
}
