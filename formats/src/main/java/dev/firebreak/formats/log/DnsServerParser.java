package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The query logs of BIND, Unbound and dnsmasq (Pi-hole), as files of their own or through syslog, also mixed. A line is
/// told by the words around the client and the name, because what stands before them differs with every set-up.
final class DnsServerParser extends LineParser {
    private static final Set<LogKind> OWN =
            EnumSet.of(LogKind.BIND, LogKind.UNBOUND, LogKind.DNSMASQ);

    private static final byte[] CLIENT = Bytes.of("client ");
    private static final byte[] QUERY = Bytes.of("query: ");
    private static final byte[] ANY_QUERY = Bytes.of("query");
    private static final byte[] RPZ = Bytes.of("rpz ");
    private static final byte[] UNBOUND = Bytes.of("unbound");
    private static final byte[] INFO = Bytes.of("info: ");
    private static final byte[] REPLY = Bytes.of("reply: ");
    private static final byte[] DNSMASQ_QUERY = Bytes.of("query[");
    private static final byte[] FROM = Bytes.of(" from ");
    private static final byte[] ACK = Bytes.of("DHCPACK");

    /// How dnsmasq tells, in lines of their own, what became of a query.
    private static final byte[][] DNSMASQ_OTHERS = {
        Bytes.of("forwarded "), Bytes.of("reply "), Bytes.of("cached ")
    };

    /// Bytes before dnsmasq's words that have to be as before: `dnsmasq[1234]: ` and the like.
    private static final int MAX_TAG = 12;

    private final LinePrefix prefix;
    private final Slice address = new Slice();
    private final Slice name = new Slice();
    private boolean queriesSeen;

    private Server server = Server.NONE;
    private int wordsAt;
    private final byte[] tag = new byte[MAX_TAG];
    private int tagLength;

    /// Which server wrote the last query that was read.
    private enum Server {
        NONE,
        BIND,
        DNSMASQ
    }

    DnsServerParser(Output out, Times times) {
        super(out);
        prefix = new LinePrefix(times);
    }

    /// Which server wrote a line, if it is about a query or a lease.
    static Optional<LogKind> kind(byte[] a, int start, int end) {
        if (has(a, start, end, "dnsmasq[")
                || has(a, start, end, "query[") && has(a, start, end, " from ")) {
            return Optional.of(LogKind.DNSMASQ);
        }
        if (has(a, start, end, "unbound[") || has(a, start, end, "unbound: [")) {
            return Optional.of(LogKind.UNBOUND);
        }
        if (has(a, start, end, "dnsmasq-dhcp[") || has(a, start, end, "DHCPACK")) {
            return Optional.of(LogKind.DNSMASQ);
        }
        int client = Bytes.indexOf(a, start, end, CLIENT);
        boolean asked =
                client >= 0
                        && Bytes.indexOf(a, client, end, (byte) '#') > 0
                        && has(a, client, end, "query");
        return asked || has(a, start, end, "named[") ? Optional.of(LogKind.BIND) : Optional.empty();
    }

    private static boolean has(byte[] a, int start, int end, String text) {
        return Bytes.indexOf(a, start, end, Bytes.of(text)) >= 0;
    }

    @Override
    void line(byte[] a, int start, int end) {
        if (asBefore(a, start, end)) {
            return;
        }
        int query = Bytes.indexOf(a, start, end, DNSMASQ_QUERY);
        if (query >= 0 && dnsmasq(a, start, query, end)) {
            keep(Server.DNSMASQ, a, start, query);
            return;
        }
        int client = Bytes.indexOf(a, start, end, CLIENT);
        if (client >= 0 && bind(a, start, client + CLIENT.length, end)) {
            keep(Server.BIND, a, start, client);
            return;
        }
        int unbound = Bytes.indexOf(a, start, end, UNBOUND);
        if (unbound >= 0 && unbound(a, start, unbound, end)) {
            return;
        }
        int ack = Bytes.indexOf(a, start, end, ACK);
        if (ack < 0 || !lease(a, start, ack, end)) {
            out.foreign(OWN);
        }
    }

    /// Remembers where on a line the words about the query began, and what stood right before them.
    private void keep(Server now, byte[] a, int start, int words) {
        server = now;
        wordsAt = words - start;
        tagLength = Math.min(MAX_TAG, wordsAt);
        System.arraycopy(a, words - tagLength, tag, 0, tagLength);
    }

    /// Reads a line of the server that wrote the last one. Its words begin at the same place, behind the same tag; what is not
    /// quite as before is read the long way.
    private boolean asBefore(byte[] a, int start, int end) {
        int words = start + wordsAt;
        return switch (server) {
            case NONE -> false;
            case BIND -> isAt(a, words, end, CLIENT) && bind(a, start, words + CLIENT.length, end);
            case DNSMASQ -> {
                int before = words - tagLength;
                if (words > end || !Arrays.equals(tag, 0, tagLength, a, before, words)) {
                    yield false;
                }
                if (isAt(a, words, end, DNSMASQ_QUERY)) {
                    yield dnsmasq(a, start, words, end);
                }
                boolean told = false;
                for (byte[] word : DNSMASQ_OTHERS) {
                    told |= isAt(a, words, end, word);
                }
                if (told) {
                    out.unused();
                }
                yield told;
            }
        };
    }

    private static boolean isAt(byte[] a, int at, int end, byte[] wanted) {
        return at + wanted.length <= end
                && Arrays.equals(a, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /// `… dnsmasq[123]: query[A] name from 10.0.0.5`
    private boolean dnsmasq(byte[] a, int start, int query, int end) {
        int close = Bytes.indexOf(a, query, end, (byte) ']');
        int from = Bytes.indexOf(a, query, end, FROM);
        if (close < 0 || from < close) {
            return false;
        }
        int nameStart = Bytes.skipSpaces(a, close + 1, from);
        int hostStart = Bytes.skipSpaces(a, from + FROM.length, end);
        out.host(a, hostStart, Bytes.tokenEnd(a, hostStart, end));
        look(a, nameStart, from, time(a, start, query));
        return true;
    }

    /// `… client @0x7f 10.0.0.5#53211 (name): [view x: ]query: name IN A +E(0)K (10.0.0.1)`; also refused ones and those
    /// that a response policy rewrote, since the machine asked all the same.
    private boolean bind(byte[] a, int start, int client, int end) {
        int at = Bytes.skipSpaces(a, client, end);
        if (at < end && a[at] == '@') {
            at = Bytes.skipSpaces(a, Bytes.tokenEnd(a, at, end), end);
        }
        int hash = Bytes.indexOf(a, at, Bytes.tokenEnd(a, at, end), (byte) '#');
        if (hash < 0) {
            return false;
        }
        int query = Bytes.indexOf(a, hash, end, QUERY);
        int nameStart;
        int nameEnd;
        if (query >= 0) {
            nameStart = Bytes.skipSpaces(a, query + QUERY.length, end);
            nameEnd = Bytes.tokenEnd(a, nameStart, end);
        } else {
            int open = Bytes.indexOf(a, hash, end, (byte) '(');
            int close = open < 0 ? -1 : Bytes.indexOf(a, open, end, (byte) ')');
            boolean asked =
                    close > 0
                            && (Bytes.indexOf(a, close, end, ANY_QUERY) >= 0
                                    || Bytes.indexOf(a, close, end, RPZ) >= 0);
            if (!asked) {
                return false;
            }
            nameStart = open + 1;
            nameEnd = close;
        }
        out.host(a, at, hash);
        look(a, nameStart, nameEnd, time(a, start, client - CLIENT.length));
        return true;
    }

    /// `[1679900000] unbound[12:0] info: 10.0.0.5 name. A IN`; replies have more behind. Where both are logged, a look-up
    /// counts by its query.
    private boolean unbound(byte[] a, int start, int unbound, int end) {
        int at = Bytes.indexOf(a, unbound, end, INFO);
        at = at >= 0 ? at : Bytes.indexOf(a, unbound, end, QUERY);
        at = at >= 0 ? at : Bytes.indexOf(a, unbound, end, REPLY);
        if (at < 0) {
            return false;
        }
        int host = Bytes.indexOf(a, at, end, (byte) ' ') + 1;
        int hostEnd = Bytes.tokenEnd(a, host, end);
        int nameStart = Bytes.skipSpaces(a, hostEnd, end);
        int nameEnd = Bytes.tokenEnd(a, nameStart, end);
        if (!out.isAddress(a, host, hostEnd) || nameEnd == nameStart) {
            return false;
        }
        out.host(a, host, hostEnd);
        int type = Bytes.skipSpaces(a, nameEnd, end);
        int inClass = Bytes.skipSpaces(a, Bytes.tokenEnd(a, type, end), end);
        boolean reply = Bytes.skipSpaces(a, Bytes.tokenEnd(a, inClass, end), end) < end;
        queriesSeen |= !reply;
        if (reply && queriesSeen) {
            return true;
        }
        look(a, nameStart, nameEnd, time(a, start, unbound));
        return true;
    }

    private void look(byte[] a, int start, int end, long micros) {
        if (end - start == 1 && a[start] == '.' || end <= start) {
            out.seen(micros);
        } else {
            out.observe(ObservableType.DOMAIN, a, start, end, micros);
        }
    }

    /// `DHCPACK(eth0) 10.0.0.5 aa:bb:cc:dd:ee:ff name` (dnsmasq), `DHCPACK on 10.0.0.5 to aa:… (name) via eth0` (ISC).
    private boolean lease(byte[] a, int start, int ack, int end) {
        int at = Bytes.tokenEnd(a, ack, end);
        byte[] lastToken = {};
        boolean hasAddress = false;
        int tokens = 0;
        while (at < end) {
            int from = Bytes.skipSpaces(a, at, end);
            int to = Bytes.tokenEnd(a, from, end);
            if (!hasAddress && out.isAddress(a, from, to)) {
                address.set(a, from, to);
                hasAddress = true;
            } else if (hasAddress && to > from) {
                tokens++;
                boolean bracketed = a[from] == '(' && a[to - 1] == ')';
                if (bracketed) {
                    lastToken = java.util.Arrays.copyOfRange(a, from + 1, to - 1);
                    break;
                }
                if (tokens == 2 && Bytes.indexOf(a, from, to, (byte) ':') < 0) {
                    lastToken = java.util.Arrays.copyOfRange(a, from, to);
                    break;
                }
            }
            at = to;
        }
        if (!hasAddress) {
            return false;
        }
        long micros = time(a, start, ack);
        out.host(address.array, address.start, address.end);
        out.seen(micros);
        if (lastToken.length > 0) {
            out.hostName(address, name.set(lastToken, 0, lastToken.length), micros);
        }
        return true;
    }

    private long time(byte[] a, int start, int end) {
        return prefix.time(a, start, end);
    }
}
