package dev.firebreak.core.answer;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of the warnings was met on which machine: judged components that it has, indicators that it contacted. Meetings are
/// numbers, side by side for each machine; findings are made of them when they are told.
final class Met {
    /// Heap that one meeting takes at the most while meetings are gathered, with as much for what is made of it, in bytes.
    private static final int HEAP_OF_A_MEETING = 64;

    private final EstateView estate;
    private final FlatEstate flat;
    private final int machines;
    private final List<Judged> judged;
    private final FlatContacts contacts;
    private final Meetings meetings;

    /// By the number of what is judged: the same number for what makes the same finding on one machine.
    private final int[] sameJudged;

    /// The same of indicators.
    private final Map<Indicator, Integer> sameIndicator = new IdentityHashMap<>();

    private record Meant(ObservableType type, String value) {}

    /// @param machines of the estate; what is met on none is met on the machine of this number
    /// @throws TooManyMeetingsException if there is no room for all
    Met(EstateView estate, int machines, List<Judged> judged, List<Indicator> usable) {
        this.estate = estate;
        this.flat = estate.flat();
        this.machines = machines;
        this.judged = judged;
        this.sameJudged = sameJudged();
        long room = Runtime.getRuntime().maxMemory() / HEAP_OF_A_MEETING;
        this.meetings = new Meetings((int) Math.min(1 << 30, room));
        for (int i = 0; i < judged.size(); i++) {
            int what = i;
            flat.places(
                    judged.get(i).component(), (asset, place) -> meetings.add(asset, what, place));
        }
        this.contacts = flat.contacts(usable);
        Map<Meant, Integer> first = new HashMap<>();
        for (int i = 0; i < contacts.size(); i++) {
            // A machine that was there between two noons only is not counted; its contact is kept,
            // as one of no machine.
            int asset = contacts.asset(i);
            meetings.add(asset < machines ? asset : -1, ~i, 0);
            sameIndicator.computeIfAbsent(
                    contacts.indicator(i),
                    one ->
                            first.computeIfAbsent(
                                    new Meant(one.type(), one.value()), _ -> first.size()));
        }
        meetings.group(machines);
    }

    private int[] sameJudged() {
        Map<List<Object>, Integer> first = new HashMap<>();
        int[] out = new int[judged.size()];
        for (int i = 0; i < out.length; i++) {
            Judged one = judged.get(i);
            List<Object> key =
                    Arrays.asList(
                            estate.component(one.component()).toString(),
                            one.statement().product().name(),
                            one.statement().platform(),
                            one.verdict());
            Integer known = first.putIfAbsent(key, i);
            out[i] = known == null ? i : known;
        }
        return out;
    }

    int size() {
        return meetings.size();
    }

    /// Where the meetings of a machine begin; they end where the next one's begin.
    int first(int machine) {
        return meetings.head(machine);
    }

    boolean isContact(int meeting) {
        return meetings.what(meeting) < 0;
    }

    /// A number of what was met: on one machine, meetings with the same one are one finding.
    int same(int meeting) {
        int what = meetings.what(meeting);
        if (what >= 0) {
            return sameJudged[what];
        }
        Integer number = sameIndicator.get(contacts.indicator(~what));
        if (number == null) {
            throw new IllegalStateException("an indicator that was not met"); // a defect
        }
        return ~number;
    }

    Verdict verdict(int meeting) {
        int what = meetings.what(meeting);
        if (what >= 0) {
            return judged.get(what).verdict();
        }
        boolean meant = contacts.indicator(~what).certainty() != Certainty.UNSURE;
        return meant && contacts.sure(~what) ? Verdict.CONTACTED : Verdict.UNKNOWN;
    }

    /// Whether anything was met on a machine.
    boolean any(int machine) {
        return first(machine) != first(machine + 1);
    }

    /// Bits of the verdicts of what was met on a machine.
    int bits(int machine) {
        int bits = 0;
        for (int i = first(machine); i < first(machine + 1); i++) {
            bits |= 1 << verdict(i).ordinal();
        }
        return bits;
    }

    List<Reason> reasons(int meeting) {
        int what = meetings.what(meeting);
        if (what < 0) {
            return reasons(contacts.sighting(~what));
        }
        Judged one = judged.get(what);
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reasons.installed(estate.component(one.component())));
        reasons.addAll(one.reasons());
        return reasons;
    }

    private static List<Reason> reasons(EstateView.AssetSighting one) {
        Sighting sighting = one.sighting();
        Indicator indicator = sighting.indicator();
        boolean meant = indicator.certainty() != Certainty.UNSURE;
        List<Reason> reasons = new ArrayList<>();
        reasons.add(
                !one.sure()
                        ? Reasons.contactPerhaps(sighting)
                        : meant ? Reasons.contacted(sighting) : Reasons.contactUnsure(sighting));
        if (sighting.first() != null
                && indicator.validFrom() != null
                && sighting.first().isBefore(indicator.validFrom())) {
            reasons.add(Reasons.beforeValidity(indicator.validFrom()));
        }
        return reasons;
    }

    Finding finding(int meeting) {
        int number = meetings.asset(meeting);
        boolean none = number == machines;
        // name and owner alone: to read the days of its logs costs more than all the rest
        String name = none ? "" : flat.name(number);
        @Nullable String organisation = none ? null : flat.facts(number).organisation();
        int what = meetings.what(meeting);
        if (what < 0) {
            return contact(contacts.sighting(~what), verdict(meeting), name, organisation);
        }
        Judged one = judged.get(what);
        Component component = estate.component(one.component());
        EstateView.Holding holding = flat.holding(number, meetings.place(meeting));
        return new Finding.Installed(
                FindingId.of(
                        "installed",
                        name,
                        organisation,
                        component.toString(),
                        one.statement().product().name(),
                        one.statement().platform().json(),
                        one.verdict().name()),
                one.verdict(),
                name,
                organisation,
                one.reasons(),
                component,
                one.statement(),
                one.identity(),
                one.warning(),
                holding.source(),
                holding.line());
    }

    private static Finding contact(
            EstateView.AssetSighting one,
            Verdict verdict,
            String name,
            @Nullable String organisation) {
        Indicator indicator = one.sighting().indicator();
        return new Finding.Contact(
                FindingId.of(
                        "contact", name, organisation, indicator.type().json(), indicator.value()),
                verdict,
                name,
                organisation,
                reasons(one),
                indicator,
                one.sighting());
    }
}
