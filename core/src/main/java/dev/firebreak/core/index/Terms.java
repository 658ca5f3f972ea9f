package dev.firebreak.core.index;

import dev.firebreak.core.match.Addresses;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How things seen become keys, so that what one indicator can mean lies side by side.
///
/// The first byte says what it is: `D` a domain, lower case and reversed byte by byte, so that subdomains follow their
/// domain; `4` and `6` an address in network order, so that a block is a range; `U` a URL as `host NUL before NUL after`
/// (the URL reads `before host after`); `E` an e-mail address; `F` a file name or path, lower case, with `/`, reversed, so that
/// the last part leads; `h`, `s`, `S` an MD5, SHA-1, SHA-256 in bytes.
final class Terms {
    /// Longer things are cut; what follows is not compared.
    static final int MAX_TERM = 4000;

    private Terms() {}

    /// Where keys that an indicator can mean lie. Whether such a key is really meant is for
    /// [dev.firebreak.core.match.IndicatorSet] to say.
    ///
    /// @param from first key
    /// @param to keys from here on are not meant; equal to `from` for a single key
    record Range(byte[] from, byte[] to) {
        static Range single(byte[] key) {
            return new Range(key, key);
        }

        static Range prefix(byte[] key) {
            byte[] to = key.clone();
            int i = to.length - 1;
            while (to[i] == -1) {
                i--; // never passes the first byte, which is a letter
            }
            to = java.util.Arrays.copyOf(to, i + 1);
            to[i]++;
            return new Range(key, to);
        }

        boolean isSingle() {
            return from == to;
        }
    }

    /// Appends the key of an observed thing.
    ///
    /// @return false if the bytes are not what the type says
    static boolean append(ObservableType type, byte[] a, int start, int end, ByteOut out) {
        return switch (type) {
            case DOMAIN -> domain(a, start, end, out);
            case IPV4, IPV6 -> address(a, start, end, out);
            case URL -> url(a, start, end, out);
            case EMAIL -> {
                out.u8('E').bytes(lower(a, start, Math.min(end, start + MAX_TERM)));
                yield end > start;
            }
            case MD5 -> hash('h', 16, a, start, end, out);
            case SHA1 -> hash('s', 20, a, start, end, out);
            case SHA256 -> hash('S', 32, a, start, end, out);
            case FILENAME -> {
                int from = Math.max(start, end - MAX_TERM);
                byte[] b = lower(a, from, end);
                out.u8('F');
                for (int i = b.length - 1; i >= 0; i--) {
                    out.u8(b[i] == '\\' ? '/' : b[i]);
                }
                yield end > start;
            }
        };
    }

    /// Hot: lower case and reversed in one pass; anything but ASCII takes the slow way.
    private static boolean domain(byte[] a, int start, int end, ByteOut out) {
        int to = end;
        while (to > start && a[to - 1] == '.') {
            to--;
        }
        if (to == start) {
            return false;
        }
        int from = Math.max(start, to - MAX_TERM);
        int at = out.length;
        out.u8('D');
        if (!out.reversedLower(a, from, to)) {
            byte[] ascii =
                    punycode(new String(a, from, to - from, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
            out.length = at;
            out.u8('D');
            for (int i = ascii.length - 1; i >= 0; i--) {
                out.u8(ascii[i]);
            }
        }
        return true;
    }

    private static String punycode(String name) {
        String low = name.toLowerCase(Locale.ROOT);
        try {
            return IDN.toASCII(low, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException _) {
            return low; // a label too long for punycode: it is compared as it is
        }
    }

    private static boolean address(byte[] a, int start, int end, ByteOut out) {
        long v4 = Addresses.parseV4(a, start, end);
        if (v4 != Addresses.NO_ADDRESS) {
            out.u8('4').u32((int) v4);
            return true;
        }
        long[] v6 = new long[2];
        if (!Addresses.parseV6(a, start, end, v6)) {
            return false;
        }
        if (v6[0] == 0 && v6[1] >>> 32 == 0xffff) {
            out.u8('4').u32((int) v6[1]);
        } else {
            out.u8('6').u64(v6[0]).u64(v6[1]);
        }
        return true;
    }

    private static boolean url(byte[] a, int start, int end, ByteOut out) {
        int to = Math.min(end, start + MAX_TERM);
        int host = start;
        for (int i = start; i + 2 < to; i++) {
            if (a[i] == ':' && a[i + 1] == '/' && a[i + 2] == '/') {
                host = i + 3;
                break;
            }
            if (a[i] == '/' || a[i] == '?' || a[i] == '#') {
                break;
            }
        }
        int stop = host;
        while (stop < to && a[stop] != '/' && a[stop] != '?' && a[stop] != '#' && a[stop] != '\\') {
            if (a[stop] == '@') {
                host = stop + 1;
            }
            stop++;
        }
        int hostEnd = stop;
        if (host < stop && a[host] == '[') {
            while (hostEnd > host && a[hostEnd - 1] != ']') {
                hostEnd--;
            }
            hostEnd = hostEnd == host ? stop : hostEnd;
        } else {
            for (int i = host; i < stop; i++) {
                if (a[i] == ':') {
                    hostEnd = i;
                    break;
                }
            }
        }
        while (hostEnd > host && a[hostEnd - 1] == '.') {
            hostEnd--;
        }
        if (hostEnd <= host) {
            return false;
        }
        out.u8('U').bytes(lower(a, host, hostEnd)).u8(0);
        out.bytes(a, start, host - start).u8(0).bytes(a, hostEnd, to - hostEnd);
        return true;
    }

    private static boolean hash(char kind, int bytes, byte[] a, int start, int end, ByteOut out) {
        if (end - start != 2 * bytes) {
            return false;
        }
        int at = out.length;
        out.u8(kind);
        for (int i = start; i < end; i += 2) {
            int high = Character.digit(a[i], 16);
            int low = Character.digit(a[i + 1], 16);
            if (high < 0 || low < 0) {
                out.length = at;
                return false;
            }
            out.u8(high << 4 | low);
        }
        return true;
    }

    private static byte[] lower(byte[] a, int start, int end) {
        byte[] b = java.util.Arrays.copyOfRange(a, start, end);
        for (int i = 0; i < b.length; i++) {
            if (b[i] < 0) {
                return new String(b, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .getBytes(StandardCharsets.UTF_8);
            }
            if (b[i] >= 'A' && b[i] <= 'Z') {
                b[i] |= 0x20;
            }
        }
        return b;
    }

    static ObservableType type(byte first) {
        return switch (first) {
            case 'D' -> ObservableType.DOMAIN;
            case '4' -> ObservableType.IPV4;
            case '6' -> ObservableType.IPV6;
            case 'U' -> ObservableType.URL;
            case 'E' -> ObservableType.EMAIL;
            case 'F' -> ObservableType.FILENAME;
            case 'h' -> ObservableType.MD5;
            case 's' -> ObservableType.SHA1;
            case 'S' -> ObservableType.SHA256;
            default -> throw new MalformedException("no kind of thing begins with byte " + first);
        };
    }

    /// The thing as text again: canonical, but for URLs as it was logged (host in lower case).
    static String text(byte[] key, int length) {
        ByteIn in = new ByteIn(key, 1, length);
        return switch (type(key[0])) {
            case DOMAIN, FILENAME -> {
                byte[] b = new byte[length - 1];
                for (int i = 0; i < b.length; i++) {
                    b[i] = key[length - 1 - i];
                }
                yield new String(b, StandardCharsets.UTF_8);
            }
            case EMAIL -> new String(key, 1, length - 1, StandardCharsets.UTF_8);
            case IPV4 -> in.u8() + "." + in.u8() + "." + in.u8() + "." + in.u8();
            case IPV6 -> v6(in);
            case MD5, SHA1, SHA256 -> java.util.HexFormat.of().formatHex(key, 1, length);
            case URL -> {
                String all = new String(key, 1, length - 1, StandardCharsets.UTF_8);
                int first = all.indexOf(0);
                int second = all.indexOf(0, first + 1);
                yield all.substring(first + 1, second)
                        + all.substring(0, first)
                        + all.substring(second + 1);
            }
        };
    }

    /// RFC 5952: lower case, no leading zeros, the longest run of zero groups as `::`.
    private static String v6(ByteIn in) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = in.u8() << 8 | in.u8();
        }
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int n = 0;
            while (i + n < 8 && groups[i + n] == 0) {
                n++;
            }
            if (n > bestLength) {
                best = i;
                bestLength = n;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                out.append("::");
                i += bestLength - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":");
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    /// Where the keys lie that this indicator can mean; empty if it is nothing that can be looked for.
    static List<Range> ranges(Indicator i) {
        List<Range> out = new ArrayList<>();
        byte[] value = i.value().strip().getBytes(StandardCharsets.UTF_8);
        switch (i.type()) {
            case DOMAIN -> domains(i.value(), true, out);
            case IPV4, IPV6 -> block(i.value().strip(), out);
            case URL -> {
                ByteOut key = new ByteOut();
                if (url(value, 0, value.length, key)) {
                    int nul = 0;
                    while (key.array[nul] != 0) {
                        nul++;
                    }
                    out.add(Range.prefix(java.util.Arrays.copyOf(key.array, nul + 1)));
                    String host = new String(key.array, 1, nul - 1, StandardCharsets.UTF_8);
                    domains(host, false, out);
                    block(host.replace("[", "").replace("]", ""), out);
                }
            }
            case FILENAME -> {
                String path = i.value().strip().replace('\\', '/');
                byte[] name =
                        path.substring(path.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
                ByteOut key = new ByteOut();
                if (append(i.type(), name, 0, name.length, key)) {
                    out.add(Range.single(key.copy()));
                    out.add(Range.prefix(key.u8('/').copy()));
                }
            }
            case EMAIL, MD5, SHA1, SHA256 -> {
                ByteOut key = new ByteOut();
                if (append(i.type(), value, 0, value.length, key)) {
                    out.add(Range.single(key.copy()));
                }
            }
        }
        return out;
    }

    private static void domains(String value, boolean subdomains, List<Range> out) {
        String name = value.strip();
        name = name.startsWith("*.") ? name.substring(2) : name;
        while (name.startsWith(".")) {
            name = name.substring(1);
        }
        byte[] b = name.getBytes(StandardCharsets.UTF_8);
        ByteOut key = new ByteOut();
        if (domain(b, 0, b.length, key)) {
            out.add(Range.single(key.copy()));
            if (subdomains) {
                out.add(Range.prefix(key.u8('.').copy()));
            }
        }
    }

    private static void block(String value, List<Range> out) {
        int slash = value.indexOf('/');
        byte[] b = (slash < 0 ? value : value.substring(0, slash)).getBytes(StandardCharsets.UTF_8);
        ByteOut key = new ByteOut();
        if (!address(b, 0, b.length, key)) {
            return;
        }
        if (slash < 0) {
            out.add(Range.single(key.copy()));
            return;
        }
        int bits;
        try {
            bits = Integer.parseInt(value.substring(slash + 1));
        } catch (NumberFormatException _) {
            return; // no block; IndicatorSet names it as a problem
        }
        int full = (key.length - 1) * 8;
        if (full == 32 && value.indexOf(':') >= 0) {
            bits -= 96; // an IPv4 block in its IPv6 form
        }
        if (bits < 0 || bits > full) {
            return;
        }
        byte[] low = key.copy();
        byte[] high = key.copy();
        for (int bit = bits; bit < full; bit++) {
            low[1 + bit / 8] &= (byte) ~(0x80 >> bit % 8);
            high[1 + bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        // the first key after the last address: a byte longer
        out.add(new Range(low, java.util.Arrays.copyOf(high, high.length + 1)));
    }
}
