package dev.firebreak.app.fetch;

import dev.firebreak.app.store.Refused;
import dev.firebreak.core.net.Cidr;
import dev.firebreak.core.net.CidrSet;
import dev.firebreak.core.net.IpAddress;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What may be fetched: `https` from hosts that an administrator named, at public addresses. Anything else must be
/// allowed by name, so that nobody who may paste an address can make the server call into its own network.
///
/// @param hosts entries such as `cert.example`, `*.cert.example` (its subdomains) or `cert.example:8443`; none: off
/// @param plain those of them that may be fetched by `http` too
/// @param internal those of them whose address may be one of the own network
public record FetchRules(List<String> hosts, List<String> plain, List<String> internal) {
    private static final int MAX_URL = 2_000;

    /// What is not a public address (IANA special-purpose registries, IPv4 and IPv6), and forms of IPv6 in which an IPv4
    /// address is embedded. (An IPv4 address mapped into IPv6 is the IPv4 address itself.)
    private static final CidrSet NOT_PUBLIC =
            CidrSet.of(
                    List.of(
                                    "0.0.0.0/8",
                                    "10.0.0.0/8",
                                    "100.64.0.0/10",
                                    "127.0.0.0/8",
                                    "169.254.0.0/16",
                                    "172.16.0.0/12",
                                    "192.0.0.0/24",
                                    "192.0.2.0/24",
                                    "192.88.99.0/24",
                                    "192.168.0.0/16",
                                    "198.18.0.0/15",
                                    "198.51.100.0/24",
                                    "203.0.113.0/24",
                                    "224.0.0.0/4",
                                    "240.0.0.0/4",
                                    "::/96",
                                    "64:ff9b::/96",
                                    "64:ff9b:1::/48",
                                    "100::/64",
                                    "2001::/23",
                                    "2001:db8::/32",
                                    "2002::/16",
                                    "3fff::/20",
                                    "5f00::/16",
                                    "fc00::/7",
                                    "fe80::/10",
                                    "fec0::/10",
                                    "ff00::/8")
                            .stream()
                            .map(block -> Cidr.parse(block).orElseThrow())
                            .toList());

    public FetchRules {
        hosts = cleaned(hosts);
        plain = cleaned(plain);
        internal = cleaned(internal);
    }

    /// Reads the lists as they stand in the settings, separated by commas or blanks.
    public static FetchRules of(String hosts, String plain, String internal) {
        return new FetchRules(split(hosts), split(plain), split(internal));
    }

    private static List<String> split(String list) {
        return List.of(list.split("[,\\s]+"));
    }

    private static List<String> cleaned(List<String> entries) {
        List<String> all = new ArrayList<>();
        for (String entry : entries) {
            if (!entry.isBlank()) {
                all.add(entry.strip().toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(all);
    }

    /// Whether anything may be fetched at all.
    public boolean on() {
        return !hosts.isEmpty();
    }

    /// Checks an address without looking its host up.
    ///
    /// @throws Refused `fetch-off` or `url-not-allowed`
    public URI check(String text) {
        if (!on()) {
            throw new Refused("fetch-off", "");
        }
        if (text.length() > MAX_URL) {
            throw new Refused("url-not-allowed", "");
        }
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new Refused("url-not-allowed", text);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost();
        boolean http = scheme.equals("http");
        if (host == null
                || url.getRawUserInfo() != null
                || !http && !scheme.equals("https")
                || !matches(hosts, host, url.getPort(), scheme)
                || http && !matches(plain, host, url.getPort(), scheme)) {
            throw new Refused("url-not-allowed", text);
        }
        return url;
    }

    /// Checks where a host was found; all of its addresses must do.
    ///
    /// @throws Refused `url-not-allowed`
    public void check(String host, InetAddress[] addresses) {
        if (internal.stream().anyMatch(entry -> matchesHost(withoutPort(entry), host))) {
            return;
        }
        for (InetAddress address : addresses) {
            Optional<IpAddress> ip = IpAddress.parse(literal(address));
            if (ip.isEmpty() || NOT_PUBLIC.contains(ip.get())) {
                throw new Refused("url-not-allowed", host);
            }
        }
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static boolean matches(List<String> entries, String host, int port, String scheme) {
        boolean usual = port == -1 || port == (scheme.equals("http") ? 80 : 443);
        return entries.stream()
                .anyMatch(
                        entry ->
                                matchesHost(withoutPort(entry), host)
                                        && (portOf(entry) == -1 ? usual : portOf(entry) == port));
    }

    private static boolean matchesHost(String entry, String host) {
        String plain = ascii(host);
        return entry.startsWith("*.")
                ? plain.endsWith(entry.substring(1)) && plain.length() > entry.length() - 1
                : plain.equals(ascii(entry));
    }

    private static String ascii(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String cut = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        try {
            return IDN.toASCII(cut);
        } catch (IllegalArgumentException e) {
            return cut; // no name of a host: it is compared as it stands
        }
    }

    private static int portOf(String entry) {
        int colon = entry.lastIndexOf(':');
        String port = entry.substring(colon + 1);
        return colon < 0 || entry.endsWith("]") || !port.matches("\\d{1,5}")
                ? -1
                : Integer.parseInt(port);
    }

    private static String withoutPort(String entry) {
        return portOf(entry) == -1 ? entry : entry.substring(0, entry.lastIndexOf(':'));
    }
}
