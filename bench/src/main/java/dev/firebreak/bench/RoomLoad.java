package dev.firebreak.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Fills a running situation room: `RoomLoad URL DATA ORGANISATIONS MACHINES ENTRIES LOG-LINES SEED`. It comes in by the
/// ordinary ways: the first administrator signs in, makes tokens and accounts, and every organisation's reports are handed in
/// over HTTP. What [RoomMeasure] needs to go on is left in `DATA/load.properties`.
public final class RoomLoad {
    static final String PASSWORD = "load test password";
    static final int USERS = 50;

    private RoomLoad() {}

    public static void main(String[] args)
            throws IOException, InterruptedException, ExecutionException {
        String url = args[0];
        Path data = Path.of(args[1]);
        int organisations = Integer.parseInt(args[2]);
        int machines = Integer.parseInt(args[3]);
        int lines = Integer.parseInt(args[5]);
        RoomEstates estates = new RoomEstates(Long.parseLong(args[6]), Integer.parseInt(args[4]));

        RoomClient admin = new RoomClient(url, null);
        String first = Files.readString(data.resolve("first-password.txt")).strip();
        admin.signIn("admin", first);
        admin.form("/account/password", Map.of("old", first, "new", PASSWORD, "again", PASSWORD));
        admin.signIn("admin", PASSWORD);
        String token =
                admin.json(
                                "POST",
                                "/api/v1/tokens",
                                "{\"name\":\"load\",\"scopes\":[\"estate-write\",\"estate-read\",\"warning-read\",\"warning-write\",\"case-read\",\"case-steer\",\"case-work\",\"organisation-read\"]}")
                        .get("secret")
                        .asString();
        RoomClient machine = new RoomClient(url, token);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < organisations; i++) {
            JsonNode made =
                    admin.json(
                            "POST",
                            "/api/v1/organisations",
                            "{\"key\":\"%s\",\"name\":\"Organisation %d\",\"sector\":\"Sector %d\",\"contact\":\"\",\"machinesExpected\":%d}"
                                    .formatted(RoomEstates.key(i), i, i % 12, machines));
            ids.add(made.get("id").asInt());
        }
        for (int i = 0; i < USERS; i++) {
            user(url, admin, i, ids);
        }
        reports(machine, estates, organisations, machines, lines);
        Properties kept = new Properties();
        kept.setProperty("token", token);
        kept.setProperty("organisations", Integer.toString(organisations));
        kept.setProperty("machines", Integer.toString(machines));
        try (Writer out = Files.newBufferedWriter(data.resolve("load.properties"))) {
            kept.store(out, "of the load test");
        }
    }

    /// Two of three users are analysts, the others officers of different organisations.
    private static void user(String url, RoomClient admin, int i, List<Integer> organisations)
            throws IOException {
        String role =
                i % 3 == 2
                        ? "\"OFFICER\",\"organisationId\":"
                                + organisations.get(i % organisations.size())
                        : "\"ANALYST\"";
        String login = "user" + i;
        JsonNode made =
                admin.json(
                        "POST",
                        "/api/v1/accounts",
                        "{\"login\":\"%s\",\"name\":\"User %d\",\"role\":%s}"
                                .formatted(login, i, role));
        String oneTime = made.get("oneTimePassword").asString();
        RoomClient user = new RoomClient(url, null);
        user.signIn(login, oneTime);
        user.form("/account/password", Map.of("old", oneTime, "new", PASSWORD, "again", PASSWORD));
    }

    /// Handed in by one client while the next one is made up beside it.
    private static void reports(
            RoomClient machine, RoomEstates estates, int organisations, int machines, int lines)
            throws IOException, InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        long rows = 0;
        long bytes = 0;
        try (ExecutorService maker = Executors.newSingleThreadExecutor()) {
            Future<byte[]> next = maker.submit(() -> estates.inventory(0, machines));
            for (int i = 0; i < organisations; i++) {
                byte[] csv = next.get();
                int following = i + 1;
                if (following < organisations) {
                    next = maker.submit(() -> estates.inventory(following, machines));
                }
                String whose = "?organisation=" + RoomEstates.key(i);
                JsonNode receipt = machine.put("/ingest/reports/programs.csv" + whose, csv);
                rows += receipt.get("entries").asLong();
                bytes += csv.length;
                if (lines > 0) {
                    machine.put("/ingest/reports/dns.log" + whose, estates.log(i, lines));
                }
                if (i % 20 == 19) {
                    System.err.printf(
                            "%,d rows after %.0f s%n", rows, (System.nanoTime() - begun) / 1e9);
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "handed in: %,d inventory rows (%,d MB) and %,d log lines of %d organisations in %.0f s (making them up included)%n",
                rows, bytes / 1_000_000, (long) lines * organisations, organisations, seconds);
    }
}
