package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;

/// What a line of a Zeek log says, from its fields, whether they stood in columns or in an object.
final class ZeekMeaning {
    private static final byte[] HTTP = "http://".getBytes(StandardCharsets.UTF_8);

    private final Output out;
    private final Slice[] values = new Slice[ZeekField.values().length];
    private byte setSeparator = ',';
    private byte[] url = new byte[256];

    ZeekMeaning(Output out) {
        this.out = out;
        for (int i = 0; i < values.length; i++) {
            values[i] = new Slice();
        }
    }

    void setSeparator(String text) {
        if (text.length() == 1) {
            setSeparator = (byte) text.charAt(0);
        }
    }

    void clear() {
        for (Slice value : values) {
            value.end = value.start;
        }
    }

    void set(ZeekField field, byte[] a, int start, int end) {
        values[field.ordinal()].set(a, start, end);
    }

    Slice get(ZeekField field) {
        return values[field.ordinal()];
    }

    void tell(ZeekTopic topic, long micros) {
        Slice client = get(ZeekField.ORIG_H);
        out.host(client.array, client.start, client.end);
        switch (topic) {
            case DNS -> dns(micros);
            case HTTP -> http(micros);
            case SSL -> ssl(micros);
            case CONN, OTHER_CONTACT -> contact(ours(), micros);
            case FILES -> files(micros);
            case DHCP -> dhcp(micros);
            case KNOWN_HOSTS -> {
                Slice host = get(ZeekField.HOST);
                out.host(host.array, host.start, host.end);
                out.seen(micros);
            }
            case NOTHING -> {}
        }
    }

    private void dns(long micros) {
        Slice query = get(ZeekField.QUERY);
        if (query.isEmpty()) {
            out.seen(micros);
        } else {
            out.observe(ObservableType.DOMAIN, query.array, query.start, query.end, micros);
        }
    }

    /// A request names a URL and a server; the address it went to may be a proxy's.
    private void http(long micros) {
        boolean named = ours();
        Slice host = get(ZeekField.HOST);
        Slice uri = get(ZeekField.URI);
        if (is(get(ZeekField.METHOD), "CONNECT")) {
            out.server(uri.array, uri.start, uri.end, micros);
        } else if (!uri.isEmpty() && uri.array[uri.start] != '/') {
            out.observe(ObservableType.URL, uri.array, uri.start, uri.end, micros);
        } else if (!uri.isEmpty() && !host.isEmpty()) {
            out.observe(ObservableType.URL, url, 0, join(host, uri), micros);
        }
        if (!host.isEmpty()) {
            out.server(host.array, host.start, host.end, micros);
        }
        contact(named, micros);
    }

    private int join(Slice host, Slice uri) {
        int length = HTTP.length + host.length() + uri.length();
        if (url.length < length) {
            url = new byte[length * 2];
        }
        System.arraycopy(HTTP, 0, url, 0, HTTP.length);
        System.arraycopy(host.array, host.start, url, HTTP.length, host.length());
        System.arraycopy(uri.array, uri.start, url, HTTP.length + host.length(), uri.length());
        return length;
    }

    private static boolean is(Slice value, String text) {
        if (value.length() != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (value.array[value.start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void ssl(long micros) {
        boolean named = ours();
        Slice name = get(ZeekField.SERVER_NAME);
        if (!name.isEmpty()) {
            out.server(name.array, name.start, name.end, micros);
        }
        contact(named, micros);
    }

    private boolean inbound;

    /// Who met whom: usually the side that opened the connection is ours. Where only the other one is (it has an
    /// internal address, or Zeek says it is local), the opener is what our machine met: else every visitor of a web
    /// server would pass for a machine of ours.
    ///
    /// @return false if one side is not named
    private boolean ours() {
        Slice client = get(ZeekField.ORIG_H);
        Slice server = get(ZeekField.RESP_H);
        if (client.isEmpty() || server.isEmpty()) {
            return false;
        }
        Slice localOrig = get(ZeekField.LOCAL_ORIG);
        Slice localResp = get(ZeekField.LOCAL_RESP);
        if (isBoolean(localOrig) && isBoolean(localResp)) {
            inbound = isTrue(localResp) && !isTrue(localOrig);
        } else {
            inbound =
                    !out.isPrivate(client.array, client.start, client.end)
                            && out.isPrivate(server.array, server.start, server.end);
        }
        Slice ours = inbound ? server : client;
        out.host(ours.array, ours.start, ours.end);
        return true;
    }

    private void contact(boolean named, long micros) {
        if (!named) {
            out.seen(micros);
            return;
        }
        Slice theirs = get(inbound ? ZeekField.ORIG_H : ZeekField.RESP_H);
        out.address(theirs.array, theirs.start, theirs.end, micros);
    }

    private static boolean isBoolean(Slice value) {
        return isTrue(value) || is(value, "F") || is(value, "false");
    }

    private static boolean isTrue(Slice value) {
        return is(value, "T") || is(value, "true");
    }

    /// A file is met by the machines of ours among those that received and sent it; if none is, by those that received
    /// it.
    private void files(long micros) {
        Slice sent = get(ZeekField.TX_HOSTS);
        Slice received = get(ZeekField.RX_HOSTS);
        if (sent.isEmpty() && received.isEmpty()) {
            boolean fromClient = isTrue(get(ZeekField.IS_ORIG));
            sent = get(fromClient ? ZeekField.ORIG_H : ZeekField.RESP_H);
            received = get(fromClient ? ZeekField.RESP_H : ZeekField.ORIG_H);
        }
        boolean any = filesOf(received, true, micros);
        any |= filesOf(sent, true, micros);
        if (!any && !filesOf(received, false, micros)) {
            out.host(received.array, received.start, received.start);
            file(micros);
        }
    }

    private boolean filesOf(Slice hosts, boolean onlyOurs, long micros) {
        boolean any = false;
        int start = hosts.start;
        while (start < hosts.end) {
            int end = start;
            while (end < hosts.end && hosts.array[end] != setSeparator) {
                end++;
            }
            if (end > start && (!onlyOurs || out.isPrivate(hosts.array, start, end))) {
                out.host(hosts.array, start, end);
                file(micros);
                any = true;
            }
            start = end + 1;
        }
        return any;
    }

    private void file(long micros) {
        boolean any = false;
        for (ZeekField field : new ZeekField[] {ZeekField.SHA256, ZeekField.SHA1, ZeekField.MD5}) {
            Slice hash = get(field);
            if (!hash.isEmpty()) {
                out.hash(hash.array, hash.start, hash.end, micros);
                any = true;
            }
        }
        Slice name = get(ZeekField.FILENAME);
        if (!name.isEmpty()) {
            out.observe(ObservableType.FILENAME, name.array, name.start, name.end, micros);
            any = true;
        }
        if (!any) {
            out.seen(micros);
        }
    }

    private void dhcp(long micros) {
        Slice address = get(ZeekField.ASSIGNED_ADDR);
        address = address.isEmpty() ? get(ZeekField.CLIENT_ADDR) : address;
        Slice name = get(ZeekField.CLIENT_FQDN);
        name = name.isEmpty() ? get(ZeekField.HOST_NAME) : name;
        if (address.isEmpty()) {
            return;
        }
        out.host(address.array, address.start, address.end);
        out.seen(micros);
        if (!name.isEmpty()) {
            out.hostName(address, name, micros);
        }
    }
}
