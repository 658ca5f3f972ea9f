package dev.firebreak.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Makes up logs of DNS look-ups and a list of indicators from a seed.
///
/// Like real ones: few names take most look-ups (Zipf), machines come in bursts of several look-ups, times rise, most
/// names have two to four labels, and about one look-up in 20,000 is of an indicator or below one.
final class DnsLogs {
    private static final int HOSTS = 20_000;
    private static final int NAMES = 300_000;
    private static final double HIT_RATE = 1.0 / 20_000;
    private static final String[] TLDS = {
        "com",
        "com",
        "com",
        "net",
        "org",
        "de",
        "de",
        "io",
        "cloud",
        "eu",
        "co.uk",
        "info",
        "microsoft.com",
        "akamai.net",
        "amazonaws.com",
        "local"
    };
    private static final String[] FIRST = {
        "www", "api", "cdn", "mail", "static", "login", "img", "events", "v10", "edge"
    };

    private DnsLogs() {}

    private static String label(Random random, int min, int max) {
        int length = min + random.nextInt(max - min + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(
                    "etaoinshrdlucmfwypvbgkqjxz0123-"
                            .charAt(random.nextInt(i == 0 || i == length - 1 ? 26 : 31)));
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
                name.append(
                                random.nextBoolean()
                                        ? FIRST[random.nextInt(FIRST.length)]
                                        : label(random, 3, 14))
                        .append('.');
            }
            if (random.nextInt(4) == 0) {
                name.append(label(random, 2, 10)).append('.');
            }
            names[i] =
                    name.append(label(random, 4, 14))
                            .append('.')
                            .append(TLDS[random.nextInt(TLDS.length)])
                            .toString();
        }
        return names;
    }

    /// Writes the same look-ups in each form, as many as make about `bytes` of a Zeek log.
    static void write(
            Path folder, Set<DnsForm> forms, long bytes, List<String> indicators, long seed)
            throws IOException {
        Map<DnsForm, OutputStream> files = new EnumMap<>(DnsForm.class);
        try {
            for (DnsForm form : forms) {
                Path file = folder.resolve(form.file());
                files.put(form, new BufferedOutputStream(Files.newOutputStream(file), 1 << 20));
                files.get(form).write(form.header().getBytes(StandardCharsets.UTF_8));
            }
            lookups(files, bytes, indicators, seed);
        } finally {
            for (OutputStream file : files.values()) {
                file.close();
            }
        }
    }

    private static void lookups(
            Map<DnsForm, OutputStream> files, long bytes, List<String> indicators, long seed)
            throws IOException {
        Random random = new Random(seed);
        String[] names = names(random);
        long micros = 1_679_875_200_000_000L;
        long step = Math.max(2, 7L * 86_400_000_000L / (bytes / 185)) * 2;
        long written = 0;
        StringBuilder line = new StringBuilder(1000);
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
                            ? (random.nextBoolean() ? "cdn." : "")
                                    + indicators.get(random.nextInt(indicators.size()))
                            : names[(int) Math.pow(NAMES, random.nextDouble()) - 1];
            DnsLookup lookup = lookup(random, micros, host, query);
            line.setLength(0);
            DnsForm.ZEEK_TSV.line(line, lookup);
            written += line.length(); // all of it is ASCII
            for (var file : files.entrySet()) {
                line.setLength(0);
                file.getKey().line(line, lookup);
                file.getValue().write(line.toString().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static DnsLookup lookup(Random random, long micros, String host, String query) {
        String uid = Long.toString(random.nextLong() >>> 1, 36);
        int port = 1024 + random.nextInt(60_000);
        int server = 1 + random.nextInt(3);
        int id = random.nextInt(65_536);
        int rtt = 10_000 + random.nextInt(80_000);
        int type = random.nextInt(DnsForm.TYPES.length);
        int count = 1 + random.nextInt(3);
        List<String> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(223) + 1;
            answers.add(
                    first
                            + "."
                            + random.nextInt(256)
                            + "."
                            + random.nextInt(256)
                            + "."
                            + random.nextInt(256));
        }
        List<Integer> ttls = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ttls.add(random.nextInt(3600));
        }
        return new DnsLookup(micros, host, query, uid, port, server, id, rtt, type, answers, ttls);
    }
}
