package dev.firebreak.formats.csaf;

/// A document's version: an integer, or a semantic version (CSAF 2.0 section 3.1.11). Anything else is 0.
record DocumentVersion(long major, long minor, long patch, String preRelease)
        implements Comparable<DocumentVersion> {
    static DocumentVersion of(String text) {
        String plain = text.replaceFirst("\\+.*", "");
        int dash = plain.indexOf('-');
        String pre = dash < 0 ? "" : plain.substring(dash + 1);
        String[] parts = (dash < 0 ? plain : plain.substring(0, dash)).split("\\.", -1);
        return new DocumentVersion(part(parts, 0), part(parts, 1), part(parts, 2), pre);
    }

    private static long part(String[] parts, int i) {
        return i < parts.length && parts[i].matches("\\d{1,18}") ? Long.parseLong(parts[i]) : 0;
    }

    static boolean isInteger(String text) {
        return text.matches("0|[1-9]\\d*");
    }

    boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    DocumentVersion release() {
        return new DocumentVersion(major, minor, patch, "");
    }

    /// Precedence of semantic versions (semver 2.0.0, item 11); build metadata does not count.
    @Override
    public int compareTo(DocumentVersion other) {
        int c = Long.compare(major, other.major);
        c = c != 0 ? c : Long.compare(minor, other.minor);
        c = c != 0 ? c : Long.compare(patch, other.patch);
        if (c != 0 || preRelease.equals(other.preRelease)) {
            return c;
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return preRelease.isEmpty() ? 1 : -1;
        }
        String[] a = preRelease.split("\\.", -1);
        String[] b = other.preRelease.split("\\.", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int d = identifier(a[i], b[i]);
            if (d != 0) {
                return d;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int identifier(String a, String b) {
        boolean numberA = a.matches("\\d{1,18}");
        boolean numberB = b.matches("\\d{1,18}");
        if (numberA && numberB) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        return numberA != numberB ? (numberA ? -1 : 1) : a.compareTo(b);
    }
}
