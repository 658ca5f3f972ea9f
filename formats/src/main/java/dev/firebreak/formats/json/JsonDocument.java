package dev.firebreak.formats.json;

import dev.firebreak.core.model.Problem;
import java.util.List;

/// What a JSON text held.
///
/// @param roots the values at the top: one, or several in a file with one document per line or simply in a row
/// @param problems what was broken or beyond a bound
public record JsonDocument(List<Json> roots, List<Problem> problems) {
    public JsonDocument {
        roots = List.copyOf(roots);
        problems = List.copyOf(problems);
    }
}
