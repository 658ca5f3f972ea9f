package dev.firebreak.stream.wire;

/// The first three bytes of every record: a mark, what it is, and the version of its form.
public final class Head {
    private static final int MARK = 0xfb;

    private Head() {}

    public static Out write(char kind, int version) {
        return new Out().u8(MARK).u8(kind).u8(version);
    }

    /// @param newest the newest version this program knows
    /// @return the version of this record, 1 to `newest`
    /// @throws MalformedRecordException if it is another kind of record or of a newer version
    public static int read(In in, char kind, int newest) {
        if (in.u8() != MARK) {
            throw in.malformed("no record of Firebreak");
        }
        int found = in.u8();
        if (found != kind) {
            throw in.malformed("a record of kind " + (char) found + " where " + kind + " belongs");
        }
        int version = in.u8();
        if (version < 1 || version > newest) {
            throw in.malformed(
                    "version "
                            + version
                            + ", this program reads up to "
                            + newest
                            + ": update it before what writes");
        }
        return version;
    }
}
