package dev.firebreak.core.index;

import java.util.Objects;

/// What the manifest says of a run; with it the run can be read even if its own trailer is damaged.
///
/// @param file name in the folder
/// @param table what it holds
/// @param era part of time it holds (sightings and what belongs to them), [#NO_ERA] for tables without
/// @param sequence age: of two runs of one table the one with the larger number is newer
/// @param bytes length of the file
/// @param entries keys and their values, parts counted each
/// @param rows rows as the table counts them (postings), for the status
/// @param root offset of the root block, -1 if the run is empty
/// @param height blocks from the root to a leaf, both counted; 0 if the run is empty
/// @param parity offset of the directory of parity records
record RunInfo(
        String file,
        Table table,
        int era,
        long sequence,
        long bytes,
        long entries,
        long rows,
        long root,
        int height,
        long parity) {
    static final int NO_ERA = Integer.MIN_VALUE;

    RunInfo {
        Objects.requireNonNull(file);
        Objects.requireNonNull(table);
    }

    RunInfo withEra(int newEra, long newSequence, long newRows) {
        return new RunInfo(
                file, table, newEra, newSequence, bytes, entries, newRows, root, height, parity);
    }
}
