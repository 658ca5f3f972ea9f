package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;

/// Access logs of proxies: Squid's native format (`1679900000.123 456 10.0.0.5 TCP_MISS/200 12345 GET http://… user
/// HIER_DIRECT/192.0.2.1 text/html`) and the common and combined log format (`10.0.0.5 - user [10/Oct/2000:13:55:36
/// -0700] "GET http://… HTTP/1.1" 200 1234 …`).
///
/// In the common format a request with a bare path is one that a web server got: then nothing was contacted from here,
/// and the client is noted as what came, without a machine.
final class ProxyParser extends LineParser {
    private static final byte[] CONNECT = Bytes.of("CONNECT");
    private static final byte[] SCHEME = Bytes.of("://");
    private static final byte[] PARENT = Bytes.of("PARENT");

    private final boolean common;
    private final Times times;
    private final EpochTimes epochs = new EpochTimes();

    ProxyParser(Output out, Times times, boolean common) {
        super(out);
        this.common = common;
        this.times = times;
    }

    static boolean isSquid(byte[] a, int start, int end) {
        int[] tokens = new int[22];
        int at = squidStart(a, start, end);
        if (at < 0 || tokens(a, at, end, tokens) < 7) {
            return false;
        }
        return Bytes.indexOf(a, tokens[6], tokens[7], (byte) '/') > 0
                && new EpochTimes().parse(a, tokens[0], tokens[1]) != Output.NO_TIME
                && Bytes.indexOf(a, tokens[0], tokens[1], (byte) '.') > 0;
    }

    static boolean isCommon(byte[] a, int start, int end) {
        int open = Bytes.indexOf(a, start, end, (byte) '[');
        int close = open < 0 ? -1 : Bytes.indexOf(a, open, end, (byte) ']');
        int quote = close < 0 ? -1 : Bytes.indexOf(a, close, Math.min(end, close + 3), (byte) '"');
        return quote > 0
                && open + 12 < close
                && a[open + 3] == '/'
                && a[open + 7] == '/'
                && a[open + 12] == ':';
    }

    /// Starts and ends of up to ten tokens in turn; returns their number.
    private static int tokens(byte[] a, int start, int end, int[] places) {
        int n = 0;
        int at = Bytes.skipSpaces(a, start, end);
        while (at < end && n * 2 + 1 < places.length) {
            places[n * 2] = at;
            at = Bytes.tokenEnd(a, at, end);
            places[n * 2 + 1] = at;
            n++;
            at = Bytes.skipSpaces(a, at, end);
        }
        return n;
    }

    private final int[] places = new int[22];

    /// Where Squid's own line starts: at once, or behind what syslog put in front (`… squid[12]: `, `(squid-1): `).
    private static int squidStart(byte[] a, int start, int end) {
        int first = Bytes.skipSpaces(a, start, end);
        if (first < end
                && a[first] >= '0'
                && a[first] <= '9'
                && Bytes.indexOf(a, first, Bytes.tokenEnd(a, first, end), (byte) '.') > 0
                && Bytes.indexOf(a, first, Bytes.tokenEnd(a, first, end), (byte) ':') < 0) {
            return first;
        }
        int squid = Bytes.indexOf(a, start, end, Bytes.of("squid"));
        int colon = squid < 0 ? -1 : Bytes.indexOf(a, squid, end, Bytes.of(": "));
        return colon < 0 ? -1 : Bytes.skipSpaces(a, colon + 2, end);
    }

    @Override
    void line(byte[] a, int start, int end) {
        if (common) {
            commonLine(a, start, end);
        } else {
            squidLine(a, start, end);
        }
    }

    private void squidLine(byte[] a, int start, int end) {
        int at = squidStart(a, start, end);
        int count = at < 0 ? 0 : tokens(a, at, end, places);
        if (count < 7) {
            out.broken("is no line of Squid's native format");
            return;
        }
        long micros = epochs.parse(a, places[0], places[1]);
        if (micros == Output.NO_TIME) {
            out.broken("does not begin with Squid's time");
            return;
        }
        out.host(a, places[4], places[5]);
        long before = out.observations();
        request(a, places[10], places[11], places[12], places[13], micros);
        if (count >= 9) {
            destination(a, places[16], places[17], micros);
        }
        if (out.observations() == before) {
            out.seen(micros);
        }
    }

    /// A URL with its server, or for CONNECT the server alone.
    private boolean request(byte[] a, int method, int methodEnd, int url, int urlEnd, long micros) {
        if (Bytes.equal(a, method, methodEnd, CONNECT)) {
            out.server(a, url, urlEnd, micros);
            return true;
        }
        int scheme = Bytes.indexOf(a, url, Math.min(urlEnd, url + 12), SCHEME);
        if (scheme < 0) {
            return false;
        }
        out.observe(ObservableType.URL, a, url, urlEnd, micros);
        out.serverOfUrl(a, url, urlEnd, micros);
        return true;
    }

    /// `HIER_DIRECT/192.0.2.1`: whom the proxy asked; another proxy (a parent) is not what the machine contacted.
    private void destination(byte[] a, int start, int end, long micros) {
        int slash = Bytes.indexOf(a, start, end, (byte) '/');
        if (slash > 0 && Bytes.indexOf(a, start, slash, PARENT) < 0) {
            out.address(a, slash + 1, end, micros);
        }
    }

    private void commonLine(byte[] a, int start, int end) {
        if (!isCommon(a, start, end)) {
            out.broken("is no line of the common log format");
            return;
        }
        int open = Bytes.indexOf(a, start, end, (byte) '[');
        int close = Bytes.indexOf(a, open, end, (byte) ']');
        long micros = times.parse(a, open + 1, close);
        int host = Bytes.skipSpaces(a, start, end);
        int hostEnd = Bytes.tokenEnd(a, host, end);
        if (!out.isAddress(a, host, hostEnd)) {
            // A virtual host may stand in front of the client.
            int second = Bytes.skipSpaces(a, hostEnd, end);
            int secondEnd = Bytes.tokenEnd(a, second, end);
            if (out.isAddress(a, second, secondEnd)) {
                host = second;
                hostEnd = secondEnd;
            }
        }
        int quote = Bytes.indexOf(a, close, end, (byte) '"');
        int method = quote + 1;
        int methodEnd = Bytes.tokenEnd(a, method, end);
        int url = Bytes.skipSpaces(a, methodEnd, end);
        int urlEnd = Math.min(Bytes.tokenEnd(a, url, end), quoteEnd(a, url, end));
        out.host(a, host, hostEnd);
        if (!request(a, method, methodEnd, url, urlEnd, micros)) {
            inbound(a, host, hostEnd, micros);
        }
    }

    private void inbound(byte[] a, int client, int clientEnd, long micros) {
        if (out.isPrivate(a, client, clientEnd)) {
            out.seen(micros);
        } else {
            out.host(a, client, client);
            out.address(a, client, clientEnd, micros);
        }
    }

    private static int quoteEnd(byte[] a, int from, int end) {
        int quote = Bytes.indexOf(a, from, end, (byte) '"');
        return quote < 0 ? end : quote;
    }
}
