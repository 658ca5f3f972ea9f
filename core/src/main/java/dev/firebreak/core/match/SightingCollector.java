package dev.firebreak.core.match;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Holds what logs say against indicators in one pass and keeps, for each indicator and host, first, last, count and the
/// proving lines, and for each host which days are covered. Memory is bounded by the constants below; what goes beyond
/// them is told as a [Problem].
public final class SightingCollector implements ObservationSink {
    /// Machines whose coverage is kept apart, about 100 bytes each.
    public static final int MAX_HOSTS = 2_000_000;

    /// Pairs of indicator and host.
    public static final int MAX_SIGHTINGS = 500_000;

    /// Bytes of proving lines kept; sightings beyond keep the place only.
    public static final int MAX_EVIDENCE_BYTES = 64 << 20;

    /// A proving line is cut here, in bytes.
    public static final int MAX_EVIDENCE_LINE = 2_000;

    /// Problems kept; further ones are counted.
    public static final int MAX_PROBLEMS = 10_000;

    /// Addresses whose names are kept.
    public static final int MAX_NAMES = 500_000;

    /// From so many on, a log with a single client is remarkable.
    private static final int MANY_OBSERVATIONS = 10_000;

    private static final int MAX_KINDS = 32;
    private static final Slice NOTHING = new Slice();

    private final IndicatorSet indicators;
    private final Matches matches = new Matches();
    private final HostTable hosts;
    private final HitTable hits;
    private final LearntNames names = new LearntNames();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<LogTally> sources = new ArrayList<>();
    private LogTally source = new LogTally("", "", () -> NOTHING);
    private long unkeptProblems;

    public SightingCollector(IndicatorSet indicators) {
        this(indicators, MAX_HOSTS);
    }

    SightingCollector(IndicatorSet indicators, int maxHosts) {
        this.indicators = indicators;
        hosts = new HostTable(maxHosts);
        hits = new HitTable(indicators.indicators(), hosts);
        indicators.problems().forEach(this::problem);
    }

    @Override
    public void begin(String name, String kind, Supplier<Slice> line) {
        int number = kinds.indexOf(kind);
        if (number < 0) {
            number = Math.min(kinds.size(), MAX_KINDS - 1);
            if (kinds.size() < MAX_KINDS) {
                kinds.add(kind);
            }
        }
        end();
        source = new LogTally(name, kind, line);
        hosts.source(sources.size(), number);
        sources.add(source);
    }

    @Override
    public void end() {
        source.hosts = hosts.hostsOfSource();
        if (source.hosts == 1 && source.observations >= MANY_OBSERVATIONS && !source.ended) {
            tellSingleHost();
        }
        source.ended = true;
    }

    /// A log of a network with a single client was most likely taken behind a resolver, proxy or gateway.
    private void tellSingleHost() {
        String host = hosts.name(hosts.latestOfSource());
        byte[] bytes = host.getBytes(StandardCharsets.UTF_8);
        boolean address =
                Addresses.parseV4(bytes, 0, bytes.length) != Addresses.NO_ADDRESS
                        || Addresses.parseV6(bytes, 0, bytes.length, new long[2]);
        if (address) {
            problem(
                    new Problem(
                            source.name,
                            "",
                            "all lines come from "
                                    + host
                                    + "; if that is a resolver, proxy or gateway, the machines"
                                    + " behind it cannot be told apart in this log",
                            Problem.Severity.NOTE));
        }
    }

    @Override
    public void observation(
            ObservableType type, Slice value, Slice host, long epochMicros, long offset) {
        note(host, epochMicros, offset);
        matches.clear();
        indicators.match(type, value, matches);
        if (matches.size() > 0) {
            hits.hit(matches, value, host, epochMicros, source, offset);
        }
    }

    @Override
    public void seen(Slice host, long epochMicros, long offset) {
        note(host, epochMicros, offset);
    }

    private void note(Slice host, long epochMicros, long offset) {
        source.note(epochMicros);
        if (!host.isEmpty()) {
            hosts.note(host.array, host.start, host.end, epochMicros, offset);
        }
    }

    @Override
    public void hostName(Slice address, Slice name, long epochMicros) {
        names.add(address, name, epochMicros);
    }

    @Override
    public void problem(Problem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        } else {
            unkeptProblems++;
        }
    }

    /// All sightings, in the order of their indicators, then hosts.
    public List<Sighting> sightings() {
        return hits.sightings();
    }

    /// What the logs cover of each machine, in the order the machines were first seen.
    public List<HostCoverage> hosts() {
        List<HostCoverage> list = new ArrayList<>(hosts.size());
        Map<Integer, Set<String>> kindSets = new HashMap<>();
        for (int i = 0; i < hosts.size(); i++) {
            list.add(
                    new HostCoverage(
                            hosts.name(i),
                            Micros.instant(hosts.first(i), Long.MAX_VALUE),
                            Micros.instant(hosts.last(i), NO_TIME),
                            hosts.days(i),
                            hosts.lines(i),
                            kindSets.computeIfAbsent(hosts.kinds(i), this::kindNames)));
        }
        return list;
    }

    private Set<String> kindNames(int bits) {
        Set<String> set = new TreeSet<>();
        for (int i = 0; i < kinds.size(); i++) {
            if ((bits & 1 << i) != 0) {
                set.add(kinds.get(i));
            }
        }
        return Set.copyOf(set);
    }

    /// What each log covers, in the order they were read.
    public List<SourceCoverage> sources() {
        end();
        List<SourceCoverage> list = new ArrayList<>();
        for (LogTally log : sources) {
            list.add(log.coverage());
        }
        return list;
    }

    /// The names of addresses that logs gave.
    public List<HostName> hostNames() {
        return names.list();
    }

    /// What could not be used, and what went beyond a bound.
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        addBound(
                all,
                hosts.unkept(),
                "lines of machines beyond the first "
                        + hosts.size()
                        + " are not counted in the coverage");
        addBound(
                all,
                hits.unkept(),
                "hits beyond the first "
                        + MAX_SIGHTINGS
                        + " pairs of indicator and machine are not listed");
        if (hits.expired() > 0) {
            all.add(
                    new Problem(
                            "logs",
                            "",
                            hits.expired()
                                    + " hits lie after the end of validity that the warning states"
                                    + " for its indicator and do not count",
                            Problem.Severity.NOTE));
        }
        addBound(
                all,
                names.unkept(),
                "names of addresses beyond the first " + MAX_NAMES + " are not used");
        addBound(
                all,
                unkeptProblems,
                "problems beyond the first " + MAX_PROBLEMS + " are not listed");
        return all;
    }

    private static void addBound(List<Problem> all, long count, String what) {
        if (count > 0) {
            all.add(new Problem("logs", "", count + " " + what, Problem.Severity.PARTIAL));
        }
    }
}
