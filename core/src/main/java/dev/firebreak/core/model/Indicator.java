package dev.firebreak.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A thing that betrays contact or presence, as a warning names it.
///
/// @param value canonical: refanged; domains in lower case, punycode, without trailing dot; addresses in canonical text,
///     with `/length` for a block; hashes in lower case; URLs with scheme and host in lower case; file names as written
/// @param validFrom since when the source holds it valid, if stated; mostly the day it was written, so earlier observations
///     count all the same
/// @param validUntil observations from it on do not count, if stated
/// @param description what the source says of it, may be empty
public record Indicator(
        ObservableType type,
        String value,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Certainty certainty,
        String description,
        List<Span> spans) {
    public Indicator {
        Objects.requireNonNull(type);
        Objects.requireNonNull(certainty);
        Objects.requireNonNull(description);
        if (value.isBlank()) {
            throw new IllegalArgumentException("indicator is blank");
        }
        spans = List.copyOf(spans);
    }

    public static Indicator of(ObservableType type, String value, Span span) {
        return new Indicator(type, value, null, null, Certainty.STATED, "", List.of(span));
    }

    /// The value as it is shown to people: no terminal, mail program or browser turns it into a link.
    public String defanged() {
        return switch (type) {
            case DOMAIN, IPV4, EMAIL -> withoutLink(value);
            case URL -> withoutLink(value.replaceFirst("^http", "hxxp"));
            case IPV6, MD5, SHA1, SHA256, FILENAME -> value;
        };
    }

    private static String withoutLink(String text) {
        int slash = text.indexOf('/', Math.max(0, text.indexOf("://") + 3));
        String host = slash < 0 ? text : text.substring(0, slash);
        int dot = host.lastIndexOf('.');
        String path = slash < 0 ? "" : text.substring(slash);
        return dot < 0 ? text : host.substring(0, dot) + "[.]" + host.substring(dot + 1) + path;
    }
}
