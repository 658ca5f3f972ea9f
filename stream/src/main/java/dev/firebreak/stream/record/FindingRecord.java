package dev.firebreak.stream.record;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.Objects;

/// A finding and the question it answers. The record is the finding's whole state: keep the newest one of each id.
///
/// @param question id of the [Question]
/// @param finding its `indicator` is the question's id, for products with `#` and the component's id behind it
/// @param component that is installed, in the form of [Components]; empty if the finding is a contact
public record FindingRecord(String question, Finding finding, byte[] component) {
    private static final char KIND = 'F';

    /// 2 added the component.
    private static final int VERSION = 2;

    private static final Finding.State[] STATES = Finding.State.values();

    public FindingRecord {
        Objects.requireNonNull(question);
        Objects.requireNonNull(finding);
        Objects.requireNonNull(component);
    }

    public byte[] encode() {
        Finding f = finding;
        Out out = Head.write(KIND, VERSION);
        out.text(question).text(f.id()).text(f.indicator()).varint(f.revision());
        out.text(f.owner().organisation()).text(f.owner().asset()).text(f.value());
        out.signed(f.first()).signed(f.last()).varint(f.count()).varint(f.most());
        out.bool(f.sure()).bool(f.complete()).varint(f.state().ordinal());
        out.text(f.source()).varint(f.offset()).varint(component.length);
        return out.raw(component, 0, component.length).bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static FindingRecord decode(byte[] bytes) {
        In in = new In(bytes);
        int version = Head.read(in, KIND, VERSION);
        String question = in.text();
        String id = in.text();
        String indicator = in.text();
        long revision = in.varint();
        Owner owner = new Owner(in.text(), in.text());
        String value = in.text();
        Finding finding =
                new Finding(
                        id,
                        indicator,
                        revision,
                        owner,
                        value,
                        in.signed(),
                        in.signed(),
                        in.varint(),
                        in.varint(),
                        in.bool(),
                        in.bool(),
                        in.one(STATES),
                        in.text(),
                        in.varint());
        byte[] component = version < 2 ? new byte[0] : in.bytes();
        in.end();
        return new FindingRecord(question, finding, component);
    }
}
