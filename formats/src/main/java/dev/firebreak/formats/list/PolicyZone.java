package dev.firebreak.formats.list;

import dev.firebreak.formats.list.Blocklist.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines of a response policy zone: names and addresses with what a resolver does instead of answering.
///
/// Source: draft-vixie-dnsop-dns-rpz, sections 3 (actions), 4 (triggers) and 5.
///
/// @param sure whether something in the file is written in no other zone
record PolicyZone(boolean sure) {
    /// Lines looked at for such a sign.
    private static final int SAMPLE = 2_000;

    private static final String CLASS_AND_TTL = "\\s+(?:(?:\\d+[smhdw]?|IN)\\s+){0,2}";

    private static final Pattern POLICY =
            Pattern.compile(
                    "(\\S+)" + CLASS_AND_TTL + "CNAME\\s+(\\S+)\\s*(?:;.*)?",
                    Pattern.CASE_INSENSITIVE);

    /// Answers of the resolver's own: the walled garden's address.
    private static final Pattern LOCAL_DATA =
            Pattern.compile(
                    "([^\\s@$]\\S*)" + CLASS_AND_TTL + "(?:A|AAAA|TXT|MX|HTTPS|SVCB|SRV)\\s+\\S.*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern FRAME =
            Pattern.compile(
                    "\\$(?:TTL|ORIGIN)\\b.*|(?:@|[\\w.*-]*\\.)?\\s+(?:\\d+\\s+)?(?:IN\\s+)?(?:SOA|NS)\\s+.*|\\s+(?:\\d+\\s*[;)]?.*|\\))",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ELSEWHERE =
            Pattern.compile("\\$(?:INCLUDE|GENERATE)\\b.*", Pattern.CASE_INSENSITIVE);

    /// `24.0.2.0.192.rpz-ip`, `48.zz.1.db8.2001.rpz-ip`: the length of the prefix, then the address turned round.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(\\d{1,3})((?:\\.[0-9a-f]{1,4}|\\.zz){1,8})\\.rpz-(client-ip|ip|nsip)(?:\\..*)?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SERVER_NAME =
            Pattern.compile("(\\S+)\\.rpz-nsdname(?:\\..*)?", Pattern.CASE_INSENSITIVE);

    static PolicyZone of(Lines lines) {
        for (Lines.Line line : lines.lines().subList(0, Math.min(lines.lines().size(), SAMPLE))) {
            if (isSign(line.text())) {
                return new PolicyZone(true);
            }
        }
        return new PolicyZone(false);
    }

    private static boolean isSign(String line) {
        String text = line.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("$origin") && text.contains("rpz")) {
            return true;
        }
        Matcher policy = POLICY.matcher(text);
        return policy.matches()
                && (isAction(policy.group(2))
                        || policy.group(1).contains(".rpz-")
                        || policy.group(1).contains(".rpz."));
    }

    private static boolean isAction(String target) {
        return target.equals(".") || target.equals("*.") || target.startsWith("rpz-");
    }

    /// What a line says; null if it is none of such a zone.
    @Nullable Blocklist line(String line) {
        if (line.indexOf(' ') < 0 && line.indexOf('\t') < 0) {
            return null;
        }
        String text = line.strip();
        Matcher policy = POLICY.matcher(text);
        if (policy.matches()) {
            return policy(policy.group(1), policy.group(2).toLowerCase(Locale.ROOT));
        }
        Matcher local = LOCAL_DATA.matcher(text);
        if (sure && local.matches()) {
            return trigger(local.group(1), Sort.BLOCKED);
        }
        if (ELSEWHERE.matcher(text).matches()) {
            return new Blocklist(List.of(), Sort.INCLUDE);
        }
        return FRAME.matcher(line.stripTrailing()).matches() ? Blocklist.FRAME : null;
    }

    private Blocklist policy(String owner, String target) {
        // Where the answer is the name itself, it is let through (the spelling before
        // rpz-passthru).
        if (target.startsWith("rpz-passthru")
                || Blocklist.plain(target)
                        .equals(Blocklist.plain(owner.toLowerCase(Locale.ROOT)))) {
            return Blocklist.EXCEPTION;
        }
        // Another zone has aliases as well.
        return trigger(owner, sure || isAction(target) ? Sort.BLOCKED : Sort.LIKELY);
    }

    private static Blocklist trigger(String owner, Sort sort) {
        Matcher address = ADDRESS.matcher(owner);
        if (address.matches()) {
            String value = address(address.group(1), address.group(2));
            return switch (address.group(3).toLowerCase(Locale.ROOT)) {
                case "client-ip" -> new Blocklist(List.of(value), Sort.CLIENT);
                case "nsip" -> new Blocklist(List.of(value), Sort.LIKELY);
                default -> new Blocklist(List.of(value), sort);
            };
        }
        Matcher server = SERVER_NAME.matcher(owner);
        return server.matches()
                ? new Blocklist(List.of(Blocklist.plain(server.group(1))), Sort.LIKELY)
                : new Blocklist(List.of(Blocklist.plain(owner)), sort);
    }

    private static String address(String length, String parts) {
        List<String> turned = new ArrayList<>(List.of(parts.substring(1).split("\\.")));
        java.util.Collections.reverse(turned);
        boolean v4 = turned.size() == 4 && turned.stream().allMatch(p -> p.matches("\\d{1,3}"));
        String address = String.join(v4 ? "." : ":", turned);
        if (!v4) {
            address =
                    address.replaceFirst("(?i)^zz:|:zz:|:zz$", "::").replaceFirst("(?i)^zz$", "::");
        }
        boolean whole = length.equals(v4 ? "32" : "128");
        return whole ? address : address + "/" + length;
    }
}
