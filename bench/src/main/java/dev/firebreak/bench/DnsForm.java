package dev.firebreak.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How a look-up is written into a log. Each form has the lines and fields that its program writes when nothing but its
/// query log is switched on.
enum DnsForm {
    ZEEK_TSV("dns.log") {
        @Override
        String header() {
            return "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
                    + "#open\t2023-03-27-00-00-00\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p"
                    + "\tproto\ttrans_id\trtt\tquery\tqclass\tqclass_name\tqtype\tqtype_name\trcode\trcode_name\tAA"
                    + "\tTC\tRD\tRA\tZ\tanswers\tTTLs\trejected\n";
        }

        @Override
        void line(StringBuilder to, DnsLookup l) {
            to.append(seconds(l.micros()))
                    .append("\tC")
                    .append(l.uid())
                    .append('\t')
                    .append(l.client());
            to.append('\t').append(l.port()).append("\t10.255.0.").append(l.server());
            to.append("\t53\tudp\t").append(l.id()).append("\t0.0").append(l.rtt());
            to.append('\t')
                    .append(l.query())
                    .append("\t1\tC_INTERNET\t")
                    .append(NUMBERS[l.type()])
                    .append('\t');
            to.append(TYPES[l.type()])
                    .append("\t0\tNOERROR\tF\tF\tT\tT\t0\t")
                    .append(String.join(",", l.answers()));
            for (int i = 0; i < l.ttls().size(); i++) {
                to.append(i == 0 ? "\t" : ",").append(l.ttls().get(i)).append(".000000");
            }
            to.append("\tF\n");
        }
    },
    ZEEK_JSON("dns.json") {
        @Override
        void line(StringBuilder to, DnsLookup l) {
            to.append("{\"ts\":")
                    .append(seconds(l.micros()))
                    .append(",\"uid\":\"C")
                    .append(l.uid());
            to.append("\",\"id.orig_h\":\"")
                    .append(l.client())
                    .append("\",\"id.orig_p\":")
                    .append(l.port());
            to.append(",\"id.resp_h\":\"10.255.0.").append(l.server());
            to.append("\",\"id.resp_p\":53,\"proto\":\"udp\",\"trans_id\":").append(l.id());
            to.append(",\"rtt\":0.0").append(l.rtt()).append(",\"query\":\"").append(l.query());
            to.append("\",\"qclass\":1,\"qclass_name\":\"C_INTERNET\",\"qtype\":")
                    .append(NUMBERS[l.type()]);
            to.append(",\"qtype_name\":\"").append(TYPES[l.type()]);
            to.append(
                    "\",\"rcode\":0,\"rcode_name\":\"NOERROR\",\"AA\":false,\"TC\":false,\"RD\":true,\"RA\":true,");
            to.append("\"Z\":0,\"answers\":[\"")
                    .append(String.join("\",\"", l.answers()))
                    .append("\"],\"TTLs\":[");
            for (int i = 0; i < l.ttls().size(); i++) {
                to.append(i == 0 ? "" : ",").append(l.ttls().get(i)).append(".0");
            }
            to.append("],\"rejected\":false}\n");
        }
    },
    DNSMASQ("dnsmasq.log") {
        @Override
        void line(StringBuilder to, DnsLookup l) {
            String start = SYSLOG.format(instant(l)) + " dns1 dnsmasq[1234]: ";
            to.append(start)
                    .append("query[")
                    .append(TYPES[l.type()])
                    .append("] ")
                    .append(l.query());
            to.append(" from ").append(l.client()).append('\n');
            if (l.id() % 2 == 0) {
                to.append(start).append("forwarded ").append(l.query()).append(" to 192.0.2.53\n");
            }
            String word = l.id() % 2 == 0 ? "reply " : "cached ";
            for (String answer : l.answers()) {
                to.append(start)
                        .append(word)
                        .append(l.query())
                        .append(" is ")
                        .append(answer)
                        .append('\n');
            }
        }
    },
    BIND("bind.log") {
        @Override
        void line(StringBuilder to, DnsLookup l) {
            to.append(NAMED.format(instant(l))).append(" queries: info: client @0x7f");
            to.append(Integer.toHexString(0x10000000 + l.id() * 0x1a8))
                    .append("68 ")
                    .append(l.client())
                    .append('#');
            to.append(l.port())
                    .append(" (")
                    .append(l.query())
                    .append("): query: ")
                    .append(l.query())
                    .append(" IN ");
            to.append(TYPES[l.type()])
                    .append(" +E(0)K (10.255.0.")
                    .append(l.server())
                    .append(")\n");
        }
    },
    ECS("ecs.ndjson") {
        @Override
        void line(StringBuilder to, DnsLookup l) {
            to.append("{\"@timestamp\":\"").append(ISO.format(instant(l)));
            to.append(
                    "\",\"agent\":{\"type\":\"filebeat\",\"version\":\"8.6.2\",\"name\":\"sensor1\"},");
            to.append(
                    "\"ecs\":{\"version\":\"8.0.0\"},\"event\":{\"kind\":\"event\",\"category\":[\"network\"],");
            to.append(
                    "\"type\":[\"connection\",\"protocol\",\"info\"],\"module\":\"zeek\",\"dataset\":\"zeek.dns\"},");
            to.append(
                    "\"host\":{\"name\":\"sensor1\"},\"network\":{\"transport\":\"udp\",\"protocol\":\"dns\"},");
            to.append("\"source\":{\"ip\":\"")
                    .append(l.client())
                    .append("\",\"port\":")
                    .append(l.port());
            to.append("},\"destination\":{\"ip\":\"10.255.0.")
                    .append(l.server())
                    .append("\",\"port\":53},");
            to.append("\"dns\":{\"id\":")
                    .append(l.id())
                    .append(",\"type\":\"answer\",\"question\":{\"name\":\"");
            to.append(l.query())
                    .append("\",\"type\":\"")
                    .append(TYPES[l.type()])
                    .append("\",\"class\":\"IN\"},");
            to.append("\"response_code\":\"NOERROR\",\"answers\":[");
            for (int i = 0; i < l.answers().size(); i++) {
                to.append(i == 0 ? "" : ",").append("{\"data\":\"").append(l.answers().get(i));
                to.append("\",\"ttl\":").append(l.ttls().get(i)).append('}');
            }
            to.append("]}}\n");
        }
    };

    static final String[] TYPES = {"A", "AAAA", "HTTPS"};
    private static final int[] NUMBERS = {1, 28, 65};
    private static final DateTimeFormatter SYSLOG = utc("MMM ppd HH:mm:ss");
    private static final DateTimeFormatter NAMED = utc("dd-MMM-yyyy HH:mm:ss.SSS");
    private static final DateTimeFormatter ISO = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private final String file;

    DnsForm(String file) {
        this.file = file;
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    private static Instant instant(DnsLookup lookup) {
        return Instant.ofEpochSecond(
                lookup.micros() / 1_000_000, lookup.micros() % 1_000_000 * 1_000);
    }

    private static String seconds(long micros) {
        return micros / 1_000_000
                + "."
                + Long.toString(1_000_000 + micros % 1_000_000).substring(1);
    }

    /// The name of the log.
    String file() {
        return file;
    }

    /// What stands above the lines.
    String header() {
        return "";
    }

    /// Appends the line or the lines of one look-up.
    abstract void line(StringBuilder to, DnsLookup lookup);
}
