package dev.firebreak.core.answer;

/// What beside the meetings is said of an asset: each a bit, so that it is decided for millions as for one.
enum Lack {
    NOTHING_TO_ASK(true),
    /// A warning names versions, but no product was understood in it.
    PRODUCT_OPEN(true),
    NO_INVENTORY(true),
    STALE(true),
    /// Its inventory is too old, but it is affected anyway.
    STALE_THOUGH_AFFECTED(false),
    INCOMPLETE(true),
    SOFTWARE_GAP(true),
    LOG_PARTIAL(true),
    NO_CONTACT(false),
    NO_CONTACT_TOLD(false),
    NOT_IN_LOGS(false),
    /// No log names it, or whether one does is not told, and nothing but contacts was asked.
    NOT_SEEN(true),
    SEEN_NOT_TOLD(true),
    NOT_EXAMINED(true),
    CONTACT_GAP(true);

    private static final int UNKNOWN = unknown();

    private final boolean makesUnknown;

    Lack(boolean makesUnknown) {
        this.makesUnknown = makesUnknown;
    }

    private static int unknown() {
        int bits = 0;
        for (Lack lack : values()) {
            bits |= lack.makesUnknown ? lack.bit() : 0;
        }
        return bits;
    }

    boolean makesUnknown() {
        return makesUnknown;
    }

    int bit() {
        return 1 << ordinal();
    }

    boolean in(int bits) {
        return (bits & bit()) != 0;
    }

    /// Whether any of these makes its asset unknown.
    static boolean unknown(int bits) {
        return (bits & UNKNOWN) != 0;
    }
}
