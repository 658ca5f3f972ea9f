package dev.firebreak.core.answer;

import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides what is said of an asset beside what was met on it.
///
/// @param notBefore older inventories are too old
/// @param asksSoftware whether the warning names software
/// @param asksContacts whether it names usable indicators
/// @param productOpen whether a warning speaks of versions of a product that was not understood
record Lacks(
        AnswerOptions options,
        Instant notBefore,
        EstateView.Gaps gaps,
        Period period,
        boolean readsLogs,
        boolean asksSoftware,
        boolean asksContacts,
        boolean productOpen) {
    static final int AFFECTED = 1 << Verdict.AFFECTED.ordinal();
    static final int CONTACTED = 1 << Verdict.CONTACTED.ordinal();
    static final int UNKNOWN = 1 << Verdict.UNKNOWN.ordinal();
    static final int NOT_AFFECTED = 1 << Verdict.NOT_AFFECTED.ordinal();

    /// @param met bits of the verdicts of what was met
    /// @return bits of [Lack]
    int of(AssetFacts facts, int met) {
        int lacks = asksSoftware || asksContacts ? 0 : Lack.NOTHING_TO_ASK.bit();
        boolean affected = (met & AFFECTED) != 0;
        if (asksSoftware) {
            lacks |= software(facts, affected);
        }
        if (productOpen && !affected) {
            lacks |= Lack.PRODUCT_OPEN.bit();
        }
        if (asksContacts && (met & CONTACTED) == 0) {
            lacks |= contacts(facts);
        }
        return lacks;
    }

    private int software(AssetFacts facts, boolean affected) {
        int lacks = 0;
        if (!facts.hasInventory()) {
            lacks = Lack.NO_INVENTORY.bit();
        } else if (stale(facts)) {
            lacks = (affected ? Lack.STALE_THOUGH_AFFECTED : Lack.STALE).bit();
        } else if (!facts.inventoryComplete() && !affected) {
            lacks = Lack.INCOMPLETE.bit();
        }
        return lacks | (gaps.software() != null && !affected ? Lack.SOFTWARE_GAP.bit() : 0);
    }

    private int contacts(AssetFacts facts) {
        int lacks = 0;
        if (readsLogs && period.stated() && !period.missingDays().isEmpty()) {
            lacks = Lack.LOG_PARTIAL.bit();
        } else if (readsLogs) {
            lacks = (facts.inLogs() ? Lack.NO_CONTACT : unseen()).bit();
        } else if (!asksSoftware) {
            lacks = Lack.NOT_EXAMINED.bit(); // nothing else was asked
        }
        return lacks | (gaps.contacts() != null ? Lack.CONTACT_GAP.bit() : 0);
    }

    private Lack unseen() {
        if (gaps.logDays()) {
            return asksSoftware ? Lack.NO_CONTACT_TOLD : Lack.SEEN_NOT_TOLD;
        }
        return asksSoftware ? Lack.NOT_IN_LOGS : Lack.NOT_SEEN;
    }

    boolean stale(AssetFacts facts) {
        return facts.inventoryAsOf() != null && facts.inventoryAsOf().isBefore(notBefore);
    }

    /// The verdicts that hold in the end: NOT_AFFECTED only alone.
    static int settled(int met, int lacks) {
        int all = met | (Lack.unknown(lacks) ? UNKNOWN : 0);
        int others = all & ~NOT_AFFECTED;
        return others != 0 ? others : NOT_AFFECTED;
    }

    /// The sentence about one asset.
    Reason reason(Lack lack, AssetState state) {
        return switch (lack) {
            case STALE, STALE_THOUGH_AFFECTED -> Reasons.stale(state, options);
            case NO_CONTACT -> Reasons.noContact(state.logDays());
            case NOTHING_TO_ASK,
                    PRODUCT_OPEN,
                    NO_INVENTORY,
                    INCOMPLETE,
                    SOFTWARE_GAP,
                    LOG_PARTIAL,
                    NO_CONTACT_TOLD,
                    NOT_IN_LOGS,
                    NOT_SEEN,
                    SEEN_NOT_TOLD,
                    NOT_EXAMINED,
                    CONTACT_GAP ->
                    reason(lack);
        };
    }

    /// The sentence about many.
    Reason reason(Lack lack) {
        return switch (lack) {
            case NOTHING_TO_ASK -> Reasons.NOTHING_TO_ASK;
            case PRODUCT_OPEN -> Reasons.PRODUCT_OPEN;
            case NO_INVENTORY -> Reasons.NO_INVENTORY;
            case STALE, STALE_THOUGH_AFFECTED -> Reasons.staleMany(options);
            case INCOMPLETE -> Reasons.INVENTORY_INCOMPLETE;
            case SOFTWARE_GAP -> told(gaps.software());
            case LOG_PARTIAL -> Reasons.logPartial(period);
            case NO_CONTACT -> Reasons.NO_CONTACT_MANY;
            case NO_CONTACT_TOLD, SEEN_NOT_TOLD -> Reasons.NO_CONTACT_TOLD;
            case NOT_IN_LOGS, NOT_SEEN -> Reasons.NOT_IN_LOGS;
            case NOT_EXAMINED -> Reasons.CONTACTS_NOT_EXAMINED;
            case CONTACT_GAP -> told(gaps.contacts());
        };
    }

    private static Reason told(@Nullable Reason gap) {
        return Objects.requireNonNull(gap);
    }
}
