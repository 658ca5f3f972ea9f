package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import java.util.EnumSet;
import java.util.Set;

/// The debug log of the DNS server of Windows: `23.11.2026 17:12:01 0E14 PACKET  000000D5C2F1B8A0 UDP Rcv 10.0.0.5 1a2b
/// Q [0001 D NOERROR] A (4)evil(7)example(0)`. Only questions that came in are used; answers and what the server itself
/// asks others are not.
final class WindowsDnsParser extends LineParser {
    private static final Set<LogKind> OWN = EnumSet.of(LogKind.WINDOWS_DNS);

    private static final byte[] PACKET = Bytes.of(" PACKET ");
    private static final byte[] RECEIVED = Bytes.of(" Rcv ");
    private static final int MAX_NAME = 1024;

    private final Times times;
    private final byte[] name = new byte[MAX_NAME];

    WindowsDnsParser(Output out, Times times) {
        super(out);
        this.times = times;
    }

    static boolean isLine(byte[] a, int start, int end) {
        int packet = Bytes.indexOf(a, start, end, PACKET);
        return packet > 0
                && (Bytes.indexOf(a, packet, end, RECEIVED) > 0
                        || Bytes.indexOf(a, packet, end, Bytes.of(" Snd ")) > 0);
    }

    @Override
    void line(byte[] a, int start, int end) {
        int packet = Bytes.indexOf(a, start, end, PACKET);
        int received = packet < 0 ? -1 : Bytes.indexOf(a, packet, end, RECEIVED);
        if (received < 0) {
            out.foreign(OWN);
            return;
        }
        int host = Bytes.skipSpaces(a, received + RECEIVED.length, end);
        int hostEnd = Bytes.tokenEnd(a, host, end);
        int id = Bytes.skipSpaces(a, hostEnd, end);
        int kind = Bytes.skipSpaces(a, Bytes.tokenEnd(a, id, end), end);
        int flags = Bytes.indexOf(a, kind, end, (byte) '[');
        if (flags < 0 || a[kind] == 'R' || !out.isAddress(a, host, hostEnd)) {
            out.unused();
            return;
        }
        int flagsEnd = Bytes.indexOf(a, flags, end, (byte) ']');
        int open = flagsEnd < 0 ? -1 : Bytes.indexOf(a, flagsEnd, end, (byte) '(');
        if (open < 0) {
            out.broken("is a DNS packet without a name");
            return;
        }
        out.host(a, host, hostEnd);
        int clockEnd = Bytes.skipSpaces(a, start, packet);
        // The thread's number stands between time and PACKET.
        int stop = packet;
        while (stop > clockEnd && a[stop - 1] != ' ') {
            stop--;
        }
        long micros = times.parse(a, start, Math.max(start, stop - 1));
        int length = decode(a, open, end);
        if (length == 0) {
            out.seen(micros);
        } else {
            out.observe(ObservableType.DOMAIN, name, 0, length, micros);
        }
    }

    /// `(4)evil(7)example(0)` into `evil.example`.
    private int decode(byte[] a, int open, int end) {
        int used = 0;
        int at = open;
        while (at < end && a[at] == '(') {
            int close = Bytes.indexOf(a, at, end, (byte) ')');
            if (close < 0) {
                break;
            }
            int next = Bytes.indexOf(a, close, end, (byte) '(');
            int labelEnd = next < 0 ? end : next;
            int length = labelEnd - close - 1;
            if (next < 0 || length <= 0 || used + length + 1 > MAX_NAME) {
                break;
            }
            if (used > 0) {
                name[used++] = '.';
            }
            System.arraycopy(a, close + 1, name, used, length);
            used += length;
            at = next;
        }
        return used;
    }
}
