package dev.firebreak.formats;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.TextIndicators;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.list.JsonList;
import java.util.ArrayDeque;
import java.util.List;

/// JSON that is none of the known formats: a list of indicators if it looks like one, else its texts are searched.
final class UnknownJson {
    /// Texts searched of one file.
    static final int MAX_TEXTS = 200_000;

    private UnknownJson() {}

    static Advisory read(String source, List<Json> roots) {
        AdvisoryDraft list = new AdvisoryDraft(source, "indicators");
        for (Json root : roots) {
            if (root.get("list").isArray() && root.has("matching_attributes")) {
                return list.problem(
                                root.pointer(),
                                "a MISP warning list names what is harmless, so nothing of it is looked for",
                                Problem.Severity.LOST)
                        .build();
            }
        }
        boolean lists = true;
        for (Json root : roots) {
            lists &= JsonList.read(root, list);
        }
        if (lists) {
            for (Json root : roots) {
                Json label = root.get("tlp");
                Tlp.parse(label.text()).ifPresent(tlp -> list.tlp(tlp, list.span(label)));
            }
            return list.build();
        }
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "json-unknown")
                        .problem(
                                roots.getFirst().pointer(),
                                "JSON, but no CSAF, CVE 5, NVD, OSV, GHSA, STIX 2, MISP, CycloneDX VEX or OpenVEX document and no list of indicators: its fields"
                                        + " are not understood, its texts were searched for indicators",
                                Problem.Severity.LOST);
        search(roots, draft);
        if (draft.hasIndicators()) {
            draft.question(
                    new Question(
                            "json-unknown",
                            "The JSON is of no known format. Are the values found in it indicators?",
                            "Das JSON hat kein bekanntes Format. Sind die darin gefundenen Werte Indikatoren?",
                            List.of("yes", "no"),
                            List.of()));
        }
        return draft.build();
    }

    private static void search(List<Json> roots, AdvisoryDraft draft) {
        ArrayDeque<Json> open = new ArrayDeque<>(roots);
        int texts = 0;
        while (!open.isEmpty()) {
            Json value = open.poll();
            open.addAll(value.items());
            open.addAll(value.values());
            if (value.isString()) {
                if (++texts > MAX_TEXTS) {
                    draft.partial(
                            value.pointer(),
                            "more than " + MAX_TEXTS + " texts; the rest is not searched");
                    return;
                }
                TextIndicators.read(draft, value, value.step());
            }
        }
    }
}
