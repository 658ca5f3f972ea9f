package dev.firebreak.stream.record;

import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;

/// Something that could not be used, kept as it was.
///
/// @param origin where it was read, `topic-partition@offset`, or the key it was meant for
/// @param reason one plain sentence
/// @param raw the record itself; empty if it is the key's state that had no room
public record DeadLetter(String origin, String reason, byte[] raw) {
    private static final char KIND = 'X';
    private static final int VERSION = 1;

    public byte[] encode() {
        Out out = Head.write(KIND, VERSION);
        return out.text(origin).text(reason).varint(raw.length).raw(raw, 0, raw.length).bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static DeadLetter decode(byte[] bytes) {
        In in = new In(bytes);
        Head.read(in, KIND, VERSION);
        String origin = in.text();
        String reason = in.text();
        byte[] raw = in.bytes();
        in.end();
        return new DeadLetter(origin, reason, raw);
    }
}
