package dev.firebreak.formats.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One line of a list that a filter reads: a hosts file, dnsmasq's or Unbound's configuration, a filter list of an ad
/// blocker; those of a response policy zone are [PolicyZone]'s.
///
/// @param values what the line is about; empty for one that belongs to the file's frame
record Blocklist(List<String> values, Sort sort) {
    /// What a line does.
    enum Sort {
        /// It blocks.
        BLOCKED,
        /// It blocks, if the file is what it looks like, or something that is only near to what is looked for.
        LIKELY,
        /// It lets something through.
        EXCEPTION,
        /// It is about the machines that ask, not about what they ask for.
        CLIENT,
        /// It leads to another file.
        INCLUDE,
        /// It says nothing of anything that is blocked.
        FRAME
    }

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
    static final Blocklist FRAME = new Blocklist(List.of(), Sort.FRAME);
    static final Blocklist EXCEPTION = new Blocklist(List.of(), Sort.EXCEPTION);

    private static final Pattern FILTER =
            Pattern.compile("(@@)?\\|\\|([^\\s^/$*|]+)\\^?(?:\\$[\\w,=~.|-]*)?");
    private static final Pattern FILTER_HEAD = Pattern.compile("\\[Adblock[^\\]]*\\]");
    private static final Pattern DNSMASQ =
            Pattern.compile("(address|local|server)=(/[^/\\s]\\S*)/([^/\\s]*)");
    private static final Pattern UNBOUND =
            Pattern.compile(
                    "local-(zone|data):\\s*\"?([^\\s\"]+)\"?\\s+(?:(\\w+)\"?|(?:\\d+\\s+)?(?:IN\\s+)?[A-Z]+\\s+.*)");

    /// Whether the line blocks nothing and lets nothing through.
    boolean isFrame() {
        return sort == Sort.FRAME || values.isEmpty() && sort == Sort.BLOCKED;
    }

    static Blocklist blocked(List<String> values) {
        return new Blocklist(values, Sort.BLOCKED);
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
            return filter.group(1) != null ? EXCEPTION : blocked(List.of(filter.group(2)));
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
            return through ? EXCEPTION : blocked(List.of(plain(unbound.group(2))));
        }
        return null;
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
                return names.isEmpty() ? null : blocked(names);
            }
            names.add(words[i]);
        }
        return blocked(names);
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
        return blocked(names);
    }

    /// Without the wildcard, which subdomains need not, and without the zone's own name behind.
    static String plain(String name) {
        String domain = name.startsWith("*.") ? name.substring(2) : name;
        int zone = domain.toLowerCase(Locale.ROOT).indexOf(".rpz.");
        domain = zone > 0 ? domain.substring(0, zone) : domain;
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }
}
