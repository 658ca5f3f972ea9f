package dev.firebreak.formats.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// Host names in canonical form: lower case, punycode (RFC 3492, without the old mapping of `ß`), no trailing dot.
final class Hosts {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private Hosts() {}

    /// @return the canonical name, or nothing if this cannot be a host name
    static Optional<String> canonical(String name) {
        if (name.length() > 2 * MAX_NAME) {
            return Optional.empty();
        }
        String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        while (folded.endsWith(".")) {
            folded = folded.substring(0, folded.length() - 1);
        }
        while (folded.startsWith("*.") || folded.startsWith(".")) {
            folded = folded.substring(folded.indexOf('.') + 1);
        }
        StringBuilder out = new StringBuilder(folded.length());
        for (String label : folded.split("\\.", -1)) {
            String ascii = label(label);
            if (ascii.isEmpty() || ascii.length() > MAX_LABEL) {
                return Optional.empty();
            }
            out.append(out.isEmpty() ? "" : ".").append(ascii);
        }
        return out.isEmpty() || out.length() > MAX_NAME
                ? Optional.empty()
                : Optional.of(out.toString());
    }

    /// The last label of a canonical name.
    static String tld(String canonical) {
        return canonical.substring(canonical.lastIndexOf('.') + 1);
    }

    private static String label(String label) {
        boolean ascii = true;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c >= 0x80) {
                if (!Character.isLetterOrDigit(c)
                        && !Character.isSurrogate(c)
                        && Character.getType(c) != Character.NON_SPACING_MARK) {
                    return "";
                }
                ascii = false;
            } else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return "";
            }
        }
        if (label.isEmpty() || label.startsWith("-") || label.endsWith("-")) {
            return "";
        }
        return ascii ? label : "xn--" + punycode(label);
    }

    private static String punycode(String label) {
        int[] points = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int p : points) {
            if (p < 0x80) {
                out.append((char) p);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = 0x80;
        int delta = 0;
        int bias = 72;
        while (handled < points.length) {
            int next = Integer.MAX_VALUE;
            for (int p : points) {
                next = p >= n && p < next ? p : next;
            }
            delta += (next - n) * (handled + 1);
            n = next;
            for (int p : points) {
                if (p < n) {
                    delta++;
                } else if (p == n) {
                    appendVariable(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    private static void appendVariable(StringBuilder out, int delta, int bias) {
        int q = delta;
        for (int k = 36; ; k += 36) {
            int t = Math.clamp(k - bias, 1, 26);
            if (q < t) {
                break;
            }
            out.append(digit(t + (q - t) % (36 - t)));
            q = (q - t) / (36 - t);
        }
        out.append(digit(q));
    }

    private static char digit(int d) {
        return (char) (d < 26 ? 'a' + d : '0' + d - 26);
    }

    private static int adapt(int delta, int count, boolean first) {
        int d = first ? delta / 700 : delta / 2;
        d += d / count;
        int k = 0;
        while (d > 455) {
            d /= 35;
            k += 36;
        }
        return k + 36 * d / (d + 38);
    }
}
