package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import java.io.IOException;

/// WebAssembly modules (WebAssembly Core Specification 2.0, section 5.5): whether their sections fill the file.
final class Wasm {
    private static final int LAST_SECTION = 13;
    private static final int MAX_SECTIONS = 10_000;

    private Wasm() {}

    /// @throws IOException if the content is not a row of sections
    static void check(Content c) throws IOException {
        long at = 8;
        for (int n = 0; at < c.size(); n++) {
            int id = c.u8(at);
            if (id > LAST_SECTION || n > MAX_SECTIONS) {
                throw new IOException("a section of kind " + id + " at offset " + at);
            }
            long size = 0;
            int shift = 0;
            int b;
            do {
                at++;
                b = c.u8(at);
                size |= (long) (b & 0x7f) << shift;
                shift += 7;
            } while ((b & 0x80) != 0 && shift < 35);
            at += 1 + size;
            if (at > c.size()) {
                throw new IOException("a section that ends behind the file");
            }
        }
    }
}
