package dev.firebreak.formats.text;

import dev.firebreak.core.model.ObservableType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One pass over one text.
final class Scan extends ScanText {
    private static final int MAX_QUOTED = 120;
    private static final Set<String> SCHEMES =
            Set.of(
                    "http", "https", "ftp", "ftps", "sftp", "tcp", "udp", "ws", "wss", "ldap",
                    "ldaps", "smb", "git");

    Scan(Refanged view, boolean prose) {
        super(view, prose);
    }

    List<IndicatorMatch> run() {
        int i = 0;
        while (i < view.length) {
            char c = view.at(i);
            int next = -1;
            if (isWord(c) && !isWord(view.at(i - 1))) {
                next = at(i);
                if (next < 0) {
                    next = endOfRun(i);
                }
            } else if (c == '[' || (c == ':' && view.at(i + 1) == ':' && !isWord(view.at(i - 1)))) {
                next = ipv6(i);
            } else if (isQuote(c)) {
                next = quotedFile(i);
            }
            i = next > i ? next : i + 1;
        }
        return found;
    }

    /// Tries each kind at the start of a word; the end of what was found, or -1.
    private int at(int i) {
        int end = url(i);
        end = end > 0 ? end : email(i);
        end = end > 0 ? end : ipv6(i);
        end = end > 0 ? end : ipv4(i);
        end = end > 0 ? end : hash(i);
        return end > 0 ? end : hostOrFile(i);
    }

    private int url(int i) {
        int colon = i;
        while (colon < i + 6 && isAsciiLetter(view.at(colon))) {
            colon++;
        }
        if (view.at(colon) != ':'
                || view.at(colon + 1) != '/'
                || view.at(colon + 2) != '/'
                || view.at(colon + 3) == '/') {
            return -1;
        }
        if (!SCHEMES.contains(text(i, colon).toLowerCase(Locale.ROOT))) {
            return -1;
        }
        int end = trimUrl(colon + 3, endOfUrl(colon + 3));
        Optional<String> value = Canonical.of(ObservableType.URL, text(i, end).replace('\\', '/'));
        if (value.isEmpty()) {
            return -1;
        }
        String host = value.get().substring(value.get().indexOf("://") + 3);
        if (host.indexOf('.') < 0 && host.indexOf(':') < 0) {
            return -1;
        }
        return add(ObservableType.URL, value.get(), i, end, false);
    }

    private int email(int i) {
        int at = i;
        while (at < i + 64 && (isAsciiAlnum(view.at(at)) || "._%+-=".indexOf(view.at(at)) >= 0)) {
            at++;
        }
        if (at == i || view.at(at) != '@') {
            return -1;
        }
        int end = trimRun(at + 1, hostRun(at + 1));
        Optional<String> value = Canonical.of(ObservableType.EMAIL, text(i, Math.max(end, at + 1)));
        if (value.isEmpty()
                || !Tlds.contains(Hosts.tld(value.get()))
                || value.get().lastIndexOf('.') < value.get().indexOf('@')) {
            return -1;
        }
        return add(ObservableType.EMAIL, value.get(), i, end, false);
    }

    private int ipv6(int i) {
        boolean bracket = view.at(i) == '[';
        int start = bracket ? i + 1 : i;
        int end = start;
        int colons = 0;
        int digits = 0;
        while (end < start + 46
                && (isHex(view.at(end))
                        || view.at(end) == ':'
                        || (view.at(end) == '.' && colons > 1))) {
            colons += view.at(end) == ':' ? 1 : 0;
            digits += isDigit(view.at(end)) ? 1 : 0;
            end++;
        }
        while (end > start
                && (view.at(end - 1) == '.'
                        || (view.at(end - 1) == ':' && view.at(end - 2) != ':'))) {
            end--;
        }
        if (colons < 2
                || digits == 0
                || end - start < 3
                || isWord(view.at(end))
                || (bracket && view.at(end) != ']')) {
            return -1;
        }
        int prefix = bracket ? end : prefixLength(end);
        Optional<String> value = Canonical.of(ObservableType.IPV6, text(start, prefix));
        if (value.isEmpty()) {
            return -1;
        }
        int after = bracket ? port(end + 1) : prefix;
        add(ObservableType.IPV6, value.get(), start, prefix, false);
        return after;
    }

    private int ipv4(int i) {
        int end = i;
        int dots = 0;
        boolean padded = false;
        while (end < i + 16
                && (isDigit(view.at(end)) || (view.at(end) == '.' && isDigit(view.at(end + 1))))) {
            dots += view.at(end) == '.' ? 1 : 0;
            padded |=
                    view.at(end) == '0' && !isDigit(view.at(end - 1)) && isDigit(view.at(end + 1));
            end++;
        }
        char next = view.at(end);
        char before = view.at(i - 1);
        if (dots != 3 || isWordOrHyphenated(end, next) || before == '-' && isWord(view.at(i - 2))) {
            return -1;
        }
        boolean defanged = view.defangedBetween(i, end);
        if (padded && prose && !defanged) {
            return -1;
        }
        if (next == '/' && !isDigit(view.at(end + 1)) || next == ':' && isPortThenPath(end)) {
            int urlEnd = trimUrl(i, endOfUrl(i));
            Optional<String> url =
                    urlEnd > end + 1
                            ? Canonical.of(ObservableType.URL, text(i, urlEnd))
                            : Optional.empty();
            if (url.isPresent() && Addresses.canonicalV4(text(i, end)).isPresent()) {
                return add(ObservableType.URL, url.get(), i, urlEnd, false);
            }
        }
        int prefix = prefixLength(end);
        Optional<String> value = Canonical.of(ObservableType.IPV4, text(i, prefix));
        if (value.isEmpty()) {
            return -1;
        }
        boolean ambiguous = prose && !defanged && prefix == end && next != ':';
        add(ObservableType.IPV4, value.get(), i, prefix, ambiguous);
        return port(prefix);
    }

    private int hash(int i) {
        int end = i;
        boolean digit = false;
        boolean letter = false;
        while (end < i + 65 && isHex(view.at(end))) {
            digit |= isDigit(view.at(end));
            letter |= !isDigit(view.at(end));
            end++;
        }
        if (isWord(view.at(end))
                || !digit
                || !letter
                || (view.at(end) == '.' && isAsciiAlnum(view.at(end + 1)) && fileEnd(i) > end)) {
            return -1;
        }
        ObservableType type =
                switch (end - i) {
                    case 32 -> ObservableType.MD5;
                    case 40 -> ObservableType.SHA1;
                    case 64 -> ObservableType.SHA256;
                    default -> ObservableType.FILENAME;
                };
        return type == ObservableType.FILENAME
                ? -1
                : add(type, text(i, end).toLowerCase(Locale.ROOT), i, end, false);
    }

    private int hostOrFile(int i) {
        int end = trimRun(i, hostRun(i));
        if (view.at(end) == '.' && view.at(end + 1) == '.') {
            return -1;
        }
        boolean defanged = view.defangedBetween(i, end);
        int host = hostEnd(i, end, defanged);
        int file = fileEnd(i);
        if (host > 0 && (file < host || hostWins(i, host, defanged))) {
            return addHost(i, host, file >= host && !defanged);
        }
        if (file > 0) {
            return addFile(i, file);
        }
        return -1;
    }

    /// The end of a host name with a known top-level domain in `start..end`, or -1.
    private int hostEnd(int start, int end, boolean defanged) {
        int e = end;
        String name = text(start, e);
        int dot = name.lastIndexOf('.');
        if (dot < 1) {
            return -1;
        }
        int hyphen = name.indexOf('-', dot);
        if (hyphen > 0 && !name.substring(dot).toLowerCase(Locale.ROOT).startsWith(".xn--")) {
            e = start + hyphen;
            name = name.substring(0, hyphen);
        }
        Optional<String> canonical = Hosts.canonical(name);
        if (canonical.isEmpty()
                || canonical.get().indexOf('.') < 0
                || !Tlds.contains(Hosts.tld(canonical.get()))) {
            return -1;
        }
        return defanged || !prose || looksLikeHost(name) ? e : -1;
    }

    /// For endings that are both (`app`, `zip`, `sh`): a host if it is defanged or has more than two plain labels.
    private boolean hostWins(int start, int end, boolean defanged) {
        String name = text(start, end);
        String tld = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean path = view.at(end) == '/' && isAsciiAlnum(view.at(end + 1));
        if (defanged
                || tld.equals("com")
                || path
                || view.at(end) == ':' && isDigit(view.at(end + 1))) {
            return true;
        }
        if (view.at(start - 1) == '\\'
                || view.at(start - 1) == '/'
                || name.indexOf('_') >= 0
                || !name.equals(name.toLowerCase(Locale.ROOT))) {
            return false;
        }
        boolean domainFirst = tld.equals("app") || tld.equals("zip") || tld.equals("mov");
        return name.indexOf('.') != name.lastIndexOf('.')
                        && !Character.isDigit(name.charAt(name.lastIndexOf('.') - 1))
                || (domainFirst && !tld.equals("zip") && !tld.equals("mov"));
    }

    private int addHost(int start, int end, boolean ambiguous) {
        int after = port(end);
        char c = view.at(after);
        char beyond = view.at(after + 1);
        if ((c == '/' && isUrlStart(beyond)) || (c == '?' && isAsciiAlnum(beyond))) {
            int urlEnd = trimUrl(start, endOfUrl(start));
            Optional<String> url = Canonical.of(ObservableType.URL, text(start, urlEnd));
            if (url.isPresent() && urlEnd > after) {
                return add(ObservableType.URL, url.get(), start, urlEnd, false);
            }
        }
        add(
                ObservableType.DOMAIN,
                Hosts.canonical(text(start, end)).orElseThrow(),
                start,
                end,
                ambiguous);
        return after;
    }

    private int addFile(int start, int end) {
        return add(ObservableType.FILENAME, text(start, end), start, end, false);
    }

    /// The end of a file name with a known ending that starts here, or -1.
    private int fileEnd(int start) {
        int end = start;
        while (end < start + FileNames.MAX_NAME && isFileChar(view.at(end))) {
            end++;
        }
        end = trimRun(start, end);
        String name = text(start, end);
        int dot = name.lastIndexOf('.');
        if (dot < 1) {
            return -1;
        }
        int hyphen = name.indexOf('-', dot);
        if (hyphen > 0) {
            name = name.substring(0, hyphen);
            end = start + hyphen;
        }
        String head = name.substring(0, dot);
        String extension = name.substring(dot + 1);
        if (extension.length() == 1
                || !FileNames.isEnding(extension)
                || extension.equalsIgnoreCase("com")) {
            return -1;
        }
        boolean cased =
                extension.equals(extension.toLowerCase(Locale.ROOT))
                        || extension.equals(extension.toUpperCase(Locale.ROOT));
        boolean oneWord =
                head.chars().allMatch(Character::isLetter) && Character.isUpperCase(head.charAt(0));
        boolean brand = extension.equals("js") && oneWord;
        boolean joined = prose && !cased;
        int first = head.indexOf('.');
        boolean reversed =
                extension.equals("app") && first > 0 && REVERSED.contains(head.substring(0, first));
        boolean number =
                head.chars().allMatch(c -> Character.isDigit(c) || c == '.')
                        && extension.length() < 3;
        return brand || joined || number || reversed || !FileNames.isEnding(extension) ? -1 : end;
    }

    /// A quoted name with blanks and a known ending, `"Setup Client.exe"`.
    private int quotedFile(int i) {
        int end = i + 1;
        int blanks = 0;
        while (end < view.length
                && end < i + MAX_QUOTED
                && !isQuote(view.at(end))
                && view.at(end) >= ' ') {
            blanks += view.at(end) == ' ' ? 1 : 0;
            end++;
        }
        if (blanks == 0 || blanks > 6 || !isQuote(view.at(end))) {
            return -1;
        }
        String quoted = text(i + 1, end);
        int dot = quoted.lastIndexOf('.');
        String last = quoted.substring(dot + 1);
        int slash = Math.max(quoted.lastIndexOf('\\'), quoted.lastIndexOf('/'));
        String name = quoted.substring(slash + 1);
        boolean plain =
                name.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) || " ._-+()".indexOf(c) >= 0);
        if (dot < 1
                || !FileNames.isEnding(last)
                || last.equalsIgnoreCase("com")
                || !plain
                || name.indexOf(' ') < 0
                || name.indexOf("..") >= 0) {
            return -1;
        }
        return add(ObservableType.FILENAME, name, i + 2 + slash, end, false);
    }
}
