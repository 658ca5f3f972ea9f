package dev.firebreak.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes up a Zeek dns.log and a list of indicators from a seed.
///
/// Like real ones: few names take most look-ups (Zipf), machines come in bursts of several look-ups, times rise, most
/// names have two to four labels, and about one look-up in 20,000 is of an indicator or below one.
final class DnsLogs {
    private static final int HOSTS = 20_000;
    private static final int NAMES = 300_000;
    private static final double HIT_RATE = 1.0 / 20_000;
    private static final String[] TLDS = {
        "com", "com", "com", "net", "org", "de", "de", "io", "cloud", "eu", "co.uk", "info", "microsoft.com",
        "akamai.net", "amazonaws.com", "local"
    };
    private static final String[] FIRST = {"www", "api", "cdn", "mail", "static", "login", "img", "events", "v10", "edge"};
    private static final String[] TYPES = {"1\tC_INTERNET\t1\tA", "1\tC_INTERNET\t28\tAAAA", "1\tC_INTERNET\t65\tHTTPS"};

    private DnsLogs() {}

    private static String label(Random random, int min, int max) {
        int length = min + random.nextInt(max - min + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append("etaoinshrdlucmfwypvbgkqjxz0123-".charAt(random.nextInt(i == 0 || i == length - 1 ? 26 : 31)));
        }
        return text.toString();
    }

    static List<String> indicators(int count, long seed) {
        Random random = new Random(seed * 31 + 7);
        List<String> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = label(random, 6, 18) + "." + TLDS[random.nextInt(12)];
            list.add(random.nextInt(4) == 0 ? label(random, 3, 8) + "." + name : name);
        }
        return list;
    }

    private static String[] names(Random random) {
        String[] names = new String[NAMES];
        for (int i = 0; i < NAMES; i++) {
            StringBuilder name = new StringBuilder();
            if (random.nextInt(3) > 0) {
                name.append(random.nextBoolean() ? FIRST[random.nextInt(FIRST.length)] : label(random, 3, 14)).append('.');
            }
            if (random.nextInt(4) == 0) {
                name.append(label(random, 2, 10)).append('.');
            }
            names[i] = name.append(label(random, 4, 14)).append('.').append(TLDS[random.nextInt(TLDS.length)]).toString();
        }
        return names;
    }

    /// Writes about `bytes` of log.
    static void write(Path file, long bytes, List<String> indicators, long seed) throws IOException {
        Random random = new Random(seed);
        String[] names = names(random);
        long micros = 1_679_875_200_000_000L;
        long step = Math.max(2, 7L * 86_400_000_000L / (bytes / 185)) * 2;
        long written = 0;
        StringBuilder line = new StringBuilder(400);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            String header =
                    "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
                            + "#open\t2023-03-27-00-00-00\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p"
                            + "\tproto\ttrans_id\trtt\tquery\tqclass\tqclass_name\tqtype\tqtype_name\trcode\trcode_name\tAA"
                            + "\tTC\tRD\tRA\tZ\tanswers\tTTLs\trejected\n";
            out.write(header.getBytes(StandardCharsets.UTF_8));
            String host = "";
            int burst = 0;
            while (written < bytes) {
                if (burst-- == 0) {
                    int number = (int) (HOSTS * Math.pow(random.nextDouble(), 2));
                    host = "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
                    burst = random.nextInt(4);
                }
                micros += 1 + (long) (random.nextDouble() * step);
                String query =
                        random.nextDouble() < HIT_RATE
                                ? (random.nextBoolean() ? "cdn." : "") + indicators.get(random.nextInt(indicators.size()))
                                : names[(int) Math.pow(NAMES, random.nextDouble()) - 1];
                line(line, random, micros, host, query);
                byte[] utf8 = line.toString().getBytes(StandardCharsets.UTF_8);
                out.write(utf8);
                written += utf8.length;
            }
        }
    }

    private static void line(StringBuilder line, Random random, long micros, String host, String query) {
        line.setLength(0);
        line.append(micros / 1_000_000).append('.');
        String fraction = Long.toString(1_000_000 + micros % 1_000_000);
        line.append(fraction, 1, 7).append("\tC").append(Long.toString(random.nextLong() >>> 1, 36)).append('\t');
        line.append(host).append('\t').append(1024 + random.nextInt(60_000)).append("\t10.255.0.").append(1 + random.nextInt(3));
        line.append("\t53\tudp\t").append(random.nextInt(65_536)).append("\t0.0").append(10_000 + random.nextInt(80_000));
        line.append('\t').append(query).append('\t').append(TYPES[random.nextInt(TYPES.length)]);
        line.append("\t0\tNOERROR\tF\tF\tT\tT\t0\t");
        int answers = 1 + random.nextInt(3);
        for (int i = 0; i < answers; i++) {
            line.append(i == 0 ? "" : ",").append(random.nextInt(223) + 1).append('.').append(random.nextInt(256));
            line.append('.').append(random.nextInt(256)).append('.').append(random.nextInt(256));
        }
        line.append('\t');
        for (int i = 0; i < answers; i++) {
            line.append(i == 0 ? "" : ",").append(random.nextInt(3600)).append(".000000");
        }
        line.append("\tF\n");
    }
}
