package dev.firebreak.core.match;

import static dev.firebreak.core.model.ObservationSink.NO_TIME;

import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// For each pair of indicator and host that met: first, last, count and the proving lines. Bounded, see
/// [SightingCollector].
final class HitTable {
    private static final int MAX_SIGHTINGS = SightingCollector.MAX_SIGHTINGS;
    private static final int MAX_EVIDENCE_BYTES = SightingCollector.MAX_EVIDENCE_BYTES;
    private static final int MAX_EVIDENCE_LINE = SightingCollector.MAX_EVIDENCE_LINE;

    private final List<Indicator> indicators;
    private final HostTable hosts;
    private final Map<Long, Hit> hits = new HashMap<>();
    private final Map<String, Integer> extraHosts = new HashMap<>();
    private final List<String> extraNames = new ArrayList<>();
    private final long[] validUntil;
    private int evidenceBytes;
    private long unkeptSightings;
    private long expired;

    HitTable(List<Indicator> indicators, HostTable hosts) {
        this.indicators = indicators;
        this.hosts = hosts;
        validUntil = new long[indicators.size()];
        for (int i = 0; i < validUntil.length; i++) {
            validUntil[i] = Micros.of(indicators.get(i).validUntil(), Long.MAX_VALUE);
        }
    }

    private static final class Hit {
        final int indicator;
        final int host;
        final String value;
        long first = Long.MAX_VALUE;
        long last = NO_TIME;
        long count;
        LogTally firstSource;
        LogTally lastSource;
        long firstOffset;
        long lastOffset;
        LogTally countedSource;
        long countedOffset;
        byte[] firstLine = new byte[0];
        byte[] lastLine = new byte[0];

        Hit(int indicator, int host, String value, LogTally source, long offset) {
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

    /// @param source that tells the line
    void hit(
            Matches matches,
            Slice value,
            Slice hostName,
            long micros,
            LogTally source,
            long offset) {
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
            count(hit, micros, source, offset);
        }
    }

    private int extraHost(String name) {
        Integer number = extraHosts.get(name);
        if (number == null) {
            number = -2 - extraNames.size();
            extraHosts.put(name, number);
            extraNames.add(name);
        }
        return number;
    }

    private void count(Hit hit, long micros, LogTally source, long offset) {
        hit.count++;
        hit.countedSource = source;
        hit.countedOffset = offset;
        boolean timed = micros != NO_TIME;
        if (hit.count == 1 || timed && micros < hit.first) {
            hit.first = timed ? micros : hit.first;
            hit.firstSource = source;
            hit.firstOffset = offset;
            hit.firstLine = keep(hit.firstLine, source);
        }
        if (hit.count > 1 && (timed ? micros >= hit.last : hit.last == NO_TIME)) {
            hit.lastSource = source;
            hit.lastOffset = offset;
            hit.lastLine = keep(hit.lastLine, source);
        }
        if (timed) {
            hit.last = Math.max(hit.last, micros);
        }
    }

    /// Copies the current line, into the old array where it fits; a zero byte ends a shorter one.
    private byte[] keep(byte[] old, LogTally source) {
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

    /// All sightings, in the order of their indicators, then hosts.
    List<Sighting> sightings() {
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
                            indicators.get(hit.indicator),
                            hostNames.getOrDefault(hit.host, ""),
                            hit.value,
                            Micros.instant(hit.first, Long.MAX_VALUE),
                            Micros.instant(hit.last, NO_TIME),
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

    /// Pairs that went beyond the bound.
    long unkept() {
        return unkeptSightings;
    }

    /// Lines after the end of validity of their indicator.
    long expired() {
        return expired;
    }
}
