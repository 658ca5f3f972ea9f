package dev.firebreak.gate.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds many byte strings in one pass (Aho and Corasick 1975) with a dense transition table. A zero byte after another
/// byte is skipped, so that UTF-16LE text in Windows programs is found with the same table.
final class KeywordAutomaton {
    private static final int WIDTH = 256;

    /// The class of each byte: those in no keyword share class 0, so that the table stays small.
    private final byte[] classes = new byte[WIDTH];

    /// `1 << shift` classes per state.
    private final int shift;

    private final short[] next;

    /// Two neighbouring bytes that can be the start of a keyword, as a set of bits; all others are skipped in the first
    /// state. A zero byte as the second may be the half of a wide letter.
    private final long[] begins = new long[1024];

    /// States one letter away from the first.
    private final boolean[] shallow;

    /// For each state the index of a keyword that ends there, or -1; `also` chains to shorter ones.
    private final short[] ends;

    private final short[] also;
    private final int[] lengths;

    interface Hit {
        /// @param keyword index in the list given to the constructor
        /// @param end offset behind its last byte
        void at(int keyword, int end);
    }

    KeywordAutomaton(List<String> keywords) {
        List<int[]> trie = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        trie.add(emptyRow());
        end.add(-1);
        lengths = new int[keywords.size()];
        for (int k = 0; k < keywords.size(); k++) {
            byte[] word = keywords.get(k).getBytes(StandardCharsets.UTF_8);
            lengths[k] = word.length;
            int state = 0;
            for (byte b : word) {
                int[] row = trie.get(state);
                if (row[b & 0xff] < 0) {
                    row[b & 0xff] = trie.size();
                    trie.add(emptyRow());
                    end.add(-1);
                }
                state = row[b & 0xff];
            }
            end.set(state, k);
        }
        int states = trie.size();
        if (states > Short.MAX_VALUE) {
            throw new IllegalArgumentException("too many keywords");
        }
        shift = number(keywords);
        next = new short[states << shift];
        shallow = new boolean[states];
        ends = new short[states];
        also = new short[states];
        link(trie, end);
        begin(trie);
    }

    /// Numbers the bytes that occur; returns how many bits the numbers have.
    private int number(List<String> keywords) {
        int used = 1;
        for (String keyword : keywords) {
            for (byte b : keyword.getBytes(StandardCharsets.UTF_8)) {
                if (classes[b & 0xff] == 0) {
                    classes[b & 0xff] = (byte) used++;
                }
            }
        }
        return Integer.SIZE - Integer.numberOfLeadingZeros(used - 1);
    }

    private void begin(List<int[]> trie) {
        for (int b = 0; b < WIDTH; b++) {
            int state = trie.get(0)[b];
            if (state < 0) {
                continue;
            }
            shallow[state] = true;
            for (int c = 0; c < WIDTH; c++) {
                if (c == 0 || ends[state] >= 0 || trie.get(state)[c] >= 0) {
                    begins[(b << 8 | c) >>> 6] |= 1L << c;
                }
            }
        }
    }

    private static int[] emptyRow() {
        int[] row = new int[WIDTH];
        Arrays.fill(row, -1);
        return row;
    }

    private void link(List<int[]> trie, List<Integer> end) {
        short[] fail = new short[trie.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int s = queue.remove();
            ends[s] = (short) (int) end.get(s);
            also[s] = s == 0 ? -1 : ends[fail[s]] >= 0 ? fail[s] : also[fail[s]];
            for (int b = 0; b < WIDTH; b++) {
                int child = trie.get(s)[b];
                int number = classes[b] & 0xff;
                int back = s == 0 ? 0 : next[fail[s] << shift | number];
                if (child < 0) {
                    next[s << shift | number] = (short) back;
                } else {
                    next[s << shift | number] = (short) child;
                    fail[child] = (short) back;
                    queue.add(child);
                }
            }
        }
    }

    int length(int keyword) {
        return lengths[keyword];
    }

    /// Scans `text[start, end)`; a keyword split over two calls is not found, so calls overlap by the longest keyword.
    void scan(byte[] text, int start, int end, Hit hit) {
        int i = start;
        while (i < end) {
            i = next(text, i, end);
            i = follow(text, i, end, i > start ? text[i - 1] : 0, hit);
        }
    }

    /// The next offset at which a keyword may begin, else the last; four at a time, as nearly all are passed.
    private int next(byte[] text, int from, int end) {
        int i = from;
        for (; i + 4 < end; i += 4) {
            int a = text[i] << 8 | text[i + 1] & 0xff;
            int b = text[i + 1] << 8 | text[i + 2] & 0xff;
            int c = text[i + 2] << 8 | text[i + 3] & 0xff;
            int d = text[i + 3] << 8 | text[i + 4] & 0xff;
            long set =
                    begins[a >>> 6 & 1023] >>> a
                            | begins[b >>> 6 & 1023] >>> b
                            | begins[c >>> 6 & 1023] >>> c
                            | begins[d >>> 6 & 1023] >>> d;
            if ((set & 1) != 0) {
                break;
            }
        }
        while (i + 1 < end && !begins(text, i)) {
            i++;
        }
        return i;
    }

    private boolean begins(byte[] text, int i) {
        int both = (text[i] & 0xff) << 8 | text[i + 1] & 0xff;
        return (begins[both >>> 6] >>> both & 1) != 0;
    }

    /// From the first state at `i` until no keyword can have begun; returns the offset from which to look on.
    private int follow(byte[] text, int from, int end, byte last, Hit hit) {
        int state = 0;
        byte before = last;
        for (int i = from; i < end; i++) {
            byte b = text[i];
            if (b == 0 && before != 0) {
                before = 0;
                continue;
            }
            before = b;
            state = next[state << shift | classes[b & 0xff] & 0xff];
            if (state == 0) {
                return i + 1;
            }
            if (ends[state] >= 0) {
                hit.at(ends[state], i + 1);
            }
            for (int s = also[state]; s > 0; s = also[s]) {
                hit.at(ends[s], i + 1);
            }
            if (shallow[state] && i + 1 < end && !begins(text, i)) {
                return i + 1; // what follows leads where it leads from the first state
            }
        }
        return end;
    }
}
