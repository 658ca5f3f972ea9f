package dev.firebreak.core.match;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.IDN;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// All indicators of a question, built once and then asked for each value of a log without allocation. Not safe for use
/// by several threads at a time: [#copy] makes one for each.
///
/// What matches what:
/// - a domain matches itself and its subdomains, in any case and with or without trailing dot;
/// - an address matches itself and the blocks it lies in;
/// - a URL matches by host and path (see [UrlPrefixes]); where its host is not shared by strangers, a look-up of or a
///   connection to exactly that host matches too, which is weaker: the [dev.firebreak.core.model.Sighting] then has a
///   value without a path;
/// - hashes and e-mail addresses match in any case; file names by their last part, and by the folders the indicator
///   names.
public final class IndicatorSet {
    private final List<Indicator> indicators;
    private final List<Problem> problems;
    private final NameTable domains;
    private final NameTable md5;
    private final NameTable sha1;
    private final NameTable sha256;
    private final NameTable emails;
    private final FileNames fileNames;
    private final AddressTable addresses;
    private final UrlPrefixes urls;
    private Matches out = new Matches();
    private final AddressTable.Payloads add = payload -> out.add(payload);

    private IndicatorSet(List<Indicator> given, Predicate<String> shared) {
        indicators = List.copyOf(given);
        List<Problem> unusable = new ArrayList<>();
        List<NameTable.Entry> domainEntries = new ArrayList<>();
        List<AddressTable.Entry> addressEntries = new ArrayList<>();
        urls = new UrlPrefixes();
        for (int i = 0; i < indicators.size(); i++) {
            Indicator indicator = indicators.get(i);
            switch (indicator.type()) {
                case DOMAIN ->
                        domainEntries.add(
                                new NameTable.Entry(canonicalDomain(indicator.value()), i));
                case IPV4, IPV6 -> addressEntries.add(new AddressTable.Entry(indicator.value(), i));
                case URL ->
                        addUrl(
                                indicator.value(),
                                i,
                                shared,
                                domainEntries,
                                addressEntries,
                                urls,
                                unusable);
                case EMAIL, MD5, SHA1, SHA256, FILENAME -> {}
            }
        }
        domains = new NameTable(domainEntries);
        List<AddressTable.Entry> rejected = new ArrayList<>();
        addresses = new AddressTable(addressEntries, rejected);
        for (AddressTable.Entry entry : rejected) {
            unusable.add(unusable(entry.text(), "is no IP address or block"));
        }
        md5 = table(ObservableType.MD5);
        sha1 = table(ObservableType.SHA1);
        sha256 = table(ObservableType.SHA256);
        emails = table(ObservableType.EMAIL);
        fileNames = new FileNames(indicators);
        problems = List.copyOf(unusable);
    }

    /// Hosts shared by strangers are those [SharedHosts] knows.
    public static IndicatorSet of(List<Indicator> indicators) {
        return of(indicators, SharedHosts::isShared);
    }

    /// @param sharedHost whether strangers publish side by side on a host (given in lower case)
    public static IndicatorSet of(List<Indicator> indicators, Predicate<String> sharedHost) {
        return new IndicatorSet(indicators, sharedHost);
    }

    private static Problem unusable(String value, String reason) {
        return new Problem(
                "indicators", "", "\"" + value + "\" " + reason, Problem.Severity.PARTIAL);
    }

    private static void addUrl(
            String url,
            int id,
            Predicate<String> shared,
            List<NameTable.Entry> domains,
            List<AddressTable.Entry> addresses,
            UrlPrefixes urls,
            List<Problem> problems) {
        Optional<UrlPrefixes.Parts> parts = UrlPrefixes.parse(url);
        if (parts.isEmpty()) {
            problems.add(unusable(url, "is no URL with a host"));
            return;
        }
        String host = parts.get().host();
        boolean isShared = shared.test(host);
        urls.add(parts.get(), isShared, id);
        if (isShared) {
            return;
        }
        if (isAddress(host)) {
            addresses.add(new AddressTable.Entry(host, id));
        } else {
            // A complement marks entries that match the name itself but not its subdomains.
            domains.add(new NameTable.Entry(canonicalDomain(host), ~id));
        }
    }

    private static boolean isAddress(String host) {
        byte[] bytes = host.getBytes(StandardCharsets.UTF_8);
        return Addresses.parseV4(bytes, 0, bytes.length) != Addresses.NO_ADDRESS
                || Addresses.parseV6(bytes, 0, bytes.length, new long[2]);
    }

    private NameTable table(ObservableType type) {
        List<NameTable.Entry> entries = new ArrayList<>();
        for (int i = 0; i < indicators.size(); i++) {
            if (indicators.get(i).type() == type) {
                entries.add(new NameTable.Entry(indicators.get(i).value(), i));
            }
        }
        return new NameTable(entries);
    }

    /// Lower case, punycode, without leading `*.` or dots at either end.
    static String canonicalDomain(String domain) {
        String name = domain.strip().toLowerCase(Locale.ROOT);
        name = name.startsWith("*.") ? name.substring(2) : name;
        int start = 0;
        int end = name.length();
        while (start < end && name.charAt(start) == '.') {
            start++;
        }
        while (end > start && name.charAt(end - 1) == '.') {
            end--;
        }
        name = name.substring(start, end);
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                try {
                    return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
                } catch (IllegalArgumentException e) {
                    // Not a name that punycode can carry (a label too long): it is compared as it
                    // is.
                    return name;
                }
            }
        }
        return name;
    }

    /// The indicators in the order they were given; [Matches#id] is an index into it.
    public List<Indicator> indicators() {
        return indicators;
    }

    /// Indicators that cannot be used, with the reason.
    public List<Problem> problems() {
        return problems;
    }

    /// Adds the indicators that the value matches to `matches`.
    ///
    /// @param value as logged; a domain without port
    public void match(ObservableType type, Slice value, Matches matches) {
        byte[] a = value.array;
        int start = value.start;
        int end = value.end;
        switch (type) {
            case DOMAIN -> matchDomain(a, start, end, matches);
            case IPV4, IPV6 -> {
                out = matches;
                addresses.match(a, start, end, add);
            }
            case URL -> {
                out = matches;
                if (!urls.isEmpty()) {
                    urls.match(a, start, end, add);
                }
            }
            case MD5 -> matchName(md5, a, start, end, matches);
            case SHA1 -> matchName(sha1, a, start, end, matches);
            case SHA256 -> matchName(sha256, a, start, end, matches);
            case EMAIL -> matchName(emails, a, start, end, matches);
            case FILENAME -> fileNames.match(a, start, end, matches);
        }
    }

    private static void matchName(NameTable table, byte[] a, int start, int end, Matches matches) {
        for (int entry = table.find(a, start, end); entry >= 0; entry = table.nextEntry(entry)) {
            matches.add(table.payload(entry));
        }
    }

    private void matchDomain(byte[] a, int start, int end, Matches matches) {
        NameTable table = domains;
        if (table.isEmpty()) {
            return;
        }
        while (end > start && a[end - 1] == '.') {
            end--;
        }
        if (start >= end) {
            return;
        }
        if (table.mayContain(a, start, end)) {
            addDomains(a, start, end, true, matches);
        }
        long signs =
                end + 8 <= a.length
                        ? suffixes(a, start, end, matches)
                        : slowSuffixes(a, start, end, matches);
        if (signs < 0) {
            matchUnicode(a, start, end, matches);
        }
    }

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long DOTS = 0x2e2e2e2e2e2e2e2eL;
    private static final long SEVENS = 0x7f7f7f7f7f7f7f7fL;

    /// Asks for what stands behind each dot. Dots are found in eight bytes at once: a loop over the bytes would have to
    /// guess at each whether it is one, and guesses wrong at most of them.
    ///
    /// @return negative if a byte is not ASCII
    private long suffixes(byte[] a, int start, int end, Matches matches) {
        long signs = 0;
        for (int at = start; at < end; at += 8) {
            long word = (long) LONGS.get(a, at);
            if (end - at < 8) {
                word &= (1L << (end - at) * 8) - 1;
            }
            signs |= word & ~SEVENS;
            long x = word ^ DOTS;
            long found = ~(((x & SEVENS) + SEVENS) | x | SEVENS);
            while (found != 0) {
                int suffix = at + (Long.numberOfTrailingZeros(found) >>> 3) + 1;
                found &= found - 1;
                if (domains.mayContain(a, suffix, end)) {
                    addDomains(a, suffix, end, false, matches);
                }
            }
        }
        return signs == 0 ? 0 : -1;
    }

    /// The same for a name at the very end of its array, where eight bytes cannot be read at once.
    private long slowSuffixes(byte[] a, int start, int end, Matches matches) {
        int signs = 0;
        for (int at = start; at < end; at++) {
            signs |= a[at];
            if (a[at] == '.' && domains.mayContain(a, at + 1, end)) {
                addDomains(a, at + 1, end, false, matches);
            }
        }
        return signs;
    }

    private void addDomains(byte[] a, int start, int end, boolean whole, Matches matches) {
        for (int e = domains.findSurely(a, start, end); e >= 0; e = domains.nextEntry(e)) {
            int payload = domains.payload(e);
            if (payload >= 0) {
                matches.add(payload);
            } else if (whole) {
                matches.add(~payload);
            }
        }
    }

    /// A log that writes `münchen.example` where others write `xn--mnchen-3ya.example`.
    private void matchUnicode(byte[] a, int start, int end, Matches matches) {
        String given = new String(a, start, end - start, StandardCharsets.UTF_8);
        byte[] ascii = canonicalDomain(given).getBytes(StandardCharsets.UTF_8);
        for (byte c : ascii) {
            if (c < 0) {
                return;
            }
        }
        matchDomain(ascii, 0, ascii.length, matches);
    }
}
