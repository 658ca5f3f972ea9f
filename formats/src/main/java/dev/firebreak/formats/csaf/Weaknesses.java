package dev.firebreak.formats.csaf;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ids and names of the Common Weakness Enumeration; loaded when first asked.
final class Weaknesses {
    static final String VERSION = "4.15";

    private static final class Names {
        static final Map<String, String> BY_ID = load();

        private static Map<String, String> load() {
            HashMap<String, String> names = new HashMap<>();
            for (String line : CsafValidator.text("cwe.tsv").split("\n")) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    names.put("CWE-" + line.substring(0, tab), line.substring(tab + 1));
                }
            }
            return Map.copyOf(names);
        }
    }

    private Weaknesses() {}

    /// The name of a weakness by its id, `CWE-79`; null if there is none.
    static @Nullable String name(String id) {
        return Names.BY_ID.get(id);
    }
}
