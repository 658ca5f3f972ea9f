package dev.firebreak.core.answer;

import java.util.Arrays;

/// What was met on which asset: three numbers for each meeting, first in the order in which they were found, then by asset.
public final class Meetings {
    private final int most;
    private int[] assets = new int[64];
    private int[] whats = new int[64];
    private int[] places = new int[64];
    private int n;
    private int[] heads = new int[0];

    /// @param most meetings that may be added
    public Meetings(int most) {
        this.most = most;
    }

    /// @param what number of what was met; negative for a contact
    /// @param place where that is written
    /// @throws TooManyMeetingsException if there is no room for one more
    public void add(int asset, int what, int place) {
        if (n == assets.length) {
            if (n >= most) {
                throw new TooManyMeetingsException(n);
            }
            int size = (int) Math.min(most, n * 2L);
            assets = Arrays.copyOf(assets, size);
            whats = Arrays.copyOf(whats, size);
            places = Arrays.copyOf(places, size);
        }
        assets[n] = asset;
        whats[n] = what;
        places[n] = place;
        n++;
    }

    /// Puts what was met on one asset side by side, each asset's in the order in which it was added; nothing can be added
    /// afterwards. Meetings of no asset (-1) are those of the asset `count`.
    public void group(int count) {
        if (n == 0) {
            return; // the usual answer of a large estate: no array for all machines is made for it
        }
        heads = new int[count + 2];
        for (int i = 0; i < n; i++) {
            heads[slot(assets[i], count) + 1]++;
        }
        for (int i = 1; i < heads.length; i++) {
            heads[i] += heads[i - 1];
        }
        int[] at = Arrays.copyOf(heads, heads.length);
        int[] groupedWhats = new int[n];
        int[] groupedPlaces = new int[n];
        for (int i = 0; i < n; i++) {
            int to = at[slot(assets[i], count)]++;
            groupedWhats[to] = whats[i];
            groupedPlaces[to] = places[i];
        }
        whats = groupedWhats;
        places = groupedPlaces;
        assets = new int[0];
    }

    private static int slot(int asset, int count) {
        return asset < 0 ? count : asset;
    }

    public int size() {
        return n;
    }

    /// Where the meetings of an asset begin; they end where the next one's begin.
    public int head(int asset) {
        return n == 0 ? 0 : heads[asset];
    }

    public int what(int i) {
        return whats[i];
    }

    public int place(int i) {
        return places[i];
    }

    /// The asset of a grouped meeting.
    int asset(int i) {
        int low = 0;
        int high = heads.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (heads[middle] <= i) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
