package dev.firebreak.formats.csaf;

import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Collects what the tests of a document find.
final class Findings {
    /// Findings kept of one document.
    static final int MAX = 1_000;

    private final List<CsafValidator.Finding> list = new ArrayList<>();

    void add(String test, Json place, String message) {
        add(test, place.pointer(), message);
    }

    void add(String test, String pointer, String message) {
        if (list.size() < MAX) {
            list.add(new CsafValidator.Finding(test, pointer, message));
        }
    }

    List<CsafValidator.Finding> list() {
        return List.copyOf(list);
    }
}
