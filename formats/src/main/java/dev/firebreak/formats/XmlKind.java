package dev.firebreak.formats;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// XML formats for warnings that are known and not read.
final class XmlKind {
    private static final int HEAD = 8_192;

    private XmlKind() {}

    /// Whether a format, by its name from [#of], is one whose values are indicators.
    static boolean listsIndicators(String kind) {
        return kind.startsWith("STIX") || kind.startsWith("OpenIOC");
    }

    /// The format's name, or null if the text is none of them.
    static @Nullable String of(String text) {
        String head =
                text.substring(0, Math.min(text.length(), HEAD))
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        if (!head.startsWith("<")) {
            return null;
        }
        if (head.contains("stix_package")) {
            return "STIX 1.x (XML)";
        }
        if (head.contains("cvrfdoc") || head.contains("/cvrf/")) {
            return "CVRF (XML)";
        }
        if (head.contains("openioc") || head.contains("<ioc ")) {
            return "OpenIOC (XML)";
        }
        return head.startsWith("<?xml") && !head.contains("<html")
                ? "XML of an unknown kind"
                : null;
    }
}
