package dev.firebreak.core.index;

/// A file or stream that was taken in.
///
/// Stored as: varint organisation, text name, byte kind, byte flags (bit 0: complete, bit 1: flawed), varint consumed, varint length of head,
/// 16 bytes hash of head, varint length of tail, 16 bytes hash of tail, varint lines, varint duplicates, signed first, signed last
/// (both [SightingRow#NO_TIME] written as such), signed imported.
///
/// @param organisation number in the manifest
/// @param name as the user named it
/// @param complete read to its end as it was then; a log may have grown since
/// @param flawed something in it could not be read and was left out
/// @param consumed bytes after decompression that are taken in, up to the end of a line
/// @param headLength bytes at the start that `head` is the hash of
/// @param head first half of SHA-256
/// @param tailLength bytes before `consumed` that `tail` is the hash of
/// @param lines log lines taken in
/// @param duplicates log lines left out because another file of the organisation had told them
/// @param first microseconds of the earliest line
/// @param imported microseconds when it was last taken in
record SourceRecord(
        int organisation,
        String name,
        Kind kind,
        boolean complete,
        boolean flawed,
        long consumed,
        int headLength,
        byte[] head,
        int tailLength,
        byte[] tail,
        long lines,
        long duplicates,
        long first,
        long last,
        long imported) {
    /// What a source is.
    enum Kind {
        LOG,
        INVENTORY
    }

    static final int HASH = 16;

    /// The same source after what it told of the time before was forgotten: it speaks of that time no longer.
    SourceRecord since(long micros) {
        if (first == SightingRow.NO_TIME || first >= micros) {
            return this;
        }
        boolean gone = last < micros;
        return new SourceRecord(
                organisation,
                name,
                kind,
                complete,
                flawed,
                consumed,
                headLength,
                head,
                tailLength,
                tail,
                lines,
                duplicates,
                gone ? SightingRow.NO_TIME : micros,
                gone ? SightingRow.NO_TIME : last,
                imported);
    }

    void encode(ByteOut out) {
        out.varint(organisation)
                .text(name)
                .u8(kind.ordinal())
                .u8((complete ? 1 : 0) | (flawed ? 2 : 0));
        out.varint(consumed)
                .varint(headLength)
                .bytes(head, 0, HASH)
                .varint(tailLength)
                .bytes(tail, 0, HASH);
        out.varint(lines).varint(duplicates).signed(first).signed(last).signed(imported);
    }

    static SourceRecord decode(ByteIn in) {
        int organisation = in.count();
        String name = in.text();
        Kind kind = in.u8() == 0 ? Kind.LOG : Kind.INVENTORY;
        int flags = in.u8();
        return new SourceRecord(
                organisation,
                name,
                kind,
                (flags & 1) != 0,
                (flags & 2) != 0,
                in.varint(),
                in.count(),
                in.bytes(HASH),
                in.count(),
                in.bytes(HASH),
                in.varint(),
                in.varint(),
                in.signed(),
                in.signed(),
                in.signed());
    }
}
