package dev.firebreak.app.memory;

/// What became of files that were taken in. Everything counted here is durable.
///
/// @param files looked at
/// @param known of them, that had been taken in before and have not changed
/// @param logs that told something new
/// @param inventories that told something new
/// @param lines log lines read
/// @param duplicates of them, that another file of the organisation had told
/// @param entries of inventories
/// @param refused files that could not be used; the problems say why
public record TakeResult(
        int files,
        int known,
        int logs,
        int inventories,
        long lines,
        long duplicates,
        long entries,
        int refused) {
    static final TakeResult NOTHING = new TakeResult(0, 0, 0, 0, 0, 0, 0, 0);

    static TakeResult ofKnown() {
        return new TakeResult(1, 1, 0, 0, 0, 0, 0, 0);
    }

    static TakeResult ofRefused() {
        return new TakeResult(1, 0, 0, 0, 0, 0, 0, 1);
    }

    static TakeResult ofLog(long lines, long duplicates) {
        return new TakeResult(1, 0, 1, 0, lines, duplicates, 0, 0);
    }

    static TakeResult ofInventory(long entries) {
        return new TakeResult(1, 0, 0, 1, 0, 0, entries, 0);
    }

    TakeResult plus(TakeResult o) {
        return new TakeResult(
                files + o.files,
                known + o.known,
                logs + o.logs,
                inventories + o.inventories,
                lines + o.lines,
                duplicates + o.duplicates,
                entries + o.entries,
                refused + o.refused);
    }
}
