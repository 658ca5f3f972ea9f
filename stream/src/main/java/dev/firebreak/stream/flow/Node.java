package dev.firebreak.stream.flow;

import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A part of the state reports on a question. The parts form a tree: the question itself names how many keys or shelves it
/// goes to, a shelf how many indicators it made, a key how many buckets it has; a bucket has no children and reports twice
/// when it needs time, at once with its number of machines, and when it has gone through them.
///
/// @param id unique among the parts of the question
/// @param children how many parts it has handed the question on to
/// @param machines that left a trace there
/// @param done whether it has finished
/// @param refused whether something had no room there, so that it cannot tell everything
/// @param state which revision of the part's own indicator it speaks of; of one revision, what is done stays done
public record Node(
        String question,
        long revision,
        String asker,
        String id,
        int children,
        long machines,
        boolean done,
        boolean refused,
        long state) {
    /// 2: what had no room, and which state it speaks of.
    private static final int VERSION = 2;

    public Node {
        Objects.requireNonNull(question);
        Objects.requireNonNull(asker);
        Objects.requireNonNull(id);
    }

    /// A part that has handed the question on and is done with it.
    public static Node branch(
            String question, long revision, String asker, String id, int children) {
        return new Node(question, revision, asker, id, children, 0, true, false, 0);
    }

    /// The same, of a part that had no room for something.
    public Node refusing() {
        return new Node(question, revision, asker, id, children, machines, done, true, state);
    }

    /// What holds after this report. Reports may come in another order than they were made, after the job went on with
    /// another number of tasks.
    ///
    /// @param before what held of the same part and revision
    public Node after(@Nullable Node before) {
        if (before == null) {
            return this;
        }
        if (state < before.state) {
            return before;
        }
        return new Node(
                question,
                revision,
                asker,
                id,
                Math.max(children, before.children),
                Math.max(machines, before.machines),
                done || state == before.state && before.done,
                refused || before.refused,
                state);
    }

    public byte[] encode() {
        Out out = new Out(96).u8(VERSION).text(question).varint(revision).text(asker);
        return out.text(id)
                .varint(children)
                .varint(machines)
                .bool(done)
                .bool(refused)
                .varint(state)
                .bytes();
    }

    public static Node decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version < 1 || version > VERSION) {
            throw in.malformed("a report of another version");
        }
        return new Node(
                in.text(),
                in.varint(),
                in.text(),
                in.text(),
                in.index(Integer.MAX_VALUE),
                in.varint(),
                in.bool(),
                version > 1 && in.bool(),
                version > 1 ? in.varint() : 0);
    }
}
