package dev.firebreak.formats.log;

import java.util.Locale;

/// The kinds of log that are read; which one a file is, its content tells.
public enum LogKind {
    /// Zeek's own tab-separated logs with `#fields`.
    ZEEK_TSV,
    /// Objects, one a line: Zeek JSON, Suricata EVE, Sysmon events, Elastic Common Schema, told apart line by line.
    JSON_LINES,
    /// Squid's native access log.
    SQUID,
    /// Common and combined log format of proxies.
    COMMON,
    /// W3C extended log format, as IIS and many proxies write it.
    W3C,
    /// BIND's query log.
    BIND,
    /// Unbound's query and reply log.
    UNBOUND,
    /// dnsmasq's query log, Pi-hole's too, with the leases it gives.
    DNSMASQ,
    /// The DNS server of Windows, debug log.
    WINDOWS_DNS,
    /// Lines of `key=value`, as firewalls write them.
    KEY_VALUE,
    /// Lines of one maker each: CoreDNS, PowerDNS, Cisco ASA, Palo Alto Networks, pfSense, flow logs, tcpdump.
    KNOWN_LINES,
    /// Any table with one row a line, read by a column map or by the names of its columns.
    MAPPED_CSV,
    /// Any objects, one a line, read by a column map or by the names of their keys.
    MAPPED_JSON;

    /// The word used in JSON and messages, `zeek-tsv` and so on.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
