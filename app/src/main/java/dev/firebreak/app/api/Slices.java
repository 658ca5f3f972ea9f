package dev.firebreak.app.api;

import dev.firebreak.app.store.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keyset pagination: a page says where the next one starts; nothing is skipped or shown twice when rows come in
/// between.
public final class Slices {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    private Slices() {}

    /// @param next to pass as `after`, absent on the last page
    public record Slice<T>(List<T> items, @Nullable String next) {}

    /// Cuts a list that was read one row longer than the limit.
    public static <T> Slice<T> of(List<T> rows, int limit, Function<T, String> place) {
        if (rows.size() <= limit) {
            return new Slice<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Slice<>(List.copyOf(items), encode(place.apply(items.getLast())));
    }

    public static int limit(@Nullable Integer asked) {
        return asked == null ? DEFAULT_LIMIT : Math.clamp(asked, 1, MAX_LIMIT);
    }

    static String encode(String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws Refused if it is none of ours
    public static String decode(String after) {
        try {
            return new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused("cursor-malformed", after);
        }
    }

    /// A place that is a number, such as the last id.
    public static long decodeNumber(@Nullable String after, long otherwise) {
        if (after == null || after.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(decode(after));
        } catch (NumberFormatException e) {
            throw new Refused("cursor-malformed", after);
        }
    }
}
