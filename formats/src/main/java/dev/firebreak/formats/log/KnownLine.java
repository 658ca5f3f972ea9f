package dev.firebreak.formats.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lines of one maker each whose parts stand at fixed places. The groups are named `client`, `ip`, `domain`, `url` and
/// `time`; a line without a time of its own has one in front.
enum KnownLine {
    /// The `log` plugin of CoreDNS in its common and combined formats.
    COREDNS(
            "\\[INFO\\] \\[?(?<client>[0-9a-fA-F.:]+?)\\]?:\\d+ - \\d+ \"\\S+ IN (?<domain>[^ \"]+)"),
    /// PowerDNS Recursor with `trace` or `quiet=no`.
    POWERDNS_RECURSOR(
            " question for '(?<domain>[^|']+)\\|[^']*' from \\[?(?<client>[0-9a-fA-F.:]+?)\\]?(:\\d+)?( |$)"),
    /// PowerDNS Authoritative Server with `log-dns-queries`.
    POWERDNS_SERVER(
            "Remote \\[?(?<client>[0-9a-fA-F.:]+?)\\]?(:\\d+)? wants '(?<domain>[^|']+)\\|"),
    /// Cisco ASA and Firepower: connections that an inside machine opened.
    ASA_OUTBOUND(
            "%(?:ASA|FTD)-\\d-30201[35]: Built outbound \\S+ connection \\d+ for [^: ]+:(?<ip>[0-9a-fA-F.:]+)/\\d+"
                    + " .*? to [^: ]+:(?<client>[0-9a-fA-F.:]+)/\\d+"),
    /// Cisco ASA and Firepower: connections from outside; the visited machine is ours.
    ASA_INBOUND(
            "%(?:ASA|FTD)-\\d-30201[35]: Built inbound \\S+ connection \\d+ for [^: ]+:(?<client>[0-9a-fA-F.:]+)/\\d+"
                    + " .*? to [^: ]+:(?<ip>[0-9a-fA-F.:]+)/\\d+"),
    ASA_URL(
            "%(?:ASA|FTD)-\\d-30400[12]: (?:\\S+@)?(?<client>[0-9a-fA-F.:]+) Accessed (?:JAVA )?URL"
                    + " (?<ip>[0-9a-fA-F.:]+?):(?<url>\\S+)"),
    /// Palo Alto Networks, traffic and threat logs through syslog.
    PAN(
            ",\\d*,(?:TRAFFIC|THREAT),[^,]*,[^,]*,(?<time>\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d),"
                    + "(?<client>[0-9a-fA-F.:]+),(?<ip>[0-9a-fA-F.:]+),"),
    /// The packet filter of pfSense and OPNsense.
    FILTERLOG(
            " filterlog(?:\\[\\d+\\]:| \\d+ ).*,(?:tcp|udp|icmp),\\d+,(?<client>[0-9a-fA-F.:]+),(?<ip>[0-9a-fA-F.:]+),"),
    /// HAProxy's HTTP format: the request is `CONNECT`, a whole URL, or the path of a server behind it.
    HAPROXY(
            "(?<client>[0-9a-fA-F.:]+):\\d+ \\[(?<time>\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?\\] \\S+ [^ /]+/\\S+ [\\d/+-]+ "
                    + "[^\"]*\"(?:CONNECT (?<domain>[^ \"]+)|[A-Z]+ (?<url>[^ \"]+))"),
    /// Flow logs of Amazon VPC in their default format.
    VPC_FLOW(
            "^\\d \\d{12} eni-\\w+ (?<client>[0-9a-fA-F.:]+) (?<ip>[0-9a-fA-F.:]+) \\d+ \\d+ \\d+ \\d+ \\d+ (?<time>\\d+) "),
    /// `nfdump -o line` and `-o long`.
    NFDUMP(
            "^(?<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+) +\\S+ +\\S+ +(?<client>[0-9a-fA-F.]+):\\d+ +->"
                    + " +(?<ip>[0-9a-fA-F.]+):\\d+ "),
    /// `tcpdump -n` with `-tttt`: questions to a DNS server.
    TCPDUMP_DNS(
            " IP6? (?<client>[0-9a-fA-F.:]+)\\.\\d+ > [0-9a-fA-F.:]+\\.53: .*? (?:A|AAAA|HTTPS|PTR|CNAME|MX|TXT|SRV|NS|ANY)\\? (?<domain>\\S+)"),
    /// `tcpdump -n`: opened connections.
    TCPDUMP_SYN(
            " IP6? (?<client>[0-9a-fA-F.:]+)\\.\\d+ > (?<ip>[0-9a-fA-F.:]+)\\.\\d+: Flags \\[S\\]");

    private final Pattern pattern;
    private final String text;

    KnownLine(String text) {
        this.text = text;
        pattern = Pattern.compile(text);
    }

    /// Finds it in a line; null if the line is another.
    @Nullable Matcher in(CharSequence line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher : null;
    }

    boolean has(String group) {
        return text.contains("(?<" + group + ">");
    }
}
