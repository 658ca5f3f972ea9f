package dev.firebreak.formats.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One line of a list that a filter reads: a hosts file, a response policy zone, dnsmasq's or Unbound's configuration, a
/// filter list of an ad blocker.
///
/// @param values what is blocked; empty for a line that belongs to the file's frame
/// @param exception whether the line lets something through
record Blocklist(List<String> values, boolean exception) {
    private static final Set<String> SINKHOLES =
            Set.of("0.0.0.0", "127.0.0.1", "::", "::1", "255.255.255.255", "fe80::1%lo0");
    private static final Set<String> OWN_NAMES =
            Set.of(
                    "localhost",
                    "localhost.localdomain",
                    "local",
                    "broadcasthost",
                    "ip6-localhost",
                    "ip6-loopback",
                    "0.0.0.0");
    private static final Blocklist FRAME = new Blocklist(List.of(), false);
    private static final Blocklist EXCEPTION = new Blocklist(List.of(), true);

    private static final Pattern FILTER =
            Pattern.compile("(@@)?\\|\\|([^\\s^/$*|]+)\\^?(?:\\$[\\w,=~.|-]*)?");
    private static final Pattern FILTER_HEAD = Pattern.compile("\\[Adblock[^\\]]*\\]");
    private static final Pattern DNSMASQ =
            Pattern.compile("(address|local|server)=(/[^/\\s]\\S*)/([^/\\s]*)");
    private static final Pattern UNBOUND =
            Pattern.compile(
                    "local-(zone|data):\\s*\"?([^\\s\"]+)\"?\\s+(?:(\\w+)\"?|(?:\\d+\\s+)?(?:IN\\s+)?[A-Z]+\\s+.*)");
    private static final Pattern POLICY =
            Pattern.compile(
                    "(\\S+)\\s+(?:\\d+\\s+)?(?:IN\\s+)?CNAME\\s+(\\.|\\*\\.|rpz-[a-z-]+\\.?|\\S+)\\s*(?:;.*)?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ZONE_FRAME =
            Pattern.compile(
                    "\\$(?:TTL|ORIGIN|INCLUDE)\\b.*|(?:@|[\\w.*-]*\\.)?\\s+(?:\\d+\\s+)?(?:IN\\s+)?(?:SOA|NS)\\s+.*|\\s+(?:\\d+\\s*[;)]?.*|\\))",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern POLICY_ADDRESS =
            Pattern.compile("(\\d{1,2})((?:\\.\\d{1,3}){4})\\.rpz-(?:client-ip|ip|nsip)(?:\\..*)?");

    /// Whether the line blocks nothing and lets nothing through.
    boolean isFrame() {
        return values.isEmpty() && !exception;
    }

    /// What a line says; null if it is no line of such a list.
    static @Nullable Blocklist of(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return null;
        }
        Blocklist hosts = hosts(text);
        if (hosts != null) {
            return hosts;
        }
        Matcher filter = FILTER.matcher(text);
        if (filter.matches()) {
            return filter.group(1) != null
                    ? EXCEPTION
                    : new Blocklist(List.of(filter.group(2)), false);
        }
        if (FILTER_HEAD.matcher(text).matches()) {
            return FRAME;
        }
        Matcher dnsmasq = DNSMASQ.matcher(text);
        if (dnsmasq.matches()) {
            return dnsmasq(dnsmasq);
        }
        Matcher unbound = UNBOUND.matcher(text);
        if (unbound.matches()) {
            String how = unbound.group(3);
            boolean through = how != null && how.toLowerCase(Locale.ROOT).contains("transparent");
            return through ? EXCEPTION : new Blocklist(List.of(plain(unbound.group(2))), false);
        }
        return zone(line, text);
    }

    /// `0.0.0.0 a.example b.example # why`: what is blocked are the names.
    private static @Nullable Blocklist hosts(String text) {
        int comment = text.indexOf('#');
        String[] words = (comment < 0 ? text : text.substring(0, comment)).strip().split("\\s+");
        if (words.length < 2 || !SINKHOLES.contains(words[0])) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            if (OWN_NAMES.contains(words[i].toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (Values.classify(words[i]).isEmpty()) {
                // What follows the first name without a sign may be a comment in words.
                return names.isEmpty() ? null : new Blocklist(names, false);
            }
            names.add(words[i]);
        }
        return new Blocklist(names, false);
    }

    /// A server for a domain is a way, not a block; without one the domain is answered from here.
    private static @Nullable Blocklist dnsmasq(Matcher line) {
        boolean address = line.group(1).equals("address");
        if (!address && !line.group(3).isEmpty()) {
            return EXCEPTION;
        }
        List<String> names = new ArrayList<>();
        for (String name : line.group(2).split("/")) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new Blocklist(names, false);
    }

    private static @Nullable Blocklist zone(String line, String text) {
        Matcher policy = POLICY.matcher(text);
        if (policy.matches()) {
            String action = policy.group(2).toLowerCase(Locale.ROOT);
            if (action.startsWith("rpz-passthru")) {
                return EXCEPTION;
            }
            boolean block = action.equals(".") || action.equals("*.") || action.startsWith("rpz-");
            Matcher address = POLICY_ADDRESS.matcher(policy.group(1));
            if (address.matches()) {
                return new Blocklist(List.of(address(address)), false);
            }
            return block ? new Blocklist(List.of(plain(policy.group(1))), false) : null;
        }
        return ZONE_FRAME.matcher(line.stripTrailing()).matches() ? FRAME : null;
    }

    /// `24.0.2.0.192` stands for `192.0.2.0/24`.
    private static String address(Matcher m) {
        String[] octets = m.group(2).substring(1).split("\\.");
        String address = octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0];
        return m.group(1).equals("32") ? address : address + "/" + m.group(1);
    }

    /// Without the wildcard, which subdomains need not, and without the zone's own name behind.
    private static String plain(String name) {
        String domain = name.startsWith("*.") ? name.substring(2) : name;
        int zone = domain.toLowerCase(Locale.ROOT).indexOf(".rpz.");
        domain = zone > 0 ? domain.substring(0, zone) : domain;
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }
}
