package dev.firebreak.formats.text;

import dev.firebreak.core.model.ObservableType;
import java.util.Objects;

/// An indicator as it stands in a text.
///
/// @param value in canonical form, see [dev.firebreak.core.model.Indicator]
/// @param start offset of its first character in the text as given, in UTF-16 units
/// @param end offset after its last character
/// @param defanged whether the author took care that nobody follows it, which nobody does with harmless names
/// @param ambiguous whether it may be something else: `update.app` a domain or a program, `10.2.0.4` an address or a
///     version
public record IndicatorMatch(
        ObservableType type,
        String value,
        int start,
        int end,
        boolean defanged,
        boolean ambiguous) {
    public IndicatorMatch {
        Objects.requireNonNull(type);
        Objects.requireNonNull(value);
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("match " + start + ".." + end);
        }
    }
}
