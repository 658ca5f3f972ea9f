package dev.firebreak.app.room;

import dev.firebreak.app.check.Judging;
import dev.firebreak.app.check.Screening;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.estate.EstateBuilder;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.match.HostCoverage;
import dev.firebreak.core.match.IndicatorSet;
import dev.firebreak.core.match.SightingCollector;
import dev.firebreak.core.match.SourceCoverage;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.InventoryOptions;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.log.LogOptions;
import dev.firebreak.formats.log.LogResult;
import dev.firebreak.formats.log.Logs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Keeps reports as the files they came as, and reads them for each answer. Simple and durable; for large estates the
/// memory stands behind the same port.
public final class FileEstates implements Estates {
    private static final int MAX_NAME = 120;

    private final Path root;
    private final Clock clock;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, Coverage> coverages = new ConcurrentHashMap<>();

    public FileEstates(Path root, Clock clock) throws IOException {
        this.root = Files.createDirectories(root);
        this.clock = clock;
    }

    /// A kept report: `<millis>-<number>-<inventory|log>-<name>`.
    private record Report(Path path, Instant received, boolean log, String name) {
        static Report of(Path path) {
            String[] parts = path.getFileName().toString().split("-", 4);
            return new Report(
                    path, Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[2].equals("log"), parts[3]);
        }
    }

    @Override
    public Receipt take(String organisation, String name, Kind kind, InputStream content, Instant received)
            throws IOException {
        Path folder = Files.createDirectories(folder(organisation));
        Path aside = Files.createTempFile(root, "incoming", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(aside)) {
                content.transferTo(out);
            }
            boolean log = kind == Kind.LOG || kind == Kind.ANY && isLog(aside);
            Receipt receipt = log ? tryLog(name, aside) : tryInventory(organisation, name, aside, received);
            if (receipt.recognised() == null) {
                return receipt;
            }
            try (FileChannel file = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            synchronized (lock(organisation)) {
                int number = reports(organisation).size();
                Path target =
                        folder.resolve(
                                received.toEpochMilli()
                                        + "-"
                                        + String.format("%08d", number)
                                        + (log ? "-log-" : "-inventory-")
                                        + safe(name));
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
                try (FileChannel directory = FileChannel.open(folder)) {
                    directory.force(true);
                }
                coverages.remove(organisation);
            }
            return receipt;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static boolean isLog(Path file) throws IOException {
        try (InputStream in = Inputs.open(file)) {
            return Logs.recognise(in.readNBytes(Inventories.HEAD)).isPresent();
        }
    }

    private Receipt tryLog(String name, Path file) throws IOException {
        SightingCollector nothing = new SightingCollector(IndicatorSet.of(List.of()));
        try (InputStream in = Inputs.open(file)) {
            LogResult result = Logs.readStream(name, in, LogOptions.defaults(clock.instant()), nothing);
            return new Receipt(
                    result.kind().map(k -> k.word()).orElse(null), result.lines(), result.problems());
        }
    }

    private Receipt tryInventory(String organisation, String name, Path file, Instant received)
            throws IOException {
        EstateBuilder trial = new EstateBuilder();
        try (InputStream in = Inputs.open(file)) {
            var result =
                    Inventories.readStream(
                            name,
                            new BufferedInputStream(in),
                            options(organisation, received),
                            trial.inventory(name, received));
            return new Receipt(
                    result.kind() == null ? null : result.kind().name().toLowerCase(java.util.Locale.ROOT),
                    result.components(),
                    trial.problems());
        }
    }

    private static InventoryOptions options(String organisation, Instant received) {
        return new InventoryOptions(null, null, organisation, received);
    }

    @Override
    public Answer answer(Advisory understanding, String organisation, Instant asOf) {
        List<Advisory> advisories = List.of(understanding);
        Screening screening = Screening.of(advisories, Set.of());
        Set<Problem> problems = new HashSet<>(understanding.problems());
        EstateBuilder builder = read(organisation, screening.usable(), problems);
        EstateView view = builder.build();
        Judging judging = Judging.of(advisories, Aliases.none(), view);
        AnswerOptions options =
                new AnswerOptions(asOf, AnswerOptions.DEFAULT_MAX_INVENTORY_AGE, null, null);
        return AnswerBuilder.build(
                advisories,
                view,
                judging.judged(),
                screening.usable(),
                screening.suppressed(),
                judging.questions(),
                List.copyOf(problems),
                options);
    }

    private EstateBuilder read(String organisation, List<Indicator> usable, Set<Problem> problems) {
        EstateBuilder builder = new EstateBuilder();
        SightingCollector collector = new SightingCollector(IndicatorSet.of(usable));
        long lines = 0;
        int sources = 0;
        try {
            for (Report report : reports(organisation)) {
                try (InputStream in = Inputs.open(report.path())) {
                    if (report.log()) {
                        LogResult result =
                                Logs.readStream(
                                        report.name(), in, LogOptions.defaults(report.received()), collector);
                        lines += result.lines();
                        sources += result.kind().isPresent() ? 1 : 0;
                    } else {
                        Inventories.readStream(
                                report.name(),
                                new BufferedInputStream(in),
                                options(organisation, report.received()),
                                builder.inventory(report.name(), report.received()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reports of " + organisation + " cannot be read", e);
        }
        collector.hostNames().forEach(n -> builder.hostName(n.address(), n.name(), null));
        Map<String, LogDays> days = new HashMap<>();
        for (HostCoverage host : collector.hosts()) {
            days.put(host.host(), days(host.days().days()));
        }
        builder.logs(collector.sightings(), days, span(collector.sources(), sources, lines));
        problems.addAll(builder.problems());
        return builder;
    }

    private static LogDays days(List<LocalDate> days) {
        return LogDays.of(days.stream().mapToInt(d -> Math.toIntExact(d.toEpochDay())).toArray());
    }

    private static LogSpan span(List<SourceCoverage> coverage, int sources, long lines) {
        Instant first = null;
        Instant last = null;
        Set<LocalDate> days = new TreeSet<>();
        for (SourceCoverage one : coverage) {
            days.addAll(one.days().days());
            if (one.first() != null && (first == null || one.first().isBefore(first))) {
                first = one.first();
            }
            if (one.last() != null && (last == null || one.last().isAfter(last))) {
                last = one.last();
            }
        }
        return new LogSpan(sources, lines, first, last, days(List.copyOf(days)));
    }

    @Override
    public Coverage coverage(String organisation) {
        return coverages.computeIfAbsent(
                organisation,
                key -> {
                    try {
                        List<Report> reports = reports(key);
                        if (reports.isEmpty()) {
                            return Coverage.NONE;
                        }
                        EstateView view = read(key, List.of(), new HashSet<>()).build();
                        int withInventory = 0;
                        for (int i = 0; i < view.assetCount(); i++) {
                            withInventory += view.asset(i).hasInventory() ? 1 : 0;
                        }
                        return new Coverage(
                                view.assetCount(),
                                withInventory,
                                reports.getLast().received(),
                                view.logSpan().first(),
                                view.logSpan().last());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Override
    public void forgetBefore(Instant moment) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                String organisation = folder.getFileName().toString();
                for (Report report : reports(organisation)) {
                    if (report.log() && report.received().isBefore(moment)) {
                        Files.delete(report.path());
                        coverages.remove(organisation);
                    }
                }
            }
        }
    }

    private List<Report> reports(String organisation) throws IOException {
        Path folder = folder(organisation);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.sorted().map(Report::of).toList());
        }
    }

    private Path folder(String organisation) {
        Path folder = root.resolve(organisation).normalize();
        if (!root.normalize().equals(folder.getParent())) {
            throw new IllegalArgumentException("no key of an organisation: " + organisation);
        }
        return folder;
    }

    private Object lock(String organisation) {
        return locks.computeIfAbsent(organisation, _ -> new Object());
    }

    private static String safe(String name) {
        String safe = name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return safe.length() > MAX_NAME ? safe.substring(safe.length() - MAX_NAME) : safe;
    }

    @Override
    public void close() {}
}
