package dev.firebreak.bench;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/// Made-up estates of many organisations: what is installed where, and what is looked up.
///
/// A machine's programs are drawn from [#COMPONENTS] whose popularity falls with their rank `r` as 1/(r+1): a machine with
/// 100 entries has the one of rank 80 in about 10 of 100 cases, of rank 800 in 1 of 100, of rank 8,000 in 1 of 1,000.
final class RoomEstates {
    static final int COMPONENTS = 200_000;
    private static final int VERSIONS = 4;
    private static final int NAMES = 2_000_000;

    private final long seed;
    private final int entries;

    RoomEstates(long seed, int entries) {
        this.seed = seed;
        this.entries = entries;
    }

    static String key(int organisation) {
        return "org-%03d".formatted(organisation);
    }

    static String program(int rank) {
        return "Program " + rank / VERSIONS;
    }

    static String maker(int rank) {
        return "Maker " + rank / VERSIONS % 5_000;
    }

    static String version(int rank) {
        return "1." + rank % VERSIONS + "." + rank / VERSIONS;
    }

    /// A registry export, one line for each entry.
    byte[] inventory(int organisation, int machines) {
        Random random = new Random(seed * 1_000_003 + organisation);
        StringBuilder csv = new StringBuilder(machines * entries * 50);
        csv.append("Hostname,DisplayName,Publisher,DisplayVersion\n");
        Set<Integer> installed = new HashSet<>();
        for (int m = 0; m < machines; m++) {
            installed.clear();
            while (installed.size() < entries) {
                int rank = popular(random, COMPONENTS);
                if (installed.add(rank)) {
                    csv.append("pc-").append(organisation).append('-').append(m).append(',');
                    csv.append(program(rank)).append(',').append(maker(rank)).append(',');
                    csv.append(version(rank)).append('\n');
                }
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A Zeek DNS log of a day, as JSON lines, of 20 machines; names of high rank are looked up by hardly anyone.
    byte[] log(int organisation, int lines) {
        Random random = new Random(seed * 1_000_033 + organisation);
        StringBuilder log = new StringBuilder(lines * 220);
        for (int i = 0; i < lines; i++) {
            log.append("{\"ts\":")
                    .append(1_780_000_000L + i * 86_400L / lines)
                    .append(".5,\"uid\":\"C")
                    .append(i);
            log.append("\",\"id.orig_h\":\"10.")
                    .append(organisation / 250)
                    .append('.')
                    .append(organisation % 250);
            log.append('.').append(1 + random.nextInt(20));
            log.append(
                    "\",\"id.orig_p\":5353,\"id.resp_h\":\"10.255.0.1\",\"id.resp_p\":53,\"proto\":\"udp\",\"query\":\"");
            log.append(domain(popular(random, NAMES))).append("\",\"qtype_name\":\"A\"}\n");
        }
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String domain(int rank) {
        return "n" + rank + (rank % 3 == 0 ? ".cdn.example.net" : ".example.org");
    }

    /// Popularity falls as the rank rises: with `u` even in [0, 1), rank = n^u - 1.
    private static int popular(Random random, int n) {
        return (int) Math.min(n - 1, Math.pow(n, random.nextDouble()) - 1);
    }
}
