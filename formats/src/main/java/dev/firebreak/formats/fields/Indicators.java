package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.text.IndicatorScanner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Indicators from fields whose type the format states.
public final class Indicators {
    private Indicators() {}

    /// When an indicator holds, as far as its source says.
    public record Validity(@Nullable Instant from, @Nullable Instant until) {
        public static final Validity ALWAYS = new Validity(null, null);
    }

    /// Adds a value of a stated type, in canonical form.
    ///
    /// @return false if the value cannot be of that type; nothing is added then
    public static boolean add(
            AdvisoryDraft draft,
            ObservableType type,
            String value,
            Validity validity,
            Certainty certainty,
            String description,
            Span span) {
        Optional<String> canonical = IndicatorScanner.canonical(type, value);
        if (canonical.isEmpty() || canonical.get().isBlank()) {
            return false;
        }
        draft.indicator(
                new Indicator(
                        type,
                        canonical.get(),
                        validity.from(),
                        validity.until(),
                        certainty,
                        description.strip(),
                        List.of(span)));
        return true;
    }

    /// The type of hash by its length in hexadecimal digits; null if it is none that is looked for.
    public static @Nullable ObservableType hashType(String value) {
        return switch (value.strip().length()) {
            case 32 -> ObservableType.MD5;
            case 40 -> ObservableType.SHA1;
            case 64 -> ObservableType.SHA256;
            default -> null;
        };
    }

    /// The type of an address by its form.
    public static ObservableType addressType(String value) {
        return value.indexOf(':') >= 0 && !value.matches("[\\d.\\[\\]]+:\\d+.*")
                ? ObservableType.IPV6
                : ObservableType.IPV4;
    }
}
