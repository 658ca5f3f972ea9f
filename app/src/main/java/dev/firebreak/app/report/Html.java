package dev.firebreak.app.report;

/// Builds HTML text; everything that comes from an input goes through [#escape].
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 16);

    /// Appends markup of our own.
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /// Appends text, escaped.
    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /// Appends `<tag>text</tag>`.
    Html tag(String tag, String text) {
        int space = tag.indexOf(' ');
        String name = space < 0 ? tag : tag.substring(0, space);
        return raw("<" + tag + ">").text(text).raw("</" + name + ">");
    }

    /// Escapes for element content and quoted attributes; characters that HTML forbids become U+FFFD.
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(allowed(c) ? c : '\ufffd');
            }
        }
        return safe.toString();
    }

    private static boolean allowed(char c) {
        boolean control =
                (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0);
        boolean reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return !control && !reorders;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
