package dev.firebreak.stream.flow;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.Objects;

/// An indicator on one key, with the question it belongs to.
///
/// @param questionRevision of the question that this indicator follows from
/// @param component on whose key it lies, in the form of [dev.firebreak.stream.record.Components]; empty for a thing
public record Watch(
        KeyedIndicator indicator,
        String question,
        long questionRevision,
        String asker,
        byte[] component) {
    /// 2 added the component.
    private static final int VERSION = 2;

    public Watch {
        Objects.requireNonNull(indicator);
        Objects.requireNonNull(question);
        Objects.requireNonNull(asker);
    }

    public byte[] encode() {
        KeyedIndicator i = indicator;
        Out out = new Out(96).u8(VERSION);
        out.text(i.id()).varint(i.revision()).text(RouteKey.text(i.key())).text(i.pattern());
        out.signed(i.validFrom()).signed(i.validUntil()).bool(i.withdrawn());
        out.text(question).varint(questionRevision).text(asker).varint(component.length);
        return out.raw(component, 0, component.length).bytes();
    }

    public static Watch decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version < 1 || version > VERSION) {
            throw in.malformed("an indicator of another version");
        }
        String id = in.text();
        long revision = in.varint();
        JoinKey key = RouteKey.parseKey(in.text());
        KeyedIndicator i =
                new KeyedIndicator(
                        id, revision, key, in.text(), in.signed(), in.signed(), in.bool());
        return new Watch(
                i, in.text(), in.varint(), in.text(), version < 2 ? new byte[0] : in.bytes());
    }
}
