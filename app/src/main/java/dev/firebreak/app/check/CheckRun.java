package dev.firebreak.app.check;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.Judged;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.estate.EstateBuilder;
import dev.firebreak.core.match.HostCoverage;
import dev.firebreak.core.match.IndicatorSet;
import dev.firebreak.core.match.SightingCollector;
import dev.firebreak.core.match.SourceCoverage;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Question;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.InventoryOptions;
import dev.firebreak.formats.log.LogOptions;
import dev.firebreak.formats.log.LogResult;
import dev.firebreak.formats.log.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From files to an answer, once.
public final class CheckRun {
    private final CheckInput input;
    private final Clock clock;
    private final Progress progress;
    private final Set<Problem> omitted = new LinkedHashSet<>();
    private final EstateBuilder estate = new EstateBuilder();

    private CheckRun(CheckInput input, Clock clock, Progress progress) {
        this.input = input;
        this.clock = clock;
        this.progress = progress;
    }

    /// @throws UnusableInputException if a path does not exist, or no warning can be read
    public static Answer answer(CheckInput input, Clock clock, Progress progress)
            throws UnusableInputException {
        return new CheckRun(input, clock, progress).run();
    }

    private Answer run() throws UnusableInputException {
        everyPathExists();
        List<Advisory> advisories = warnings();
        AliasFiles aliases = AliasFiles.read(input.aliases());
        omitted.addAll(aliases.problems());
        Screening screening = Screening.of(advisories, input.forced());
        inventories();
        hostsFiles();
        logs(screening.usable());
        EstateView view = estate.build();
        omitted.addAll(estate.problems());
        Judging judging = Judging.of(advisories, aliases.aliases(), view);
        List<Judged> judged = judging.judged();
        List<Question> questions = judging.questions();
        AnswerOptions options =
                new AnswerOptions(
                        asOf(advisories), input.maxInventoryAge(), input.from(), input.until());
        return AnswerBuilder.build(
                advisories,
                view,
                judged,
                screening.usable(),
                screening.suppressed(),
                questions,
                List.copyOf(omitted),
                options);
    }

    private void everyPathExists() throws UnusableInputException {
        List<Path> all = new ArrayList<>(input.warnings());
        all.addAll(input.inventories());
        all.addAll(input.logs());
        all.addAll(input.hosts());
        all.addAll(input.aliases());
        for (Path path : all) {
            if (!Files.exists(path)) {
                throw new UnusableInputException(path + ": no such file or folder");
            }
            if (!Files.isReadable(path)) {
                throw new UnusableInputException(path + ": may not be read");
            }
        }
    }

    private List<Advisory> warnings() throws UnusableInputException {
        List<Advisory> advisories = new ArrayList<>();
        InputFiles files = InputFiles.of(input.warnings());
        omitted.addAll(files.problems());
        int number = 0;
        for (Path file : files.files()) {
            progress.file("warning", file.toString(), ++number, files.files().size());
            try {
                advisories.addAll(WarningFile.read(file));
            } catch (IOException e) {
                throw new UnusableInputException(file + ": cannot be read: " + ErrorText.reason(e));
            }
        }
        advisories.forEach(advisory -> omitted.addAll(advisory.problems()));
        boolean anything =
                advisories.stream()
                        .anyMatch(
                                advisory ->
                                        !advisory.statements().isEmpty()
                                                || !advisory.indicators().isEmpty());
        boolean lost =
                advisories.stream()
                        .flatMap(advisory -> advisory.problems().stream())
                        .anyMatch(problem -> problem.severity() == Problem.Severity.LOST);
        if (!anything && lost) {
            Problem first =
                    omitted.stream()
                            .filter(problem -> problem.severity() == Problem.Severity.LOST)
                            .findFirst()
                            .orElseThrow();
            throw new UnusableInputException(first.source() + ": " + first.reason());
        }
        return advisories;
    }

    private Instant asOf(List<Advisory> advisories) {
        Instant stated = input.asOf();
        if (stated != null) {
            return stated;
        }
        Instant now = clock.instant();
        return advisories.stream()
                .map(Advisory::published)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .filter(published -> published.isBefore(now))
                .orElse(now);
    }

    private void inventories() {
        for (Path root : input.inventories()) {
            InputFiles files = InputFiles.of(List.of(root));
            omitted.addAll(files.problems());
            int number = 0;
            for (Path file : files.files()) {
                progress.file("inventory", file.toString(), ++number, files.files().size());
                Instant time = modified(file);
                InventoryOptions options =
                        new InventoryOptions(
                                input.inventoryMap(), null, organisation(root, file), time);
                Inventories.read(file, options, estate.inventory(file.toString(), time));
            }
        }
    }

    private @Nullable String organisation(Path root, Path file) {
        if (input.byFolder() && !root.equals(file)) {
            Path below = root.relativize(file);
            if (below.getNameCount() > 1) {
                return below.getName(0).toString();
            }
        }
        return input.organisation();
    }

    private Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            omitted.add(
                    new Problem(
                            file.toString(),
                            "",
                            "its time cannot be read, so it counts as of now",
                            Problem.Severity.NOTE));
            return clock.instant();
        }
    }

    private void hostsFiles() throws UnusableInputException {
        for (Path file : input.hosts()) {
            try {
                HostsFile hosts = HostsFile.read(file);
                omitted.addAll(hosts.problems());
                hosts.entries()
                        .forEach(
                                entry ->
                                        estate.hostName(
                                                entry.address(),
                                                entry.name(),
                                                entry.organisation()));
            } catch (IOException e) {
                throw new UnusableInputException(file + ": cannot be read: " + ErrorText.reason(e));
            }
        }
    }

    private void logs(List<Indicator> usable) {
        if (input.logs().isEmpty()) {
            return;
        }
        InputFiles files = InputFiles.of(input.logs());
        omitted.addAll(files.problems());
        SightingCollector collector = new SightingCollector(IndicatorSet.of(usable));
        LogOptions options =
                LogOptions.defaults(clock.instant())
                        .withMap(input.logMap())
                        .withZone(input.zone())
                        .withProgress(progress::bytes);
        long lines = 0;
        int sources = 0;
        int number = 0;
        for (Path file : files.files()) {
            progress.file("log", file.toString(), ++number, files.files().size());
            LogResult result = Logs.read(file, options, collector);
            lines += result.used();
            sources += result.kind().isPresent() ? 1 : 0;
        }
        omitted.addAll(collector.problems());
        collector
                .hostNames()
                .forEach(
                        name ->
                                estate.leased(
                                        name.address(), name.name(), name.first(), name.last()));
        Map<String, LogDays> days = new HashMap<>();
        for (HostCoverage host : collector.hosts()) {
            days.put(host.host(), days(host.days().days()));
        }
        estate.logs(collector.sightings(), days, span(collector.sources(), sources, lines));
    }

    private static LogDays days(List<LocalDate> days) {
        return LogDays.of(
                days.stream().mapToInt(day -> Math.toIntExact(day.toEpochDay())).toArray());
    }

    private static LogSpan span(List<SourceCoverage> coverage, int sources, long lines) {
        Instant first = null;
        Instant last = null;
        Set<LocalDate> days = new LinkedHashSet<>();
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
}
