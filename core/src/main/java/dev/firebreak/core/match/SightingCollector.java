package dev.firebreak.core.match;

import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final Slice NOTHING = new Slice();

    private final IndicatorSet indicators;
    private final Matches matches = new Matches();
    private final HostTable hosts;
    private final Map<Long, Hit> hits = new HashMap<>();
    private final Map<String, LearntName> names = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final long[] validUntil;
    private Source source = new Source("", "", () -> NOTHING);
    private int evidenceBytes;
    private long unkeptProblems;
    private long unkeptSightings;
    private long expired;
    private long unkeptNames;

    public SightingCollector(IndicatorSet indicators) {
        this(indicators, MAX_HOSTS);
    }

    SightingCollector(IndicatorSet indicators, int maxHosts) {
        this.indicators = indicators;
        hosts = new HostTable(maxHosts);
        List<Indicator> list = indicators.indicators();
        validUntil = new long[list.size()];
        for (int i = 0; i < validUntil.length; i++) {
            validUntil[i] = micros(list.get(i).validUntil(), Long.MAX_VALUE);
        }
        indicators.problems().forEach(this::problem);
    }

    private static long micros(@Nullable Instant time, long otherwise) {
        return time == null
                ? otherwise
                : Math.addExact(
                        Math.multiplyExact(time.getEpochSecond(), 1_000_000),
                        time.getNano() / 1000);
    }

    private static final class Source {
        final String name;
        final String kind;
        final Supplier<Slice> line;
        long first = Long.MAX_VALUE;
        long last = NO_TIME;
        long observations;
        long hosts;
        final BitSet days = new BitSet();
        boolean ended;
        long lastDay = Long.MIN_VALUE;
        long baseDay = Long.MIN_VALUE;

        Source(String name, String kind, Supplier<Slice> line) {
            this.name = name;
            this.kind = kind;
            this.line = line;
        }

        void note(long micros) {
            observations++;
            if (micros == NO_TIME) {
                return;
            }
            first = Math.min(first, micros);
            last = Math.max(last, micros);
            long day = Math.floorDiv(micros, MICROS_PER_DAY);
            if (day != lastDay) {
                lastDay = day;
                baseDay = baseDay == Long.MIN_VALUE ? day - HostTable.MAX_DAYS : baseDay;
                if (day >= baseDay && day < baseDay + 2L * HostTable.MAX_DAYS) {
                    days.set((int) (day - baseDay));
                }
            }
        }
    }

    private static final class Hit {
        final int indicator;
        final int host;
        final String value;
        long first = Long.MAX_VALUE;
        long last = NO_TIME;
        long count;
        Source firstSource;
        Source lastSource;
        long firstOffset;
        long lastOffset;
        Source countedSource;
        long countedOffset;
        byte[] firstLine = new byte[0];
        byte[] lastLine = new byte[0];

        Hit(int indicator, int host, String value, Source source, long offset) {
            this.indicator = indicator;
            this.host = host;
            this.value = value;
            firstSource = source;
            lastSource = source;
            countedSource = source;
            firstOffset = offset;
            lastOffset = offset;
        }
    }

    private static final class LearntName {
        final Map<String, long[]> times = new LinkedHashMap<>();
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
        source = new Source(name, kind, line);
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
            hit(value, host, epochMicros, offset);
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

    private void hit(Slice value, Slice hostName, long micros, long offset) {
        int host =
                hostName.isEmpty() ? -1 : hosts.find(hostName.array, hostName.start, hostName.end);
        for (int i = 0; i < matches.size(); i++) {
            int indicator = matches.id(i);
            // What a source gives as "valid from" is mostly the day it was written: earlier lines
            // count.
            if (micros != NO_TIME && micros >= validUntil[indicator]) {
                expired++;
                continue;
            }
            // A host beyond the bound still has its sightings, under its own name: it is only its
            // coverage that is lost.
            int number =
                    host >= 0 ? host : hostName.isEmpty() ? -1 : extraHost(hostName.toString());
            Long key = (long) indicator << 32 | number & 0xffffffffL;
            Hit hit = hits.get(key);
            if (hit == null) {
                if (hits.size() >= MAX_SIGHTINGS) {
                    unkeptSightings++;
                    continue;
                }
                hit = new Hit(indicator, number, value.toString(), source, offset);
                hits.put(key, hit);
            } else if (hit.countedOffset == offset && hit.countedSource == source) {
                continue;
            }
            count(hit, micros, offset);
        }
    }

    private final Map<String, Integer> extraHosts = new HashMap<>();
    private final List<String> extraNames = new ArrayList<>();

    private int extraHost(String name) {
        Integer number = extraHosts.get(name);
        if (number == null) {
            number = -2 - extraNames.size();
            extraHosts.put(name, number);
            extraNames.add(name);
        }
        return number;
    }

    private void count(Hit hit, long micros, long offset) {
        hit.count++;
        hit.countedSource = source;
        hit.countedOffset = offset;
        boolean timed = micros != NO_TIME;
        if (hit.count == 1 || timed && micros < hit.first) {
            hit.first = timed ? micros : hit.first;
            hit.firstSource = source;
            hit.firstOffset = offset;
            hit.firstLine = keep(hit.firstLine);
        }
        if (hit.count > 1 && (timed ? micros >= hit.last : hit.last == NO_TIME)) {
            hit.lastSource = source;
            hit.lastOffset = offset;
            hit.lastLine = keep(hit.lastLine);
        }
        if (timed) {
            hit.last = Math.max(hit.last, micros);
        }
    }

    /// Copies the current line, into the old array where it fits; a zero byte ends a shorter one.
    private byte[] keep(byte[] old) {
        Slice line = source.line.get();
        int length = Math.min(line.length(), MAX_EVIDENCE_LINE);
        byte[] kept = old;
        if (kept.length < length) {
            int capacity = Math.min(MAX_EVIDENCE_LINE, length + length / 4);
            if (evidenceBytes + capacity - old.length > MAX_EVIDENCE_BYTES) {
                evidenceBytes -= old.length;
                return new byte[0];
            }
            evidenceBytes += capacity - old.length;
            kept = new byte[capacity];
        }
        System.arraycopy(line.array, line.start, kept, 0, length);
        if (length < kept.length) {
            kept[length] = 0;
        }
        return kept;
    }

    @Override
    public void hostName(Slice address, Slice name, long epochMicros) {
        if (address.isEmpty() || name.isEmpty()) {
            return;
        }
        String key = address.toString();
        LearntName learnt = names.get(key);
        if (learnt == null) {
            if (names.size() >= MAX_NAMES) {
                unkeptNames++;
                return;
            }
            learnt = new LearntName();
            names.put(key, learnt);
        }
        long[] times =
                learnt.times.computeIfAbsent(
                        name.toString(), _ -> new long[] {Long.MAX_VALUE, NO_TIME});
        if (epochMicros != NO_TIME) {
            times[0] = Math.min(times[0], epochMicros);
            times[1] = Math.max(times[1], epochMicros);
        }
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
        List<Hit> sorted = new ArrayList<>(hits.values());
        Map<Integer, String> hostNames = new HashMap<>();
        for (Hit hit : sorted) {
            hostNames.computeIfAbsent(hit.host, this::hostName);
        }
        sorted.sort(
                (a, b) -> {
                    int byIndicator = Integer.compare(a.indicator, b.indicator);
                    return byIndicator != 0
                            ? byIndicator
                            : hostNames
                                    .getOrDefault(a.host, "")
                                    .compareTo(hostNames.getOrDefault(b.host, ""));
                });
        List<Sighting> list = new ArrayList<>(sorted.size());
        for (Hit hit : sorted) {
            list.add(
                    new Sighting(
                            indicators.indicators().get(hit.indicator),
                            hostNames.getOrDefault(hit.host, ""),
                            hit.value,
                            instant(hit.first, Long.MAX_VALUE),
                            instant(hit.last, NO_TIME),
                            hit.count,
                            evidence(hit)));
        }
        return Collections.unmodifiableList(list);
    }

    private String hostName(int number) {
        return number >= 0 ? hosts.name(number) : number == -1 ? "" : extraNames.get(-2 - number);
    }

    private static List<Evidence> evidence(Hit hit) {
        Evidence first = new Evidence(hit.firstSource.name, hit.firstOffset, text(hit.firstLine));
        if (hit.count == 1
                || hit.lastSource == hit.firstSource && hit.lastOffset == hit.firstOffset) {
            return List.of(first);
        }
        return List.of(
                first, new Evidence(hit.lastSource.name, hit.lastOffset, text(hit.lastLine)));
    }

    private static String text(byte[] line) {
        int end = 0;
        while (end < line.length && line[end] != 0) {
            end++;
        }
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }

    private static @Nullable Instant instant(long micros, long none) {
        if (micros == none) {
            return null;
        }
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }

    /// What the logs cover of each machine, in the order the machines were first seen.
    public List<HostCoverage> hosts() {
        List<HostCoverage> list = new ArrayList<>(hosts.size());
        Map<Integer, Set<String>> kindSets = new HashMap<>();
        for (int i = 0; i < hosts.size(); i++) {
            list.add(
                    new HostCoverage(
                            hosts.name(i),
                            instant(hosts.first(i), Long.MAX_VALUE),
                            instant(hosts.last(i), NO_TIME),
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
        for (Source log : sources) {
            list.add(
                    new SourceCoverage(
                            log.name,
                            log.kind,
                            instant(log.first, Long.MAX_VALUE),
                            instant(log.last, NO_TIME),
                            DaySet.of(log.baseDay == Long.MIN_VALUE ? 0 : log.baseDay, log.days),
                            log.observations,
                            log.hosts));
        }
        return list;
    }

    /// The names of addresses that logs gave.
    public List<HostName> hostNames() {
        List<HostName> list = new ArrayList<>();
        names.forEach(
                (address, learnt) ->
                        learnt.times.forEach(
                                (name, times) ->
                                        list.add(
                                                new HostName(
                                                        address,
                                                        name,
                                                        instant(times[0], Long.MAX_VALUE),
                                                        instant(times[1], NO_TIME)))));
        return list;
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
                unkeptSightings,
                "hits beyond the first "
                        + MAX_SIGHTINGS
                        + " pairs of indicator and machine are not listed");
        if (expired > 0) {
            all.add(
                    new Problem(
                            "logs",
                            "",
                            expired
                                    + " hits lie after the end of validity that the warning states"
                                    + " for its indicator and do not count",
                            Problem.Severity.NOTE));
        }
        addBound(
                all,
                unkeptNames,
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
