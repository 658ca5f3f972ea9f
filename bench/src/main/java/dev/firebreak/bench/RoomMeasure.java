package dev.firebreak.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Measures a filled situation room: `RoomMeasure URL DATA SEED ROUNDS SECONDS`.
///
/// - each round confirms one warning of each kind, from a program on nearly all machines to a domain that nobody met, and
///   waits for the first counts on the board and for the complete answer;
/// - 50 signed-in users walk the pages for so many seconds, each waiting a second on average between two pages.
public final class RoomMeasure {
    /// Rank of the program that the warning names; what share of the machines has it, [RoomEstates] says.
    private static final Map<String, Integer> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("program on 1 of 10,000 machines", 80_000);
        PROGRAMS.put("program on 1 of 1,000", 8_000);
        PROGRAMS.put("program on 1 of 100", 800);
        PROGRAMS.put("program on 1 of 10", 80);
        PROGRAMS.put("program on 9 of 10", 1);
    }

    private RoomMeasure() {}

    public static void main(String[] args)
            throws IOException, InterruptedException, ExecutionException {
        String url = args[0];
        Properties kept = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(args[1]).resolve("load.properties"))) {
            kept.load(in);
        }
        Random random = new Random(Long.parseLong(args[2]));
        RoomClient machine = new RoomClient(url, kept.getProperty("token"));
        List<Long> warnings = new ArrayList<>();
        Map<String, List<long[]>> times = new LinkedHashMap<>();
        Map<String, String> counts = new LinkedHashMap<>();
        int rounds = Integer.parseInt(args[3]);
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Integer> kind : PROGRAMS.entrySet()) {
                int rank =
                        kind.getValue()
                                + (kind.getValue() < 10 ? 0 : random.nextInt(kind.getValue() / 10));
                confirm(machine, kind.getKey(), csaf(rank), round, times, counts, warnings);
            }
            confirm(
                    machine,
                    "domains, half of them met",
                    domains(random),
                    round,
                    times,
                    counts,
                    warnings);
        }
        System.out.println(
                "confirming a warning (milliseconds; first counts on the board, complete answer):");
        List<long[]> all = new ArrayList<>();
        times.forEach(
                (kind, measured) -> {
                    all.addAll(measured);
                    print(kind + " (" + counts.get(kind) + ")", measured);
                });
        print("all kinds", all);
        if (Integer.parseInt(args[4]) > 0) {
            pages(url, machine, warnings, Integer.parseInt(args[4]));
        }
    }

    private static void confirm(
            RoomClient machine,
            String kind,
            String text,
            int round,
            Map<String, List<long[]>> times,
            Map<String, String> counts,
            List<Long> warnings)
            throws IOException, InterruptedException, ExecutionException {
        JsonNode draft = machine.json("POST", "/api/v1/warnings", text);
        long id = draft.get("id").asLong();
        long begun = System.nanoTime();
        long firstCounts;
        long complete;
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Long> first =
                    beside.submit(
                            () -> {
                                while (machine.json("GET", "/api/v1/warnings/" + id + "/board", "")
                                        .isEmpty()) {
                                    Thread.sleep(20);
                                }
                                return System.nanoTime() - begun;
                            });
            machine.json("POST", "/api/v1/warnings/" + id + "/confirmation", "{\"revision\":1}");
            while (machine.json("GET", "/api/v1/warnings/" + id, "").get("answeredAt").isNull()) {
                Thread.sleep(20);
            }
            complete = System.nanoTime() - begun;
            firstCounts = first.get();
        }
        if (round >= 0) {
            times.computeIfAbsent(kind, _ -> new ArrayList<>())
                    .add(new long[] {firstCounts, complete});
        }
        long affected = 0;
        long contacted = 0;
        for (JsonNode line : machine.json("GET", "/api/v1/warnings/" + id + "/board", "")) {
            affected += line.get("affected").asLong();
            contacted += line.get("contacted").asLong();
        }
        counts.put(kind, "last one: %,d affected, %,d contacted".formatted(affected, contacted));
        warnings.add(id);
    }

    private static String csaf(int rank) {
        return """
        {"name":"load.json","text":"{\\"document\\":{\\"category\\":\\"csaf_security_advisory\\",\\"csaf_version\\":\\"2.0\\",\\"title\\":\\"Load %1$d\\",\
        \\"publisher\\":{\\"category\\":\\"other\\",\\"name\\":\\"Load\\",\\"namespace\\":\\"https://load.example\\"},\
        \\"tracking\\":{\\"id\\":\\"L-%1$d\\",\\"status\\":\\"final\\",\\"version\\":\\"1\\",\\"current_release_date\\":\\"2026-03-30T10:00:00Z\\",\
        \\"initial_release_date\\":\\"2026-03-30T10:00:00Z\\",\\"revision_history\\":[{\\"number\\":\\"1\\",\\"date\\":\\"2026-03-30T10:00:00Z\\",\\"summary\\":\\"first\\"}]},\
        \\"distribution\\":{\\"tlp\\":{\\"label\\":\\"GREEN\\"}}},\\"product_tree\\":{\\"branches\\":[{\\"category\\":\\"vendor\\",\\"name\\":\\"%2$s\\",\\"branches\\":[\
        {\\"category\\":\\"product_name\\",\\"name\\":\\"%3$s\\",\\"branches\\":[{\\"category\\":\\"product_version\\",\\"name\\":\\"%4$s\\",\
        \\"product\\":{\\"product_id\\":\\"P1\\",\\"name\\":\\"%3$s %4$s\\"}}]}]}]},\
        \\"vulnerabilities\\":[{\\"cve\\":\\"CVE-2026-1000\\",\\"product_status\\":{\\"known_affected\\":[\\"P1\\"]}}]}"}
        """
                .formatted(
                        rank,
                        RoomEstates.maker(rank),
                        RoomEstates.program(rank),
                        RoomEstates.version(rank));
    }

    private static String domains(Random random) {
        StringBuilder text = new StringBuilder("TLP:GREEN\\nIndicators\\nDomains:\\n");
        for (int i = 0; i < 20; i++) {
            text.append("- ")
                    .append(
                            i % 2 == 0
                                    ? "absent" + random.nextInt(1_000_000) + ".example.com"
                                    : RoomEstates.domain(20_000 + random.nextInt(200_000)))
                    .append("\\n");
        }
        return "{\"name\":\"load.txt\",\"text\":\"" + text + "\"}";
    }

    private static void pages(String url, RoomClient machine, List<Long> warnings, int seconds)
            throws InterruptedException, ExecutionException, IOException {
        Map<String, List<long[]>> times = new TreeMap<>();
        List<Long> cases = new ArrayList<>();
        for (JsonNode one : machine.json("GET", "/api/v1/cases?limit=500", "").get("items")) {
            cases.add(one.get("id").asLong());
        }
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<RoomClient> clients = new ArrayList<>();
            for (int i = 0; i < RoomLoad.USERS; i++) {
                RoomClient user = new RoomClient(url, null);
                user.signIn("user" + i, RoomLoad.PASSWORD);
                clients.add(user);
            }
            long begun = System.nanoTime();
            long end = begun + seconds * 1_000_000_000L;
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                int number = i;
                all.add(
                        users.submit(
                                () ->
                                        walk(
                                                clients.get(number),
                                                number,
                                                warnings,
                                                cases,
                                                begun,
                                                end,
                                                times)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        System.out.printf(
                "pages with %d users for %d s, a second of thought on average (milliseconds):%n",
                RoomLoad.USERS, seconds);
        List<long[]> every = new ArrayList<>();
        times.forEach(
                (page, measured) -> {
                    every.addAll(measured);
                    print(page, measured);
                });
        print("all pages", every);
    }

    private static Void walk(
            RoomClient user,
            int number,
            List<Long> warnings,
            List<Long> cases,
            long begun,
            long end,
            Map<String, List<long[]>> times)
            throws IOException, InterruptedException {
        Random random = new Random(number);
        boolean officer = number % 3 == 2;
        while (System.nanoTime() < end) {
            Thread.sleep(random.nextInt(2_000));
            long warning = warnings.get(random.nextInt(warnings.size()));
            String page =
                    officer
                            ? List.of(
                                            "/",
                                            "/cases",
                                            "/estate",
                                            "/search?q=pc-" + number,
                                            "/account")
                                    .get(random.nextInt(5))
                            : List.of(
                                            "/",
                                            "/warnings",
                                            "/cases",
                                            "/estate",
                                            "/estate/quarantine",
                                            "/search?q=pc-" + random.nextInt(300),
                                            "/warnings/new",
                                            "/warnings/" + warning + "/board",
                                            "/warnings/" + warning + "/board?view=table",
                                            "/warnings/" + warning + "/understanding",
                                            "/warnings/" + warning + "/report",
                                            "/cases/" + cases.get(random.nextInt(cases.size())))
                                    .get(random.nextInt(12));
            long t = System.nanoTime();
            int bytes = user.page(page);
            long took = System.nanoTime() - t;
            if (t - begun
                    > 3_000_000_000L) { // the first pages are compiled while they are asked for
                String kind = (officer ? "officer " : "analyst ") + page.replaceAll("[0-9]+", "N");
                synchronized (times) {
                    times.computeIfAbsent(kind, _ -> new ArrayList<>())
                            .add(new long[] {took, bytes});
                }
            }
        }
        return null;
    }

    /// Percentiles of the first figure, and of the second as well if it is a time (of the pages it is bytes).
    private static void print(String what, List<long[]> measured) {
        boolean bytes =
                what.startsWith("analyst")
                        || what.startsWith("officer")
                        || what.equals("all pages");
        System.out.printf(
                "  %-70s n=%d  %s  %s%n",
                what,
                measured.size(),
                percentiles(measured, 0, 1e6, "%,.0f"),
                percentiles(measured, 1, bytes ? 1e3 : 1e6, bytes ? "%,.0f kB" : "%,.0f"));
    }

    private static String percentiles(
            List<long[]> measured, int column, double unit, String format) {
        long[] sorted = measured.stream().mapToLong(m -> m[column]).toArray();
        Arrays.sort(sorted);
        return ("p50 " + format + " p95 " + format + " max " + format)
                .formatted(
                        sorted[sorted.length / 2] / unit,
                        sorted[
                                        Math.min(
                                                sorted.length - 1,
                                                (int) Math.ceil(sorted.length * 0.95) - 1)]
                                / unit,
                        sorted[sorted.length - 1] / unit);
    }
}
