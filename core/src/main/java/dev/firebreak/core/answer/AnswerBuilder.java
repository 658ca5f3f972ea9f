package dev.firebreak.core.answer;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides, from what the warnings say and what is known of the estate, what can be said of every asset.
///
/// The rule behind every line: NOT_AFFECTED is said only of an asset whose current inventory is known and lists no
/// affected version; whatever is missing makes UNKNOWN with the reason.
public final class AnswerBuilder {
    /// Up to so many machines or findings are made at once and put in the order of names as they are written; more are made
    /// when they are asked for, and stand in the order of the estate.
    private static final int MAX_HELD = 100_000;

    /// Heap that one meeting takes at the most while meetings are gathered, in bytes.
    private static final int HEAP_OF_A_MEETING = 64;

    /// What is known of one asset while it is put together.
    private static final class Draft {
        final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        final List<Reason> reasons = new ArrayList<>();

        void add(Verdict verdict, Reason reason) {
            verdicts.add(verdict);
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
    }

    private final List<Advisory> advisories;
    private final EstateView estate;
    private final FlatEstate flat;
    private final AnswerOptions options;
    private final List<Answer.Suppressed> suppressed;
    private final List<Judged> judged;
    private final FlatContacts contacts;
    private final Meetings meetings;
    private final Lacks lacks;
    private final boolean asksSoftware;
    private final Set<Question> questions = new LinkedHashSet<>();

    /// By the number of what is judged: the same number for what makes the same finding on one asset.
    private final int[] sameJudged;

    private AnswerBuilder(
            List<Advisory> advisories,
            EstateView estate,
            List<Judged> judged,
            List<Indicator> usable,
            AnswerOptions options,
            List<Answer.Suppressed> suppressed) {
        this.advisories = advisories;
        this.estate = estate;
        this.flat = estate.flat();
        this.options = options;
        this.suppressed = suppressed;
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
        for (int i = 0; i < contacts.size(); i++) {
            meetings.add(contacts.asset(i), ~i, 0);
        }
        meetings.group(estate.assetCount());
        this.asksSoftware =
                advisories.stream()
                        .flatMap(advisory -> advisory.statements().stream())
                        .anyMatch(
                                statement ->
                                        statement.status() == Status.AFFECTED
                                                || statement.status()
                                                        == Status.UNDER_INVESTIGATION);
        this.lacks =
                new Lacks(
                        options,
                        options.asOf().minus(options.maxInventoryAge()),
                        estate.gaps(),
                        Period.of(options, estate.logSpan()),
                        estate.logSpan().sources() > 0,
                        asksSoftware,
                        !usable.isEmpty());
    }

    /// @param judged what the warnings say of the estate's components; those they say nothing of are left out
    /// @param usable indicators that passed the allow-lists
    /// @param suppressed indicators that did not
    /// @param asked questions that judging raised, beside those of the advisories
    /// @param omitted everything that could not be used of the inputs
    public static Answer build(
            List<Advisory> advisories,
            EstateView estate,
            List<Judged> judged,
            List<Indicator> usable,
            List<Answer.Suppressed> suppressed,
            List<Question> asked,
            List<Problem> omitted,
            AnswerOptions options) {
        return build(
                advisories,
                estate,
                judged,
                usable,
                suppressed,
                asked,
                omitted,
                options,
                Integer.MAX_VALUE);
    }

    /// The same of an estate that may be very large.
    ///
    /// @param listed of an estate with more machines than this only those are listed that have a finding; the others are
    ///     counted, with the reasons
    public static Answer build(
            List<Advisory> advisories,
            EstateView estate,
            List<Judged> judged,
            List<Indicator> usable,
            List<Answer.Suppressed> suppressed,
            List<Question> asked,
            List<Problem> omitted,
            AnswerOptions options,
            int listed) {
        return build(
                advisories,
                estate,
                judged,
                usable,
                suppressed,
                asked,
                omitted,
                options,
                new Bounds(listed, MAX_HELD));
    }

    /// @param listed most machines of an estate that lists them all
    /// @param held most machines or findings that are made at once
    record Bounds(int listed, int held) {}

    static Answer build(
            List<Advisory> advisories,
            EstateView estate,
            List<Judged> judged,
            List<Indicator> usable,
            List<Answer.Suppressed> suppressed,
            List<Question> asked,
            List<Problem> omitted,
            AnswerOptions options,
            Bounds bounds) {
        AnswerBuilder builder =
                new AnswerBuilder(advisories, estate, judged, usable, options, suppressed);
        advisories.forEach(advisory -> builder.questions.addAll(advisory.questions()));
        builder.questions.addAll(asked);
        return builder.finish(usable, omitted, bounds);
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

    private Verdict verdict(int what) {
        if (what >= 0) {
            return judged.get(what).verdict();
        }
        boolean meant = contacts.indicator(~what).certainty() != Certainty.UNSURE;
        return meant && contacts.sure(~what) ? Verdict.CONTACTED : Verdict.UNKNOWN;
    }

    private List<Reason> contactReasons(EstateView.AssetSighting one) {
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

    private Finding finding(int meeting) {
        int number = meetings.asset(meeting);
        @Nullable AssetState asset = number == estate.assetCount() ? null : estate.asset(number);
        String name = asset == null ? "" : asset.name();
        @Nullable String organisation = asset == null ? null : asset.organisation();
        int what = meetings.what(meeting);
        if (what < 0) {
            return contact(contacts.sighting(~what), verdict(what), name, organisation);
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

    private Finding contact(
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
                contactReasons(one),
                indicator,
                one.sighting());
    }

    private Answer finish(List<Indicator> usable, List<Problem> omitted, Bounds bounds) {
        int count = estate.assetCount();
        boolean all = count <= bounds.listed();
        byte[] ranks = new byte[count];
        Tally.Counter tally = new Tally.Counter();
        Unlisted unlisted = new Unlisted(lacks);
        CoverageCount coverage = new CoverageCount(lacks);
        for (int i = 0; i < count; i++) {
            AssetFacts facts = flat.facts(i);
            coverage.add(facts);
            int met = met(i);
            int lacking = lacks.of(facts, met);
            int settled = Lacks.settled(met, lacking);
            tally.add(facts.organisation(), settled);
            boolean lists = all || (met & ~Lacks.NOT_AFFECTED) != 0;
            ranks[i] = lists ? rank(settled) : Order.UNLISTED;
            if (!lists) {
                boolean notInstalled = asksSoftware && (met & Lacks.NOT_AFFECTED) == 0;
                unlisted.add(settled, lacking, notInstalled, met != 0);
            }
        }
        Order order = new Order(meetings, flat, ranks);
        return new Answer(
                options.asOf(),
                advisories,
                assets(order, bounds.held()),
                findings(order, bounds.held()),
                tally.tally(unlisted.machines(), unlisted.because()),
                coverage.coverage(estate.logSpan(), notes(asksSoftware, usable, lacks.readsLogs())),
                suppressed,
                Disagreements.of(advisories),
                List.copyOf(questions),
                omitted);
    }

    /// Bits of the verdicts of what was met on an asset.
    private int met(int asset) {
        int bits = 0;
        for (int i = meetings.head(asset); i < meetings.head(asset + 1); i++) {
            bits |= 1 << verdict(meetings.what(i)).ordinal();
        }
        return bits;
    }

    private List<AssetAnswer> assets(Order order, int held) {
        if (order.listed() > held) {
            return new Listed<>(order.assets(), this::asset, _ -> false);
        }
        return order.anyAssets()
                .mapToObj(this::asset)
                .sorted(
                        Comparator.comparing((AssetAnswer asset) -> rank(asset))
                                .thenComparing(
                                        asset ->
                                                asset.organisation() == null
                                                        ? ""
                                                        : asset.organisation())
                                .thenComparing(AssetAnswer::asset))
                .toList();
    }

    private List<Finding> findings(Order order, int held) {
        if (meetings.size() > held) {
            return new Listed<>(
                    order.findings(this::verdict, this::same),
                    this::finding,
                    meeting -> meetings.what(meeting) < 0);
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < meetings.size(); i++) {
            if (verdict(meetings.what(i)) != Verdict.NOT_AFFECTED) {
                findings.add(finding(i));
            }
        }
        findings.sort(
                Comparator.comparing((Finding finding) -> finding.verdict())
                        .thenComparing(Finding::asset)
                        .thenComparing(Finding::id));
        return merged(findings);
    }

    /// Whether two meetings of one asset are one finding.
    private boolean same(int one, int other) {
        if (one >= 0 || other >= 0) {
            return one >= 0 && other >= 0 && sameJudged[one] == sameJudged[other];
        }
        Indicator a = contacts.indicator(~one);
        Indicator b = contacts.indicator(~other);
        return a.type() == b.type() && a.value().equals(b.value());
    }

    private AssetAnswer asset(int number) {
        AssetState state = estate.asset(number);
        Draft draft = new Draft();
        int met = 0;
        for (int i = meetings.head(number); i < meetings.head(number + 1); i++) {
            int what = meetings.what(i);
            Verdict verdict = verdict(what);
            met |= 1 << verdict.ordinal();
            if (what >= 0) {
                Judged one = judged.get(what);
                draft.add(verdict, Reasons.installed(estate.component(one.component())));
                one.reasons().forEach(reason -> draft.add(verdict, reason));
            } else {
                contactReasons(contacts.sighting(~what))
                        .forEach(reason -> draft.add(verdict, reason));
            }
        }
        int lacking = lacks.of(state.facts(), met);
        for (Lack lack : Lack.values()) {
            if (lack.in(lacking)) {
                Reason reason = lacks.reason(lack, state);
                if (lack.makesUnknown()) {
                    draft.add(Verdict.UNKNOWN, reason);
                } else {
                    draft.reasons.add(reason);
                }
            }
        }
        return settled(state, draft);
    }

    private AssetAnswer settled(AssetState state, Draft draft) {
        boolean hit =
                draft.verdicts.contains(Verdict.AFFECTED)
                        || draft.verdicts.contains(Verdict.CONTACTED)
                        || draft.verdicts.contains(Verdict.UNKNOWN);
        if (hit) {
            draft.verdicts.remove(Verdict.NOT_AFFECTED);
        } else {
            if (asksSoftware && !draft.verdicts.contains(Verdict.NOT_AFFECTED)) {
                draft.reasons.addFirst(
                        estate.gaps().unaffected()
                                ? Reasons.noneAffected(state)
                                : Reasons.notInstalled(state));
            }
            draft.verdicts.add(Verdict.NOT_AFFECTED);
        }
        Platform platform = state.platform();
        return new AssetAnswer(
                state.name(), state.organisation(), platform, draft.verdicts, draft.reasons);
    }

    private static int rank(AssetAnswer asset) {
        int bits = 0;
        for (Verdict verdict : asset.verdicts()) {
            bits |= 1 << verdict.ordinal();
        }
        return rank(bits);
    }

    private static byte rank(int bits) {
        boolean affected = (bits & Lacks.AFFECTED) != 0;
        boolean contacted = (bits & Lacks.CONTACTED) != 0;
        return (byte)
                (affected && contacted
                        ? 0
                        : affected ? 1 : contacted ? 2 : (bits & Lacks.UNKNOWN) != 0 ? 3 : 4);
    }

    /// The same meeting reported by two inventories is one finding; the first place stays.
    private static List<Finding> merged(List<Finding> findings) {
        Map<String, Finding> byId = new LinkedHashMap<>();
        findings.forEach(finding -> byId.putIfAbsent(finding.id(), finding));
        return List.copyOf(byId.values());
    }

    private List<Reason> notes(boolean asksSoftware, List<Indicator> usable, boolean readsLogs) {
        List<Reason> notes = new ArrayList<>();
        if (!usable.isEmpty() && !readsLogs) {
            notes.add(Reasons.CONTACTS_NOT_EXAMINED);
        }
        if (usable.isEmpty() && readsLogs) {
            notes.add(Reasons.NO_INDICATORS);
        }
        if (!asksSoftware) {
            notes.add(Reasons.NO_PRODUCTS);
        }
        if (estate.assetCount() == 0) {
            notes.add(Reasons.NO_ASSETS);
        }
        if (estate.gaps().logDays() && readsLogs) {
            notes.add(Reasons.LOG_DAYS_NOT_TOLD);
        }
        return notes;
    }
}
