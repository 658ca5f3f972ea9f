package dev.firebreak.formats.fields;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Times as structured warnings write them.
public final class Times {
    private static final int MAX_LENGTH = 40;

    private Times() {}

    /// Reads RFC 3339, the same without an offset (then UTC), or a plain date (its first moment, UTC).
    ///
    /// @return null if it is none of these
    public static @Nullable Instant parse(String text) {
        String time = text.strip().replace(' ', 'T').toUpperCase(java.util.Locale.ROOT);
        if (time.isEmpty() || time.length() > MAX_LENGTH) {
            return null;
        }
        try {
            if (time.indexOf('T') < 0) {
                return LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String clock = time.substring(time.indexOf('T'));
            return clock.endsWith("Z") || clock.indexOf('+') > 0 || clock.indexOf('-') > 0
                    ? OffsetDateTime.parse(time).toInstant()
                    : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
