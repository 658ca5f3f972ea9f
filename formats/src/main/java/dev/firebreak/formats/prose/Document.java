package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A warning as plain text with its structure, whatever it was before.
///
/// @param text what all offsets refer to
/// @param title as the format states it (HTML title, mail subject), empty if it does not
/// @param publisher as the format states it (sender of a mail)
/// @param published as the format states it (date of a mail, `article:published_time`)
record Document(
        String text,
        List<Block> blocks,
        String title,
        @Nullable String publisher,
        @Nullable Instant published,
        List<Problem> problems) {
    Document {
        blocks = List.copyOf(blocks);
        problems = List.copyOf(problems);
    }

    static Document plain(String text) {
        return new Document(text, Lines.blocks(text), "", null, null, List.of());
    }
}
