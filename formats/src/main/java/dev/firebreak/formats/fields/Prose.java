package dev.firebreak.formats.fields;

import dev.firebreak.formats.json.Json;

/// Free text within a structured warning, read as prose.
public final class Prose {
    private Prose() {}

    /// Adds everything the text says.
    public static void read(AdvisoryDraft draft, Json field) {
        TextIndicators.read(draft, field, null);
        draft.partial(field.pointer(), "free text is searched for indicators only");
    }

    /// Adds the indicators the text names; its products are known from structured fields.
    public static void indicatorsOnly(AdvisoryDraft draft, Json field) {
        TextIndicators.read(draft, field, null);
    }
}
