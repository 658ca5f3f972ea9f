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
/// @param refused parts that had no room for something: what they would have told is missing, so the answer never gets
///     complete. Why is told by the dead letters
public record Progress(
        String question,
        long revision,
        String asker,
        long expected,
        long answered,
        long machines,
        boolean complete,
        long refused) {
    private static final char KIND = 'P';

    /// 2: parts that had no room.
    private static final int VERSION = 2;

    /// Whether nothing more will come of itself.
    public boolean ended() {
        return complete || refused > 0 && answered == expected;
    }

    public byte[] encode() {
        // Who reads only the first version goes on as long as there is nothing to tell beyond it.
        int version = refused == 0 ? 1 : VERSION;
        Out out = Head.write(KIND, version);
        out.text(question).varint(revision).text(asker);
        out.varint(expected).varint(answered).varint(machines);
        out.bool(complete);
        return (version == 1 ? out : out.varint(refused)).bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static Progress decode(byte[] bytes) {
        In in = new In(bytes);
        int version = Head.read(in, KIND, VERSION);
        Progress p =
                new Progress(
                        in.text(),
                        in.varint(),
                        in.text(),
                        in.varint(),
                        in.varint(),
                        in.varint(),
                        in.bool(),
                        version > 1 ? in.varint() : 0);
        in.end();
        return p;
    }
}
