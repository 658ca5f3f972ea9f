package dev.firebreak.gate.inspect;

/// Walks the instructions of a Java method (JVMS 25, section 6.5) for one thing: a loop of `ixor` and `i2c` is how text
/// is decoded by hand.
final class MethodCode {
    private static final int TABLESWITCH = 0xaa;
    private static final int LOOKUPSWITCH = 0xab;
    private static final int WIDE = 0xc4;
    private static final int IXOR = 0x82;
    private static final int I2C = 0x92;

    /// Lengths of all instructions but the three of variable length, by opcode.
    private static final byte[] LENGTHS = new byte[256];

    static {
        java.util.Arrays.fill(LENGTHS, (byte) 1);
        set(2, 0x10, 0x12, 0x15, 0x16, 0x17, 0x18, 0x19, 0x36, 0x37, 0x38, 0x39, 0x3a, 0xa9, 0xbc);
        set(3, 0x11, 0x13, 0x14, 0x84, 0xc0, 0xc1, 0xbb, 0xbd, 0xc6, 0xc7);
        for (int op = 0x99; op <= 0xa8; op++) {
            LENGTHS[op] = 3;
        }
        for (int op = 0xb2; op <= 0xb8; op++) {
            LENGTHS[op] = 3;
        }
        set(4, 0xc5);
        set(5, 0xb9, 0xba, 0xc8, 0xc9);
    }

    private MethodCode() {}

    private static void set(int length, int... opcodes) {
        for (int op : opcodes) {
            LENGTHS[op] = (byte) length;
        }
    }

    /// The method turns numbers into letters after an exclusive or.
    ///
    /// @param start offset of the first instruction
    /// @param length bytes of code
    static boolean decodesByHand(byte[] b, int start, int length) {
        boolean xor = false;
        boolean letters = false;
        int end = start + length;
        int i = start;
        while (i < end) {
            int op = b[i] & 0xff;
            xor |= op == IXOR;
            letters |= op == I2C;
            int step =
                    switch (op) {
                        case TABLESWITCH -> table(b, start, i, 12, 4);
                        case LOOKUPSWITCH -> table(b, start, i, 8, 8);
                        case WIDE -> (b[i + 1] & 0xff) == 0x84 ? 6 : 4;
                        default -> LENGTHS[op];
                    };
            if (step <= 0) {
                return false; // no code that a compiler writes
            }
            i += step;
        }
        return xor && letters;
    }

    private static int table(byte[] b, int start, int at, int fixed, int each) {
        int pad = 3 - (at - start) % 4;
        int first = at + 1 + pad;
        long count =
                each == 4 ? (long) int4(b, first + 8) - int4(b, first + 4) + 1 : int4(b, first + 4);
        long length = 1L + pad + fixed + count * each;
        return count < 0 || length > 1 << 16 ? -1 : (int) length;
    }

    private static int int4(byte[] b, int i) {
        return (b[i] & 0xff) << 24
                | (b[i + 1] & 0xff) << 16
                | (b[i + 2] & 0xff) << 8
                | b[i + 3] & 0xff;
    }
}
