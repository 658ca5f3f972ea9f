package dev.firebreak.core.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Vendor and product of a CPE name, 2.3 formatted string or 2.2 URI (NISTIR 7695).
///
/// @param version the version if it is a plain value, else null
record Cpe(String vendor, String product, @Nullable String version) {
    static @Nullable Cpe parse(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        List<String> parts;
        int first;
        if (t.startsWith("cpe:2.3:")) {
            parts = split(t);
            first = 3;
        } else if (t.startsWith("cpe:/")) {
            parts = split(decode(t));
            first = 2;
        } else {
            return null;
        }
        if (parts.size() <= first + 1) {
            return null;
        }
        String vendor = parts.get(first);
        String product = parts.get(first + 1);
        if (vendor.isEmpty() || product.isEmpty() || isWild(vendor) || isWild(product)) {
            return null;
        }
        String version = parts.size() > first + 2 ? parts.get(first + 2) : "";
        return new Cpe(vendor, product, version.isEmpty() || isWild(version) ? null : version);
    }

    private static boolean isWild(String value) {
        return value.equals("*") || value.equals("-");
    }

    private static String decode(String text) {
        try {
            return text.indexOf('%') < 0
                    ? text
                    : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /// Splits at colons that are not escaped and takes the escapes away.
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ':') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    boolean isSameProduct(Cpe o) {
        return vendor.equals(o.vendor) && product.equals(o.product);
    }
}
