package dev.firebreak.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.firebreak.app.access.Viewer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

class FindingsMigrationTest {
    private static final Viewer AGENCY = new Viewer("user:a", "A", 1L, null, null, Set.of(), false);

    private static Databases databases;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        databases = new Databases(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        databases.close();
    }

    @Test
    void everyMachineThatHadARowOfItsOwnIsFoundAgainWithAllThatWasSaidOfIt() throws Exception {
        List<FormerFindings.Row> rows = FormerFindings.rows(1_200);
        DatabaseAddress address = databases.ofVersion("2");
        FormerFindings.write(address, 2, rows);
        try (HikariDataSource pool = Database.open(address)) {
            isAllThere(findings(pool), rows);
            assertThat(tables(address))
                    .contains("finding_block")
                    .doesNotContain("finding", "finding_text");
        }
    }

    @Test
    void theVeryFirstSchemaIsBroughtUpToDateWithItsMachines() throws Exception {
        List<FormerFindings.Row> rows = FormerFindings.rows(40);
        DatabaseAddress address = databases.ofVersion("1");
        FormerFindings.write(address, 1, rows);
        try (HikariDataSource pool = Database.open(address)) {
            isAllThere(findings(pool), rows);
        }
    }

    @Test
    void aDatabaseWithoutAnyMachineIsBroughtUpToDate() throws Exception {
        DatabaseAddress address = databases.ofVersion("2");
        FormerFindings.write(address, 2, List.of());
        try (HikariDataSource pool = Database.open(address)) {
            assertThat(findings(pool).page(1, 1, Findings.Which.ALL, "", 10)).isEmpty();
        }
    }

    @Test
    void machinesAsTheyAreComputedAgainAreThoseThatWereMoved() throws Exception {
        List<FormerFindings.Row> rows = FormerFindings.rows(200);
        DatabaseAddress address = databases.ofVersion("2");
        FormerFindings.write(address, 2, rows);
        try (HikariDataSource pool = Database.open(address)) {
            List<Finding> again = new ArrayList<>();
            for (FormerFindings.Row row : rows) {
                if (row.warning() == 3 && row.organisation() == 2) {
                    again.add(row.finding());
                }
            }
            assertThat(findings(pool).store(3, 2, again).any()).isFalse();
        }
    }

    @Test
    void aBackupWithARowForEachMachineIsRestored(@TempDir Path folder) throws Exception {
        for (int schema = 1; schema <= 2; schema++) {
            List<FormerFindings.Row> rows = FormerFindings.rows(200);
            DatabaseAddress before = databases.ofVersion(Integer.toString(schema));
            FormerFindings.write(before, schema, rows);
            Path backup = folder.resolve("backup" + schema + ".zip");
            backUp(before, schema, backup);
            DatabaseAddress address = databases.empty();
            Path data = Files.createDirectory(folder.resolve("restored" + schema));
            Backup.restore(backup, address, data);
            try (HikariDataSource pool = Database.open(address)) {
                Findings findings = findings(pool);
                isAllThere(findings, rows);
                // Numbers go on behind those that are there.
                Finding one = rows.getFirst().finding();
                assertThat(findings.store(3, 3, List.of(one)).added()).isEqualTo(1);
            }
            assertThat(data.resolve("memory/kept")).hasContent("bytes");
        }
    }

    private static void isAllThere(Findings findings, List<FormerFindings.Row> rows) {
        Map<String, List<Finding>> parts =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        r -> r.warning() + " " + r.organisation(),
                                        Collectors.mapping(
                                                FormerFindings.Row::finding, Collectors.toList())));
        for (long warning = 1; warning <= 4; warning++) {
            for (long organisation = 1; organisation <= 3; organisation++) {
                List<Finding> expected =
                        parts.getOrDefault(warning + " " + organisation, List.of());
                List<Findings.Found> found =
                        findings.page(
                                warning,
                                organisation,
                                Findings.Which.ALL,
                                "",
                                expected.size() + 10);
                long w = warning;
                long o = organisation;
                assertThat(found)
                        .containsExactlyElementsOf(
                                expected.stream()
                                        .sorted(FindingBlock.ORDER)
                                        .map(f -> Findings.Found.of(w, o, f))
                                        .toList());
                assertThat(findings.hit(warning, organisation))
                        .containsExactlyInAnyOrderElementsOf(
                                expected.stream()
                                        .filter(Finding::hit)
                                        .map(Finding::machine)
                                        .collect(Collectors.toSet()));
            }
            assertThat(
                            findings.contacts(warning, AGENCY).stream()
                                    .mapToInt(Findings.Contact::machines)
                                    .sum())
                    .isEqualTo((int) contacted(rows, warning));
        }
    }

    private static long contacted(List<FormerFindings.Row> rows, long warning) {
        return rows.stream()
                .filter(r -> r.warning() == warning && r.finding().firstContact() != null)
                .count();
    }

    private static Findings findings(HikariDataSource pool) {
        return new Findings(
                new Sql(new JdbcTemplate(pool)),
                Clock.fixed(FormerFindings.NOW.plusSeconds(9), ZoneOffset.UTC));
    }

    private static List<String> tables(DatabaseAddress address) throws Exception {
        try (Connection connection = address.connect()) {
            return Backup.tables(connection);
        }
    }

    /// As the program wrote one while each machine had a row.
    private static void backUp(DatabaseAddress address, int schema, Path target) throws Exception {
        List<String> tables = new ArrayList<>(Backup.TABLES);
        tables.removeAll(List.of("answer_due", "answers_cover")); // of later versions
        int place = tables.indexOf("finding_block");
        tables.set(place, "finding");
        if (schema == 2) {
            tables.add(place, "finding_text");
        }
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out);
                Connection connection = address.connect()) {
            zip.putNextEntry(new ZipEntry("schema-version"));
            zip.write(Integer.toString(schema).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            for (String table : tables) {
                zip.putNextEntry(new ZipEntry("tables/" + table));
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy " + table + " to stdout", zip);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("files/memory/kept"));
            zip.write("bytes".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }
}
