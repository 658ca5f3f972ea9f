package dev.firebreak.gate.hold;

import dev.firebreak.gate.facts.FactsJson;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a release is compared with, and what a reader of the verdict has to know about that.
///
/// @param release the entry of the earlier release, absent if there is none
/// @param waiver by which that release, held itself, became the measure; absent if it was judged good
/// @param passedOver a later release that went to a ring by a waiver which does not make it the measure
public record Baseline(
        @Nullable LedgerEntry release,
        @Nullable LedgerEntry waiver,
        @Nullable LedgerEntry passedOver) {
    /// The kept facts of the earlier release, absent if there is none or they are not there any more.
    ///
    /// @param facts folder of facts by SHA-256
    public @Nullable ReleaseFacts facts(Path facts) throws IOException {
        Path kept = release == null ? null : facts.resolve(release.sha256() + ".json");
        return kept != null && Files.exists(kept) ? FactsJson.read(kept) : null;
    }

    public List<Judgement.Note> notes() {
        List<Judgement.Note> out = new ArrayList<>();
        if (waiver != null && release != null) {
            out.add(
                    new Judgement.Note(
                            "baseline-waived",
                            "The release it is compared with, "
                                    + release.file()
                                    + ", was held itself; waiver "
                                    + waiver.number()
                                    + " by "
                                    + waiver.by()
                                    + " made it the measure: what was odd about it is not told again.",
                            "Die Version, mit der verglichen wird, "
                                    + release.file()
                                    + ", wurde selbst zurückgehalten; Ausnahme "
                                    + waiver.number()
                                    + " von "
                                    + waiver.by()
                                    + " hat sie zum Maßstab gemacht: Was an ihr auffiel, wird nicht noch einmal gemeldet."));
        }
        if (passedOver != null) {
            out.add(
                    new Judgement.Note(
                            "baseline-not-waived",
                            passedOver.file()
                                    + " went out later, but was held and only let pass by a waiver, so it is not the measure: what was odd about it is told again.",
                            passedOver.file()
                                    + " ging später hinaus, wurde aber zurückgehalten und nur durch eine Ausnahme zugelassen; sie ist darum nicht der Maßstab: Was an ihr auffiel, wird wieder gemeldet."));
        }
        return out;
    }
}
