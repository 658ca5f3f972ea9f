package dev.firebreak.gate.facts;

import java.util.Objects;

/// One telling thing in a file.
///
/// @param kind what sort of thing
/// @param what names it so that the same thing in two releases has the same name (`ws2_32.dll!connect`, a host)
/// @param proof what a person can look at: the words, the place; at most [#MAX_PROOF] characters
public record Signal(SignalKind kind, String what, String proof) implements Comparable<Signal> {
    public static final int MAX_PROOF = 240;
    private static final int MAX_WHAT = 200;

    public Signal {
        Objects.requireNonNull(kind);
        what = clip(what, MAX_WHAT);
        proof = clip(proof, MAX_PROOF);
    }

    private static String clip(String text, int max) {
        StringBuilder out = null;
        String cut = text.length() <= max ? text : text.substring(0, max - 1) + "…";
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            boolean plain =
                    c >= ' '
                            && c != 0x7f
                            && !(c >= 0x80 && c < 0xa0)
                            && !Character.isSurrogate(c)
                            && Character.getType(c) != Character.FORMAT;
            if (plain && out == null) {
                continue;
            }
            if (out == null) {
                out = new StringBuilder(cut.substring(0, i));
            }
            out.append(plain ? c : c == '\n' || c == '\t' || c == '\r' ? ' ' : '\ufffd');
        }
        return out == null ? cut : out.toString();
    }

    @Override
    public int compareTo(Signal other) {
        int k = kind.compareTo(other.kind);
        if (k != 0) {
            return k;
        }
        int w = what.compareTo(other.what);
        return w != 0 ? w : proof.compareTo(other.proof);
    }
}
