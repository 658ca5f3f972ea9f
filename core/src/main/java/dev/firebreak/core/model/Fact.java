package dev.firebreak.core.model;

import java.util.Locale;

/// A further fact of a warning, beside products and indicators.
///
/// @param value canonical: `CVE-2023-29059`, a CVSS vector or score, a BSI severity `1` (grey) to `4` (red), an ISO-8601
///     date
public record Fact(Type type, String value, Certainty certainty, Span span) {
    public enum Type {
        CVE,
        CVSS_VECTOR,
        CVSS_SCORE,
        SEVERITY,
        TLP,
        DATE,
        REFERENCE;

        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
