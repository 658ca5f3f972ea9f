package dev.firebreak.stream.flow;

import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import org.jspecify.annotations.Nullable;

/// Adds the reports of a question's parts up. Each part counts once, with its latest report.
///
/// @param revision the newest one that a part reported on; reports on older ones no longer count
/// @param parts that have reported
/// @param children told by them in all
/// @param done parts that have finished
/// @param refused parts that had no room for something
public record NodeSum(
        long revision,
        String asker,
        long parts,
        long children,
        long done,
        long machines,
        long refused) {
    /// 2: what had no room.
    private static final int VERSION = 2;

    public static NodeSum begin(Node first) {
        return new NodeSum(first.revision(), first.asker(), 0, 0, 0, 0, 0);
    }

    /// @param node what holds of the part now, see [Node#after]
    /// @param before what held before, on the same revision
    public NodeSum plus(Node node, @Nullable Node before) {
        return new NodeSum(
                revision,
                asker,
                parts + (before == null ? 1 : 0),
                children + Math.max(0, node.children() - (before == null ? 0 : before.children())),
                done + (node.done() ? 1 : 0) - (before != null && before.done() ? 1 : 0),
                machines + node.machines() - (before == null ? 0 : before.machines()),
                refused + (node.refused() ? 1 : 0) - (before != null && before.refused() ? 1 : 0));
    }

    public Progress progress(String question) {
        long expected = 1 + children; // the question itself, and whatever anyone named
        return new Progress(
                question,
                revision,
                asker,
                Math.max(expected, parts),
                done,
                machines,
                parts == expected && done == expected && refused == 0,
                refused);
    }

    public byte[] encode() {
        Out out = new Out(48).u8(VERSION).varint(revision).text(asker);
        return out.varint(parts)
                .varint(children)
                .varint(done)
                .varint(machines)
                .varint(refused)
                .bytes();
    }

    public static NodeSum decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version < 1 || version > VERSION) {
            throw in.malformed("a sum of another version");
        }
        return new NodeSum(
                in.varint(),
                in.text(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                version > 1 ? in.varint() : 0);
    }
}
