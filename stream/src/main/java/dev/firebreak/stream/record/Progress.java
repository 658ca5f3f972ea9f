package dev.firebreak.stream.record;

import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;

/// How far the answer to a question is: the summary that stands before its machines are listed.
///
/// @param asker who asked
/// @param expected parts of the state that have to be asked, as far as known
/// @param answered parts that have answered
/// @param machines at most so many machines are concerned: those that left a trace on the asked keys, validity not counted
/// @param complete everything that was there when the question came has been looked at; findings that came up are on their
///     topic, up to the end it had when this record appeared
public record Progress(
        String question,
        long revision,
        String asker,
        long expected,
        long answered,
        long machines,
        boolean complete) {
    private static final char KIND = 'P';
    private static final int VERSION = 1;

    public byte[] encode() {
        Out out = Head.write(KIND, VERSION);
        out.text(question).varint(revision).text(asker);
        out.varint(expected).varint(answered).varint(machines);
        return out.bool(complete).bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static Progress decode(byte[] bytes) {
        In in = new In(bytes);
        Head.read(in, KIND, VERSION);
        Progress p =
                new Progress(
                        in.text(),
                        in.varint(),
                        in.text(),
                        in.varint(),
                        in.varint(),
                        in.varint(),
                        in.bool());
        in.end();
        return p;
    }
}
