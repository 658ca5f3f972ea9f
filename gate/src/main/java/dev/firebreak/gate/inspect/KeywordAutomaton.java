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

    private final short[] next;

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
        next = new short[states * WIDTH];
        ends = new short[states];
        also = new short[states];
        link(trie, end);
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
                int back = s == 0 ? 0 : next[fail[s] * WIDTH + b];
                if (child < 0) {
                    next[s * WIDTH + b] = (short) back;
                } else {
                    next[s * WIDTH + b] = (short) child;
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
        int state = 0;
        byte before = 0;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (b == 0 && before != 0) {
                before = 0;
                continue;
            }
            before = b;
            state = next[(state << 8) | (b & 0xff)];
            if (state == 0) {
                continue;
            }
            if (ends[state] >= 0) {
                hit.at(ends[state], i + 1);
            }
            for (int s = also[state]; s > 0; s = also[s]) {
                hit.at(ends[s], i + 1);
            }
        }
    }
}
