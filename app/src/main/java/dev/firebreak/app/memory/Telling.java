package dev.firebreak.app.memory;

import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.answer.Judged;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Is told the machines that an organisation's answer names, each once and in no order. Those that are named for one installed program alone
/// are most of a large answer, so they come without an object for each.
public interface Telling {
    /// A machine that is named for this component and nothing else.
    ///
    /// @param judged AFFECTED or UNKNOWN
    /// @param source inventory that lists it
    /// @param line 1-based line there, 0 if it has none
    void installed(String machine, Judged judged, Component component, String source, long line);

    /// Any other machine.
    ///
    /// @param findings of this machine; none if too little is known of it
    void machine(AssetAnswer machine, List<Finding> findings);

    /// What logs say that name no machine; told at most once.
    void nameless(List<Finding> findings);

    /// Tells an answer that was put together as a whole.
    static void tell(Answer answer, Telling each) {
        Map<String, List<Finding>> byAsset = new HashMap<>();
        for (Finding finding : answer.findings()) {
            byAsset.computeIfAbsent(finding.asset(), _ -> new ArrayList<>()).add(finding);
        }
        for (AssetAnswer asset : answer.assets()) {
            if (asset.verdicts().contains(Verdict.AFFECTED)
                    || asset.verdicts().contains(Verdict.CONTACTED)
                    || asset.verdicts().contains(Verdict.UNKNOWN)) {
                each.machine(asset, byAsset.getOrDefault(asset.asset(), List.of()));
            }
        }
        List<Finding> nameless = byAsset.getOrDefault("", List.of());
        if (!nameless.isEmpty()) {
            each.nameless(nameless);
        }
    }
}
