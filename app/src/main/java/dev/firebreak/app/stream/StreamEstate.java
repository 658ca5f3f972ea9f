package dev.firebreak.app.stream;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Tally;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.stream.record.Components;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.FindingRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An estate as a cluster tells of it: the machines that report their software, what was found of them, and the days that
/// logs cover.
final class StreamEstate implements EstateView {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final Gaps gaps;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Set<Integer>> byName = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<AssetState> assets = new ArrayList<>();
    private final Map<String, Integer> componentNumbers = new HashMap<>();
    private final List<Component> components = new ArrayList<>();
    private final List<List<Holding>> holders = new ArrayList<>();
    private final Map<Meeting, Met> met = new LinkedHashMap<>();

    /// What was met by one of several machines.
    private final Map<Meeting, Met> unsure = new LinkedHashMap<>();

    private final Map<String, String> organisationNames = new HashMap<>();
    private final LogSpan logs;
    private final Told told;
    private int incomplete;
    private int changedHands;

    /// A machine while it is put together.
    private static final class Draft {
        final String name;
        final String organisation;
        Told.@Nullable Machine machine;
        LogDays days = LogDays.NONE;

        Draft(String name, String organisation) {
            this.name = name;
            this.organisation = organisation;
        }

        void named(LogDays on) {
            days = days.plus(on);
        }

        AssetState state() {
            Told.Machine m = machine;
            return new AssetState(
                    name,
                    organisation.isEmpty() ? null : organisation,
                    Platform.UNKNOWN,
                    m != null,
                    m == null ? null : instant(m.latest()),
                    m == null || m.complete(),
                    days,
                    List.of());
        }
    }

    /// @param asset -1 for lines that name no machine
    private record Meeting(Indicator indicator, int asset) {}

    /// What all names of one machine did with one indicator.
    private record Met(Finding head, long first, long last, long count, long most, boolean sure) {
        static Met of(Finding f) {
            return new Met(f, f.first(), f.last(), f.count(), f.most(), f.sure());
        }

        Met unsure() {
            return new Met(head, first, last, count, Math.max(count, most), false);
        }

        Met plus(Met o) {
            boolean mine = o.first == Tally.NO_TIME || first != Tally.NO_TIME && first <= o.first;
            return new Met(
                    mine ? head : o.head,
                    first == Tally.NO_TIME || o.first == Tally.NO_TIME
                            ? Math.max(first, o.first)
                            : Math.min(first, o.first),
                    Math.max(last, o.last),
                    count + o.count,
                    most + o.most,
                    sure || o.sure);
        }
    }

    private StreamEstate(Gaps gaps, Told told, Map<String, Told.Known> known, int today) {
        this.told = told;
        int sources = 0;
        boolean hosts = true;
        TreeSet<Integer> days = new TreeSet<>();
        for (Map.Entry<String, Told.Known> e : known.entrySet()) {
            organisationNames.put(lower(e.getKey()), e.getValue().name());
            for (Told.Machine m : e.getValue().machines()) {
                Draft d = drafts.get(named(e.getKey(), m.name()));
                // Names that differ by case only are one machine.
                d.machine = d.machine == null ? m : d.machine.with(m);
            }
            hosts &= e.getValue().hosts();
            sources += e.getValue().logs();
            for (int day : e.getValue().days()) {
                days.add(day);
            }
        }
        this.gaps = new Gaps(!hosts, gaps.unaffected(), gaps.software(), gaps.contacts());
        known.keySet().forEach(o -> told.hosts(o).forEach(h -> inLogs(o, h.at(today))));
        logs =
                sources == 0
                        ? LogSpan.NONE
                        : new LogSpan(
                                sources,
                                LogSpan.LINES_UNKNOWN,
                                null,
                                null,
                                LogDays.of(days.stream().mapToInt(Integer::intValue).toArray()));
    }

    /// @param organisation absent for all
    /// @param gaps what the cluster has not looked at; whether it tells whom the logs name is looked up here
    /// @param today epoch day: what the cluster has forgotten by now says nothing
    static StreamEstate of(
            Wanted wanted, Told told, @Nullable String organisation, Gaps gaps, int today) {
        Map<String, Told.Known> known = new LinkedHashMap<>();
        (organisation == null
                        ? told.organisations().stream().sorted().toList()
                        : List.of(organisation))
                .forEach(o -> known.put(o, told.known(o)));
        StreamEstate estate = new StreamEstate(gaps, told, known, today);
        told.installed(wanted.questions().keySet()).forEach(estate::component);
        for (FindingRecord r : told.findings(wanted.questions().keySet(), organisation)) {
            Finding f = r.finding();
            estate.incomplete += f.complete() ? 0 : 1;
            Indicator indicator = wanted.indicators().get(r.question());
            if (indicator != null) {
                estate.contact(indicator, f);
            } else if (r.component().length > 0) {
                estate.installed(estate.component(r), f);
            }
        }
        estate.drafts.forEach(d -> estate.assets.add(d.state()));
        return estate;
    }

    private int component(FindingRecord r) {
        String indicator = r.finding().indicator();
        String id = indicator.substring(indicator.lastIndexOf('#') + 1);
        return componentNumbers.computeIfAbsent(
                id,
                _ -> {
                    components.add(Components.decode(r.component()));
                    holders.add(new ArrayList<>());
                    return components.size() - 1;
                });
    }

    private void installed(int component, Finding f) {
        int asset = named(f.owner().organisation(), f.owner().asset());
        holders.get(component).add(new Holding(asset, f.source(), f.offset()));
    }

    private void contact(Indicator indicator, Finding f) {
        if (f.owner().asset().isEmpty()) {
            met.merge(new Meeting(indicator, -1), Met.of(f), Met::plus);
            return;
        }
        String organisation = f.owner().organisation();
        String word = f.owner().asset();
        List<Integer> meant = hosts(organisation, word, f.first(), f.last());
        int asset = meant.size() == 1 ? meant.getFirst() : host(organisation, word);
        met.merge(new Meeting(indicator, asset), Met.of(f), Met::plus);
        if (f.first() != Tally.NO_TIME) {
            // Those between are told by the log, if at all.
            int first = (int) Math.floorDiv(f.first(), DAY_MICROS);
            drafts.get(asset).named(LogDays.of(first, (int) Math.floorDiv(f.last(), DAY_MICROS)));
        }
        if (meant.size() > 1) {
            changedHands++;
            for (int one : meant) {
                unsure.merge(new Meeting(indicator, one), Met.of(f).unsure(), Met::plus);
            }
        }
    }

    /// A machine is in the logs on the days on which they name it, or an address that it had.
    private void inLogs(String organisation, Coverage.Host h) {
        int[] days = h.each();
        if (days.length == 0) {
            return;
        }
        if (!told.isNamed(organisation, h.host())) {
            drafts.get(host(organisation, h.host())).named(LogDays.of(days));
            return;
        }
        for (int day : days) {
            long begin = day * DAY_MICROS;
            hosts(organisation, h.host(), begin, begin + DAY_MICROS - 1)
                    .forEach(asset -> drafts.get(asset).named(LogDays.of(day)));
        }
    }

    private static String key(String organisation, String name) {
        return lower(organisation) + '\0' + lower(name);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private int named(String organisation, String name) {
        return numbers.computeIfAbsent(
                key(organisation, name),
                _ -> {
                    drafts.add(
                            new Draft(
                                    name,
                                    organisationNames.getOrDefault(
                                            lower(organisation), organisation)));
                    byName.computeIfAbsent(lower(name), _ -> new TreeSet<>())
                            .add(drafts.size() - 1);
                    return drafts.size() - 1;
                });
    }

    /// The machines that a log's word may mean: of an address that changed hands meanwhile each that had it, since nobody can
    /// tell. One that several lists claim stays an address.
    private List<Integer> hosts(String organisation, String word, long first, long last) {
        Set<String> meant = told.meant(organisation, word, first, last);
        if (meant.isEmpty() || meant.size() > 1 && told.isOnlyClaimed(organisation, word)) {
            return List.of(host(organisation, word));
        }
        return meant.stream().sorted().map(name -> host(organisation, name)).distinct().toList();
    }

    /// A log's word for a machine: its full name, or the short one before the first dot, among the machines of whose log it
    /// is; a log that belongs to nobody may mean the one machine of that name.
    private int host(String organisation, String host) {
        List<String> names = new ArrayList<>(List.of(host));
        int dot = host.indexOf('.');
        if (dot > 0 && !Character.isDigit(host.charAt(host.length() - 1))) {
            names.add(host.substring(0, dot));
        }
        for (String name : names) {
            Integer own = numbers.get(key(organisation, name));
            if (own != null) {
                return own;
            }
            Set<Integer> same = byName.getOrDefault(lower(name), Set.of());
            if (organisation.isEmpty() && same.size() == 1) {
                return same.iterator().next();
            }
        }
        return named(organisation, host);
    }

    static @Nullable Instant instant(long micros) {
        return micros == Tally.NO_TIME
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }

    /// Contacts of addresses that several machines had while the contact lasted.
    int changedHands() {
        return changedHands;
    }

    /// Findings of which something had to be left out, so that their numbers are the least.
    int incomplete() {
        return incomplete;
    }

    @Override
    public int assetCount() {
        return assets.size();
    }

    @Override
    public AssetState asset(int asset) {
        return assets.get(asset);
    }

    @Override
    public int componentCount() {
        return components.size();
    }

    @Override
    public Component component(int component) {
        return components.get(component);
    }

    @Override
    public void holders(int component, Consumer<Holding> each) {
        holders.get(component).forEach(each);
    }

    @Override
    public List<AssetSighting> sightings(List<Indicator> indicators) {
        Set<Indicator> asked = new HashSet<>(indicators);
        List<AssetSighting> out = new ArrayList<>();
        Map<Meeting, Met> all = new LinkedHashMap<>(unsure);
        all.putAll(met);
        all.forEach(
                (meeting, m) -> {
                    if (asked.contains(meeting.indicator)) {
                        out.add(new AssetSighting(meeting.asset, sighting(meeting, m), m.sure));
                    }
                });
        return out;
    }

    private static Sighting sighting(Meeting meeting, Met m) {
        return new Sighting(
                meeting.indicator,
                m.head.owner().asset(),
                m.head.value(),
                instant(m.first),
                instant(m.last),
                Math.max(1, m.sure ? m.count : m.most),
                List.of(new Evidence(m.head.source(), m.head.offset(), "")));
    }

    @Override
    public LogSpan logSpan() {
        return logs;
    }

    @Override
    public Gaps gaps() {
        return gaps;
    }
}
