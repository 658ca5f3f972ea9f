package dev.firebreak.stream.flow;

import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.Objects;

/// A part of the state reports on a question. The parts form a tree: the question itself names how many keys or shelves it
/// goes to, a shelf how many indicators it made, a key how many buckets it has; a bucket has no children and reports twice
/// when it needs time, at once with its number of machines, and when it has gone through them.
///
/// @param id unique among the parts of the question
/// @param children how many parts it has handed the question on to
/// @param machines that left a trace there
/// @param done whether it has finished
public record Node(
        String question,
        long revision,
        String asker,
        String id,
        int children,
        long machines,
        boolean done) {
    private static final int VERSION = 1;

    public Node {
        Objects.requireNonNull(question);
        Objects.requireNonNull(asker);
        Objects.requireNonNull(id);
    }

    /// A part that has handed the question on and is done with it.
    public static Node branch(
            String question, long revision, String asker, String id, int children) {
        return new Node(question, revision, asker, id, children, 0, true);
    }

    public byte[] encode() {
        Out out = new Out(96).u8(VERSION).text(question).varint(revision).text(asker);
        return out.text(id).varint(children).varint(machines).bool(done).bytes();
    }

    public static Node decode(byte[] bytes) {
        In in = new In(bytes);
        if (in.u8() != VERSION) {
            throw in.malformed("a report of another version");
        }
        return new Node(
                in.text(),
                in.varint(),
                in.text(),
                in.text(),
                in.index(Integer.MAX_VALUE),
                in.varint(),
                in.bool());
    }
}
