package dev.firebreak.core.index;

/// One host touched one thing: lines of one day (or, on keys that very many hosts touch, of one era) folded. Mutable and
/// reused, since there are a billion of them.
final class SightingRow {
    static final long NO_TIME = Long.MIN_VALUE;
    static final long DAY_MICROS = 86_400_000_000L;

    /// Days in an era, the unit in which runs are kept apart so that old ones can go as a whole.
    static final int ERA_DAYS = 32;

    static final long ERA_MICROS = DAY_MICROS * ERA_DAYS;

    /// The era of lines without a time.
    static final int UNTIMED = -1_000_000_000;

    int host;
    long first;
    long last;
    long count;

    /// Lines of `count` that stand for something wider too, see [LineBuffer]: a question about both counts them once.
    long paired;

    int source;
    long offset;

    long day() {
        return first == NO_TIME ? NO_TIME : Math.floorDiv(first, DAY_MICROS);
    }

    static int era(long micros) {
        return micros == NO_TIME ? UNTIMED : (int) Math.floorDiv(micros, ERA_MICROS);
    }

    void set(SightingRow o) {
        host = o.host;
        first = o.first;
        last = o.last;
        count = o.count;
        paired = o.paired;
        source = o.source;
        offset = o.offset;
    }

    void fold(SightingRow o) {
        if (o.first < first
                || (o.first == first
                        && (o.source < source || (o.source == source && o.offset < offset)))) {
            first = o.first;
            source = o.source;
            offset = o.offset;
        }
        last = Math.max(last, o.last);
        count += o.count;
        paired += o.paired;
    }
}
