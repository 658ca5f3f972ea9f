package dev.firebreak.stream.record;

import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;

/// A key that so many machines touch that its owners are spread over buckets. Levels only grow.
///
/// @param key text of the join key, see `flow.RouteKey`
/// @param level how far it is split, see `flow.RouteKey#buckets`
public record HotKey(String key, int level) {
    private static final char KIND = 'H';
    private static final int VERSION = 1;

    public byte[] encode() {
        return Head.write(KIND, VERSION).text(key).varint(level).bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static HotKey decode(byte[] bytes) {
        In in = new In(bytes);
        Head.read(in, KIND, VERSION);
        HotKey h = new HotKey(in.text(), in.index(16));
        in.end();
        return h;
    }
}
