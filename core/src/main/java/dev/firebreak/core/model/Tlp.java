package dev.firebreak.core.model;

import java.util.Locale;
import java.util.Optional;

/// Traffic Light Protocol 2.0 (FIRST), from the most open to the most closed; the order is used to take the stricter.
public enum Tlp {
    CLEAR,
    GREEN,
    AMBER,
    AMBER_STRICT,
    RED;

    /// Reads a label as it is written in advisories: `TLP:AMBER+STRICT`, `amber`, `TLP WHITE` (TLP 1.0, read as CLEAR).
    public static Optional<Tlp> parse(String text) {
        String word =
                text.strip()
                        .toUpperCase(Locale.ROOT)
                        .replaceFirst("^TLP[\\s:_-]*", "")
                        .replaceAll("[\\s+_-]+", "_");
        return switch (word) {
            case "CLEAR", "WHITE" -> Optional.of(CLEAR);
            case "GREEN" -> Optional.of(GREEN);
            case "AMBER" -> Optional.of(AMBER);
            case "AMBER_STRICT" -> Optional.of(AMBER_STRICT);
            case "RED" -> Optional.of(RED);
            default -> Optional.empty();
        };
    }

    /// The label as TLP 2.0 writes it, `TLP:AMBER+STRICT`.
    public String label() {
        return "TLP:" + name().replace('_', '+');
    }

    /// The stricter of the two.
    public Tlp stricter(Tlp other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
