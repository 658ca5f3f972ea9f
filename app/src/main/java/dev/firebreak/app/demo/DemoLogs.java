package dev.firebreak.app.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Writes the logs of the demo: nine days of DNS look-ups seen by a Zeek sensor, the addresses it saw handed out, and a
/// proxy's log.
final class DemoLogs {
    private static final long SEED = 20230322;

    /// 2023-03-21 00:00 UTC, in seconds.
    private static final long BEGIN = 1_679_356_800L;

    private static final int DAYS = 9;

    /// Names as the story's warning lists them, and one lookalike that must not be taken for one of them.
    private static final List<String> ATTACKER =
            List.of(
                    "akamaicontainer.com",
                    "msstorageazure.com",
                    "www.pbxsources.com",
                    "glcloudservice.com",
                    "sourceslabs.com");

    private static final List<String> HARMLESS =
            List.of(
                    "www.musterstadt.example",
                    "mail.musterstadt.example",
                    "update.muelleraktenplan.example",
                    "ntp.musterstadt.example",
                    "notpbxsources.com.musterstadt.example",
                    "intranet.ministerium.example",
                    "bibliothek.uni-musterstadt.example");

    private final Path folder;
    private final Random random = new Random(SEED);

    DemoLogs(Path folder) {
        this.folder = folder;
    }

    void write(List<DemoMachine> machines) throws IOException {
        Files.createDirectories(folder);
        dns(
                machines.stream()
                        .filter(machine -> !machine.organisation().equals(DemoMachine.UNIVERSITY))
                        .toList());
        dhcp(machines);
        proxy(
                machines.stream()
                        .filter(machine -> machine.organisation().equals(DemoMachine.UNIVERSITY))
                        .toList());
    }

    private record Line(long micros, String text) {}

    private void dns(List<DemoMachine> machines) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (DemoMachine machine : machines) {
            for (int day = 0; day < DAYS; day++) {
                for (int i = 0; i < 4; i++) {
                    lookUp(lines, machine, day, HARMLESS.get(random.nextInt(HARMLESS.size())));
                }
            }
            for (int i = 0; i < machine.contacts(); i++) {
                lookUp(
                        lines,
                        machine,
                        2 + random.nextInt(DAYS - 2),
                        ATTACKER.get(random.nextInt(ATTACKER.size())));
            }
        }
        StringBuilder log =
                new StringBuilder("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n");
        log.append("#unset_field\t-\n#path\tdns\n#open\t2023-03-21-00-00-00\n");
        log.append(
                "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tqtype_name\trcode_name\n");
        log.append("#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tstring\tstring\n");
        sorted(lines).forEach(line -> log.append(line.text()).append('\n'));
        log.append("#close\t2023-03-30-00-00-00\n");
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("dns.log.gz")))) {
            out.write(log.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void lookUp(List<Line> lines, DemoMachine machine, int day, String name) {
        long micros = micros(day);
        lines.add(
                new Line(
                        micros,
                        String.join(
                                "\t",
                                time(micros),
                                "C" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36),
                                machine.address(),
                                Integer.toString(49152 + random.nextInt(16000)),
                                "10.0.0.53",
                                "53",
                                "udp",
                                name,
                                "A",
                                "NOERROR")));
    }

    /// Working hours of a day.
    private long micros(int day) {
        long second = BEGIN + day * 86_400L + 6 * 3600 + random.nextInt(10 * 3600);
        return second * 1_000_000 + random.nextInt(1_000_000);
    }

    private static String time(long micros) {
        return micros / 1_000_000 + "." + String.format("%06d", micros % 1_000_000);
    }

    private static List<Line> sorted(List<Line> lines) {
        Collections.sort(lines, (a, b) -> Long.compare(a.micros(), b.micros()));
        return lines;
    }

    private void dhcp(List<DemoMachine> machines) throws IOException {
        StringBuilder log =
                new StringBuilder("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n");
        log.append("#unset_field\t-\n#path\tdhcp\n#open\t2023-03-21-00-00-00\n");
        log.append(
                "#fields\tts\tuids\tclient_addr\tserver_addr\tmac\thost_name\tassigned_addr\tlease_time\n");
        log.append("#types\ttime\tset[string]\taddr\taddr\tstring\tstring\taddr\tinterval\n");
        int i = 0;
        for (DemoMachine machine : machines) {
            if (!machine.name().isEmpty()) {
                log.append(
                                String.join(
                                        "\t",
                                        time((BEGIN + 5 * 3600 + i * 7L) * 1_000_000),
                                        "D" + i,
                                        machine.address(),
                                        "10.0.0.67",
                                        String.format("02:00:00:00:00:%02x", i),
                                        machine.name(),
                                        machine.address(),
                                        "86400.000000"))
                        .append('\n');
            }
            i++;
        }
        Files.writeString(folder.resolve("dhcp.log"), log);
    }

    /// Squid's native access log; it also has a request to the shared host that the warning names, but for another path.
    private void proxy(List<DemoMachine> machines) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (DemoMachine machine : machines) {
            for (int day = 0; day < DAYS; day++) {
                request(
                        lines,
                        machine,
                        day,
                        "http://" + HARMLESS.get(random.nextInt(HARMLESS.size())) + "/");
            }
            for (int i = 0; i < machine.contacts(); i++) {
                String file = "icon" + (1 + random.nextInt(15)) + ".ico";
                request(
                        lines,
                        machine,
                        2 + random.nextInt(DAYS - 2),
                        "https://raw.githubusercontent.com/IconStorages/images/main/" + file);
            }
        }
        request(
                lines,
                machines.getLast(),
                4,
                "https://raw.githubusercontent.com/musterstadt/werkzeuge/main/README.md");
        StringBuilder log = new StringBuilder();
        sorted(lines).forEach(line -> log.append(line.text()).append('\n'));
        Files.writeString(folder.resolve("access.log"), log);
    }

    private void request(List<Line> lines, DemoMachine machine, int day, String url) {
        long micros = micros(day);
        lines.add(
                new Line(
                        micros,
                        String.format(
                                "%d.%03d %6d %s TCP_MISS/200 %d GET %s - HIER_DIRECT/203.0.113.80 text/html",
                                micros / 1_000_000,
                                micros / 1000 % 1000,
                                40 + random.nextInt(400),
                                machine.address(),
                                900 + random.nextInt(20_000),
                                url)));
    }
}
