package dev.firebreak.core.answer;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides, from what the warnings say and what is known of the estate, what can be said of every asset.
///
/// The rule behind every line: NOT_AFFECTED is said only of an asset whose current inventory is known and lists no
/// affected version; whatever is missing makes UNKNOWN with the reason.
public final class AnswerBuilder {
    /// Up to so many machines or findings are made at once and put in the order of names as they are written; more are made
    /// when they are asked for, and stand in the order of the estate.
    private static final int MAX_HELD = 100_000;

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

    /// Machines; an estate may come to know more of them while it is asked.
    private final int count;

    private final AnswerOptions options;
    private final List<Answer.Suppressed> suppressed;
    private final Met met;
    private final Lacks lacks;
    private final boolean asksSoftware;
    private final Set<Question> questions = new LinkedHashSet<>();

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
        this.count = estate.assetCount();
        this.met = new Met(estate, count, judged, usable);
        this.asksSoftware = advisories.stream().anyMatch(Advisory::asksSoftware);
        this.lacks =
                new Lacks(
                        options,
                        options.asOf().minus(options.maxInventoryAge()),
                        estate.gaps(),
                        Period.of(options, estate.logSpan()),
                        estate.logSpan().sources() > 0,
                        asksSoftware,
                        !usable.isEmpty(),
                        advisories.stream().anyMatch(Advisory::leavesProductOpen));
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

    private Answer finish(List<Indicator> usable, List<Problem> omitted, Bounds bounds) {
        Counting counting = new Counting();
        byte[] ranks = count <= bounds.listed() ? counting.each() : counting.alike();
        Tally.Counter tally = counting.tally;
        Unlisted unlisted = counting.unlisted;
        CoverageCount coverage = counting.coverage;
        Order order = new Order(met, flat, ranks);
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

    /// Counts all machines, and decides which are listed.
    private final class Counting {
        private final Tally.Counter tally = new Tally.Counter();
        private final Unlisted unlisted = new Unlisted(lacks);
        private final CoverageCount coverage = new CoverageCount(lacks);

        /// @return the rank of each machine; all are listed
        byte[] each() {
            byte[] ranks = new byte[count];
            for (int i = 0; i < count; i++) {
                AssetFacts facts = flat.facts(i);
                ranks[i] = rank(add(facts, facts, met.bits(i), 1));
            }
            return ranks;
        }

        /// @return the rank of each machine that has a finding, [Order#UNLISTED] of the others, which are counted together
        byte[] alike() {
            byte[] ranks = new byte[count];
            Arrays.fill(ranks, Order.UNLISTED);
            boolean nothing = met.size() == 0;
            for (int i = 0; i < count && !nothing; i++) {
                if (met.any(i)) {
                    AssetFacts facts = flat.facts(i);
                    int bits = met.bits(i);
                    if ((bits & ~Lacks.NOT_AFFECTED) != 0) {
                        ranks[i] = rank(add(facts, facts, bits, 1));
                    } else {
                        unlist(facts, facts, bits, 1);
                    }
                }
            }
            flat.alike(
                    count,
                    lacks.notBefore(),
                    nothing ? _ -> true : i -> !met.any(i),
                    (oldest, newest, n) -> unlist(oldest, newest, 0, n));
            return ranks;
        }

        private void unlist(AssetFacts oldest, AssetFacts newest, int bits, long n) {
            int settled = add(oldest, newest, bits, n);
            boolean notInstalled = asksSoftware && (bits & Lacks.NOT_AFFECTED) == 0;
            unlisted.add(settled, lacks.of(oldest, bits), notInstalled, bits != 0, n);
        }

        /// @param bits of the verdicts of what was met on each of these machines
        /// @return bits of what is said of them in the end
        private int add(AssetFacts oldest, AssetFacts newest, int bits, long n) {
            coverage.add(oldest, newest, (int) n);
            int settled = Lacks.settled(bits, lacks.of(oldest, bits));
            tally.add(oldest.organisation(), settled, n);
            return settled;
        }
    }

    private List<AssetAnswer> assets(Order order, int held) {
        int listed = order.listed();
        if (listed == 0) {
            return List.of();
        }
        if (listed > held) {
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
        if (met.size() > held) {
            return new Listed<>(order.findings(), met::finding, met::isContact);
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < met.size(); i++) {
            if (met.verdict(i) != Verdict.NOT_AFFECTED) {
                findings.add(met.finding(i));
            }
        }
        findings.sort(
                Comparator.comparing((Finding finding) -> finding.verdict())
                        .thenComparing(Finding::asset)
                        .thenComparing(Finding::id));
        return merged(findings);
    }

    private AssetAnswer asset(int number) {
        AssetState state = estate.asset(number);
        Draft draft = new Draft();
        for (int i = met.first(number); i < met.first(number + 1); i++) {
            Verdict verdict = met.verdict(i);
            met.reasons(i).forEach(reason -> draft.add(verdict, reason));
        }
        int lacking = lacks.of(state.facts(), met.bits(number));
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
        if (count == 0) {
            notes.add(Reasons.NO_ASSETS);
        }
        if (estate.gaps().logDays() && readsLogs) {
            notes.add(Reasons.LOG_DAYS_NOT_TOLD);
        }
        return notes;
    }
}
