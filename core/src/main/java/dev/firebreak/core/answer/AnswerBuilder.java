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
    private final AnswerOptions options;
    private final List<Answer.Suppressed> suppressed;
    private final Map<Integer, Draft> drafts = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Question> questions = new LinkedHashSet<>();

    private AnswerBuilder(
            List<Advisory> advisories,
            EstateView estate,
            AnswerOptions options,
            List<Answer.Suppressed> suppressed) {
        this.advisories = advisories;
        this.estate = estate;
        this.options = options;
        this.suppressed = suppressed;
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
        AnswerBuilder builder = new AnswerBuilder(advisories, estate, options, suppressed);
        advisories.forEach(advisory -> builder.questions.addAll(advisory.questions()));
        builder.questions.addAll(asked);
        builder.installed(judged);
        builder.contacts(usable);
        return builder.finish(judged, usable, omitted);
    }

    private Draft draft(int asset) {
        return drafts.computeIfAbsent(asset, _ -> new Draft());
    }

    private void installed(List<Judged> judged) {
        for (Judged one : judged) {
            // What is the same for all that have it is made once: a common program has many
            // holders.
            Component component = estate.component(one.component());
            Reason installed = Reasons.installed(component);
            String text = component.toString();
            estate.holders(
                    one.component(),
                    holding -> {
                        AssetState asset = estate.asset(holding.asset());
                        Draft draft = draft(holding.asset());
                        draft.add(one.verdict(), installed);
                        one.reasons().forEach(reason -> draft.add(one.verdict(), reason));
                        if (one.verdict() == Verdict.NOT_AFFECTED) {
                            return;
                        }
                        findings.add(
                                new Finding.Installed(
                                        FindingId.of(
                                                "installed",
                                                asset.name(),
                                                asset.organisation(),
                                                text,
                                                one.statement().product().name(),
                                                one.statement().platform().json(),
                                                one.verdict().name()),
                                        one.verdict(),
                                        asset.name(),
                                        asset.organisation(),
                                        one.reasons(),
                                        component,
                                        one.statement(),
                                        one.identity(),
                                        one.warning(),
                                        holding.source(),
                                        holding.line()));
                    });
        }
    }

    private void contacts(List<Indicator> usable) {
        for (EstateView.AssetSighting one : estate.sightings(usable)) {
            Sighting sighting = one.sighting();
            Indicator indicator = sighting.indicator();
            boolean meant = indicator.certainty() != Certainty.UNSURE;
            Verdict verdict = meant && one.sure() ? Verdict.CONTACTED : Verdict.UNKNOWN;
            Reason reason =
                    !one.sure()
                            ? Reasons.contactPerhaps(sighting)
                            : meant ? Reasons.contacted(sighting) : Reasons.contactUnsure(sighting);
            @Nullable AssetState asset = one.asset() < 0 ? null : estate.asset(one.asset());
            List<Reason> reasons = new ArrayList<>(List.of(reason));
            if (sighting.first() != null
                    && indicator.validFrom() != null
                    && sighting.first().isBefore(indicator.validFrom())) {
                reasons.add(Reasons.beforeValidity(indicator.validFrom()));
            }
            if (one.asset() >= 0) {
                reasons.forEach(each -> draft(one.asset()).add(verdict, each));
            }
            String name = asset == null ? "" : asset.name();
            @Nullable String organisation = asset == null ? null : asset.organisation();
            findings.add(
                    new Finding.Contact(
                            FindingId.of(
                                    "contact",
                                    name,
                                    organisation,
                                    indicator.type().json(),
                                    indicator.value()),
                            verdict,
                            name,
                            organisation,
                            reasons,
                            indicator,
                            sighting));
        }
    }

    private Answer finish(List<Judged> judged, List<Indicator> usable, List<Problem> omitted) {
        boolean asksSoftware =
                advisories.stream()
                        .flatMap(advisory -> advisory.statements().stream())
                        .anyMatch(
                                statement ->
                                        statement.status() == Status.AFFECTED
                                                || statement.status()
                                                        == Status.UNDER_INVESTIGATION);
        Period period = Period.of(options, estate.logSpan());
        boolean readsLogs = estate.logSpan().sources() > 0;
        boolean nothingToAsk = !asksSoftware && usable.isEmpty();
        List<AssetAnswer> assets = new ArrayList<>(estate.assetCount());
        CoverageCount count = new CoverageCount(options);
        for (int i = 0; i < estate.assetCount(); i++) {
            AssetState state = estate.asset(i);
            count.add(state);
            Draft draft = drafts.getOrDefault(i, new Draft());
            if (nothingToAsk) {
                draft.add(Verdict.UNKNOWN, Reasons.NOTHING_TO_ASK);
            }
            if (asksSoftware) {
                software(state, draft);
            }
            if (!usable.isEmpty()) {
                network(state, draft, period, readsLogs, asksSoftware);
            }
            assets.add(assetAnswer(state, draft, asksSoftware));
        }
        assets.sort(
                Comparator.comparing(AnswerBuilder::rank)
                        .thenComparing(
                                asset -> asset.organisation() == null ? "" : asset.organisation())
                        .thenComparing(AssetAnswer::asset));
        findings.sort(
                Comparator.comparing((Finding finding) -> finding.verdict())
                        .thenComparing(Finding::asset)
                        .thenComparing(Finding::id));
        return new Answer(
                options.asOf(),
                advisories,
                assets,
                merged(findings),
                count.coverage(estate.logSpan(), period, notes(asksSoftware, usable, readsLogs)),
                suppressed,
                Disagreements.of(advisories),
                List.copyOf(questions),
                omitted);
    }

    private void software(AssetState state, Draft draft) {
        if (!state.hasInventory()) {
            draft.add(Verdict.UNKNOWN, Reasons.NO_INVENTORY);
        } else if (stale(state, options)) {
            Reason reason = Reasons.stale(state, options);
            if (draft.verdicts.contains(Verdict.AFFECTED)) {
                draft.reasons.add(reason);
            } else {
                draft.add(Verdict.UNKNOWN, reason);
            }
        } else if (!state.inventoryComplete() && !draft.verdicts.contains(Verdict.AFFECTED)) {
            draft.add(Verdict.UNKNOWN, Reasons.INVENTORY_INCOMPLETE);
        }
        Reason gap = estate.gaps().software();
        if (gap != null && !draft.verdicts.contains(Verdict.AFFECTED)) {
            draft.add(Verdict.UNKNOWN, gap);
        }
    }

    static boolean stale(AssetState state, AnswerOptions options) {
        return state.inventoryAsOf() != null
                && state.inventoryAsOf().isBefore(options.asOf().minus(options.maxInventoryAge()));
    }

    private void network(
            AssetState state, Draft draft, Period period, boolean readsLogs, boolean asksSoftware) {
        if (draft.verdicts.contains(Verdict.CONTACTED)) {
            return;
        }
        if (readsLogs && period.stated() && !period.missingDays().isEmpty()) {
            draft.add(Verdict.UNKNOWN, Reasons.logPartial(period));
        } else if (readsLogs) {
            draft.reasons.add(noContact(state));
        } else if (!asksSoftware) {
            draft.add(Verdict.UNKNOWN, Reasons.CONTACTS_NOT_EXAMINED); // nothing else was asked
        }
        Reason gap = estate.gaps().contacts();
        if (gap != null) {
            draft.add(Verdict.UNKNOWN, gap);
        }
    }

    private Reason noContact(AssetState state) {
        if (!state.logDays().isEmpty()) {
            return Reasons.noContact(state.logDays());
        }
        return estate.gaps().logDays() ? Reasons.NO_CONTACT_TOLD : Reasons.NOT_IN_LOGS;
    }

    private AssetAnswer assetAnswer(AssetState state, Draft draft, boolean asksSoftware) {
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
        boolean affected = asset.verdicts().contains(Verdict.AFFECTED);
        boolean contacted = asset.verdicts().contains(Verdict.CONTACTED);
        return affected && contacted
                ? 0
                : affected ? 1 : contacted ? 2 : asset.verdicts().contains(Verdict.UNKNOWN) ? 3 : 4;
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
