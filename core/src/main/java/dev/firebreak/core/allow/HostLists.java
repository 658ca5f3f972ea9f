package dev.firebreak.core.allow;

import dev.firebreak.core.allow.AllowLists.Hit;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.net.HostNames;
import dev.firebreak.core.net.PublicSuffixes;
import dev.firebreak.core.net.UrlParts;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Host names that betray nothing.
final class HostLists {
    private static final Set<String> LOCAL =
            Set.of(
                    "localhost",
                    "localdomain",
                    "local",
                    "lan",
                    "intranet",
                    "internal",
                    "corp",
                    "home",
                    "private",
                    "wpad",
                    "arpa");

    /// RFC 2142 and usual contact boxes of authorities and makers.
    private static final Pattern CONTACT =
            Pattern.compile(
                    "(?:abuse|noc|security|secure|soc|csirt|cert|psirt|hostmaster|postmaster|webmaster|dns-admin|incident|incidents|meldestelle|presse|press)@.*");

    /// Shorter names are too often one letter apart by chance.
    private static final int MIN_TRUNCATED = 10;

    private static final String FIRST_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final NameList top = NameList.bundled("top-sites.txt");
    private final NameList owned = NameList.bundled("owned-sites.txt");
    private final NameList shared = NameList.bundled("shared-hosts.txt");
    private final NameList shorteners = NameList.bundled("url-shorteners.txt");
    private final NameList mail = NameList.bundled("mail-providers.txt");
    private final NameList security = NameList.bundled("security-sites.txt");
    private final NameList resolvers = NameList.bundled("public-resolvers.txt");
    private final PublicSuffixes suffixes = PublicSuffixes.bundled();

    /// @return null if the host stands on no list
    @Nullable Hit check(String text, AllowContext context) {
        Optional<String> canonical = HostNames.canonical(text);
        if (canonical.isEmpty()) {
            return null;
        }
        String host = canonical.get();
        if (isLocal(host)) {
            return new Hit(
                    "local-names",
                    "is a name of the local network",
                    "ist ein Name des lokalen Netzes");
        }
        if (suffixes.isSuffix(host)) {
            return new Hit(
                    "public-suffixes",
                    "is an ending under which anybody can have a name",
                    "ist eine Endung, unter der jeder einen Namen haben kann");
        }
        if (VendorSites.isOwn(host, context.sites(), suffixes)) {
            return new Hit(
                    "vendor-site",
                    "is the maker's own site",
                    "ist die eigene Seite des Herstellers");
        }
        Hit listed = listed(host);
        return listed != null ? listed : mistaken(host, context);
    }

    private static boolean isLocal(String host) {
        return LOCAL.contains(host.substring(host.lastIndexOf('.') + 1));
    }

    private @Nullable Hit listed(String host) {
        String site = host.startsWith("www.") ? host.substring(4) : host;
        if (shared.has(site)) {
            return new Hit(
                    "shared-hosts",
                    "is a host that many people share; only a URL on it says something",
                    "ist ein Host, den viele teilen; nur eine URL darauf besagt etwas");
        }
        if (shorteners.has(site)) {
            return new Hit(
                    "url-shorteners",
                    "is a URL shortener; only a URL on it says something",
                    "ist ein Kurz-URL-Dienst; nur eine URL darauf besagt etwas");
        }
        if (resolvers.has(host)) {
            return new Hit(
                    "public-resolvers",
                    "is a public DNS resolver",
                    "ist ein öffentlicher DNS-Resolver");
        }
        if (mail.has(site)) {
            return new Hit(
                    "mail-providers",
                    "is a public mail provider",
                    "ist ein öffentlicher Mail-Anbieter");
        }
        boolean tenant = suffixes.isUnderHosting(host);
        if (security.has(site) || (!tenant && security.hasAbove(host))) {
            return new Hit(
                    "security-sites",
                    "is a site that warnings cite as a source",
                    "ist eine Seite, die Warnungen als Quelle nennen");
        }
        if (!tenant && owned.hasAbove(host)) {
            return new Hit(
                    "owned-sites",
                    "belongs to a large provider that alone hands out names there",
                    "gehört einem großen Anbieter, der dort allein Namen vergibt");
        }
        return top.hasSite(host)
                ? new Hit(
                        "top-sites",
                        "is a site that very many machines meet every day",
                        "ist eine Seite, der täglich sehr viele Geräte begegnen")
                : null;
    }

    /// Values that a careless extraction makes out of others in the same warnings.
    private static @Nullable Hit mistaken(String host, AllowContext context) {
        Optional<String> mail = context.mailWithLocalPart(host);
        if (mail.isPresent()) {
            return new Hit(
                    "mail-local-part",
                    "is the beginning of the e-mail address "
                            + mail.get()
                            + " of the same warnings",
                    "ist der Anfang der E-Mail-Adresse " + mail.get() + " aus denselben Warnungen");
        }
        for (int i = 0; host.length() >= MIN_TRUNCATED && i < FIRST_LETTERS.length(); i++) {
            String whole = FIRST_LETTERS.charAt(i) + host;
            if (context.hasDomain(whole)) {
                return new Hit(
                        "truncated-copy",
                        "is " + whole + " of the same warnings with its first letter lost",
                        "ist " + whole + " aus denselben Warnungen ohne den ersten Buchstaben");
            }
        }
        return null;
    }

    /// A URL counts with its path, so a shared or common host does not speak against it; its bare root does.
    @Nullable Hit checkUrl(
            String url, Certainty certainty, AllowContext context, AddressLists addresses) {
        if (context.cites(url, certainty)) {
            return new Hit(
                    "own-references",
                    "is cited by the warning as its source",
                    "nennt die Warnung als ihre Quelle");
        }
        Optional<UrlParts> parts = UrlParts.parse(url);
        if (parts.isEmpty()) {
            return null;
        }
        String host = parts.get().host();
        Hit address = addresses.check(host);
        if (address != null && address.list().equals("special-ranges")) {
            return address;
        }
        Hit hit = check(host, context);
        if (hit == null) {
            return null;
        }
        boolean wholeHost =
                switch (hit.list()) {
                    case "vendor-site", "security-sites", "local-names" -> true;
                    default -> false;
                };
        return wholeHost || parts.get().isRoot() ? hit : null;
    }

    @Nullable Hit checkEmail(String address, AllowContext context) {
        String lower = address.toLowerCase(Locale.ROOT);
        if (CONTACT.matcher(lower).matches()) {
            return new Hit("contact-addresses", "is a contact address", "ist eine Kontaktadresse");
        }
        int at = lower.lastIndexOf('@');
        Hit hit = at < 0 ? null : check(lower.substring(at + 1), context);
        return hit != null
                        && (hit.list().equals("vendor-site") || hit.list().equals("security-sites"))
                ? hit
                : null;
    }
}
