package dev.firebreak.gate.unpack;

import dev.firebreak.gate.facts.Placing;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// One record of a zip's central directory.
///
/// @param dosTime date and time as DOS wrote it, without a time zone
/// @param maker what tells writers apart: made-by, flags, ids of extra fields
record ZipEntry(
        String name,
        int madeBy,
        int flags,
        int method,
        long dosTime,
        long crc,
        long compressed,
        long size,
        long offset,
        int attributes,
        String maker) {
    boolean encrypted() {
        return (flags & 1) != 0;
    }

    private int unixMode() {
        return madeBy >>> 8 == 3 || madeBy >>> 8 == 19 ? attributes >>> 16 & 0xffff : 0;
    }

    boolean symbolicLink() {
        return (unixMode() & 0xf000) == 0xa000;
    }

    Placing placing() {
        int mode = unixMode() == 0 ? -1 : unixMode() & 07777;
        return new Placing(time(), mode, "", maker, null);
    }

    private long time() {
        int date = (int) (dosTime >>> 16);
        int time = (int) (dosTime & 0xffff);
        try {
            return LocalDateTime.of(
                            1980 + (date >>> 9),
                            date >>> 5 & 15,
                            date & 31,
                            time >>> 11,
                            time >>> 5 & 63,
                            Math.min(59, (time & 31) * 2))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return 0; // no date, or none that exists: reproducible builds write zeros
        }
    }
}
