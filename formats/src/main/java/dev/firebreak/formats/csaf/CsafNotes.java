package dev.firebreak.formats.csaf;

import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.TextIndicators;
import dev.firebreak.formats.json.Json;

/// Searches the free text of a CSAF document for indicators: the standard has no field for them.
final class CsafNotes {
    private CsafNotes() {}

    static void read(Json root, AdvisoryDraft draft) {
        notes(root.at("document", "notes"), draft);
        for (Json vulnerability : root.get("vulnerabilities").items()) {
            notes(vulnerability.get("notes"), draft);
            for (Json threat : vulnerability.get("threats").items()) {
                TextIndicators.read(draft, threat.get("details"), threat.get("category").text());
            }
        }
    }

    private static void notes(Json notes, AdvisoryDraft draft) {
        for (Json note : notes.items()) {
            if (!note.get("category").text().equals("legal_disclaimer")) {
                TextIndicators.read(draft, note.get("text"), note.get("title").text());
            }
        }
    }
}
