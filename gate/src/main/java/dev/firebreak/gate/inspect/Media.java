package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import java.io.EOFException;

/// Whether a file that is named like sound, film or a font begins like one. Random bytes that only bear such a name are
/// not to pass as what is dense by nature.
final class Media {
    /// Matroska and WebM (RFC 8794).
    static final long EBML = 0x1a45dfa3L;

    private Media() {}

    static boolean marked(Content c) throws EOFException {
        if (c.size() < 40) {
            return true; // too short to hide anything
        }
        long be = c.u32be(0);
        return be == EBML
                || be == 0x4f676753L // OggS
                || be == 0x664c6143L // fLaC
                || be == 0x52494646L // RIFF
                || be == 0x4d546864L // MThd
                || be >>> 8 == 0x494433 // ID3
                || be >>> 21 == 0x7ff // frame of MPEG audio
                || c.startsWith(4, "ftyp")
                || c.startsWith(4, "moov")
                || c.startsWith(4, "mdat")
                || c.startsWith(4, "wide")
                || c.startsWith(4, "free")
                || c.startsWith(4, "skip")
                || c.startsWith(4, "pnot")
                || c.startsWith(4, "uuid")
                || be == 0x00010000L // TrueType
                || be == 0x74727565L // true
                || be == 0x4f54544fL // OTTO
                || be == 0x74746366L // ttcf
                || be == 0x774f4646L
                || be == 0x774f4632L
                || c.u16(34) == 0x504c; // Embedded OpenType
    }
}
