package dev.firebreak.app.store;

import dev.firebreak.core.model.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Machines that answers name, written as the program did when each had a row of its own (schema 1 and 2).
final class FormerFindings {
    static final Instant NOW = Instant.parse("2026-05-01T10:11:12.123456Z");

    /// What a name, a program or a log line may hold that COPY, JSON, the order of names or a search could stumble on.
    private static final List<String> SPECIAL =
            List.of(
                    "",
                    "tab\there",
                    "line\nand\r\nline",
                    "back\\slash\\N \\. \\x41",
                    "quote\"'`{}[],:",
                    "50%_of_all",
                    "Größe-ÄÖÜ-ẞ-İ",
                    "\uff5e full width",
                    "\ud83d\ude00 beyond the first plane",
                    "\u0001\u001f\u007f\u0085\u2028",
                    " blank at both ends ",
                    "nul \\u0000 written out",
                    "e\u0301 in two and \u00e9 in one",
                    incompressible(2_500) + "a",
                    incompressible(2_500) + "b");

    /// As long as an index of the former schema could bear.
    private static String incompressible(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) ('!' + random.nextInt('Z' - '!'))); // no lower case
        }
        return text.toString();
    }

    record Row(long warning, long organisation, Finding finding) {
        /// As the table holds it: one name once in an organisation's part.
        String place() {
            return warning + " " + organisation + " " + finding.machine();
        }
    }

    private FormerFindings() {}

    /// Three organisations, four warnings of which one is withdrawn and one a draft, and each machine's verdict in turn.
    static List<Row> rows(int each) {
        List<Row> rows = new ArrayList<>();
        for (long warning = 1; warning <= 3; warning++) {
            for (long organisation = 1; organisation <= 3; organisation++) {
                if (warning == 3 && organisation == 3) {
                    continue; // nothing of it is known
                }
                for (int i = 0; i < SPECIAL.size(); i++) {
                    rows.add(row(warning, organisation, SPECIAL.get(i), i));
                }
                for (int i = 0; i < each; i++) {
                    // The same name in two cases is two machines.
                    rows.add(row(warning, organisation, (i % 2 == 0 ? "PC-" : "pc-") + i / 2, i));
                }
            }
        }
        return rows;
    }

    private static Row row(long warning, long organisation, String machine, int i) {
        Verdict[] verdicts = {Verdict.AFFECTED, Verdict.CONTACTED, Verdict.UNKNOWN};
        // One warning for each verdict, and one with all.
        Verdict verdict = verdicts[(int) (warning == 3 ? i % 3 : warning - 1)];
        boolean contacted =
                verdict == Verdict.CONTACTED || verdict == Verdict.AFFECTED && i % 2 == 0;
        Instant first = contacted ? NOW.minusSeconds(i * 700L).plusNanos(i % 3 * 1_000L) : null;
        Instant last = contacted ? NOW.plusSeconds(organisation) : null;
        return new Row(
                warning,
                organisation,
                new Finding(
                        machine,
                        verdict,
                        contacted,
                        first,
                        last,
                        contacted ? i + 1L + (1L << 40) : 0,
                        proofs(i, first),
                        NOW.minusSeconds(86_400L * warning + i)));
    }

    private static List<Finding.Proof> proofs(int i, @Nullable Instant first) {
        List<Finding.Proof> proofs = new ArrayList<>();
        String special = SPECIAL.get(i % SPECIAL.size());
        if (i % 11 != 5) {
            proofs.add(
                    new Finding.Proof(
                            "installed",
                            "Program " + special + i % 3,
                            special,
                            "list " + special + ".csv",
                            i,
                            "",
                            null,
                            null,
                            0,
                            "installiert: " + special,
                            "installed: " + special));
        }
        if (first != null) {
            proofs.add(
                    new Finding.Proof(
                            "contact",
                            "bad.example",
                            "*.bad.example",
                            "dns.log",
                            5_000_000_000L + i,
                            "line " + special + i,
                            first.plusNanos(
                                    123), // evidence is text: it keeps what a column would cut
                            null,
                            i + 1L,
                            "Kontakt",
                            "contact"));
        }
        return proofs;
    }

    /// Fills a database of schema 1 or 2.
    static void write(DatabaseAddress address, int schema, List<Row> rows) throws SQLException {
        try (Connection connection = address.connect()) {
            connection.setAutoCommit(false);
            try (Statement s = connection.createStatement()) {
                for (int n = 1; n <= 3; n++) {
                    s.execute(
                            "insert into organisation (key, name, sort_name, created_at) values"
                                    + (" ('org-" + n + "', 'Amt " + n + "', 'amt', now())"));
                }
                for (String state : List.of("CONFIRMED", "WITHDRAWN", "CONFIRMED", "DRAFT")) {
                    s.execute(
                            "insert into warning (title, state, tlp, revision, created_at, created_by) values"
                                    + (" ('a title', '"
                                            + state
                                            + "', 'AMBER', 1, now(), 'user:a')"));
                }
                s.execute(
                        "insert into firebreak_case (warning_id, organisation_id, version, state, told_at, changed_at)"
                                + " values (1, 1, 2, 'TOLD', now(), now()), (1, 2, 1, 'OPEN', null, now())");
            }
            for (Row row : rows) {
                insert(connection, schema, row);
            }
            connection.commit();
        }
    }

    private static void insert(Connection connection, int schema, Row row) throws SQLException {
        Finding f = row.finding();
        StringBuilder text = new StringBuilder();
        f.proofs().forEach(p -> text.append(p.subject() + "\n" + p.meets() + "\n"));
        String searched = text.toString().toLowerCase(Locale.ROOT);
        String column = schema == 1 ? "search" : "text_id";
        try (PreparedStatement s =
                connection.prepareStatement(
                        "insert into finding (warning_id, organisation_id, machine, verdict, contacted, first_contact,"
                                + (" last_contact, contacts, evidence, since, " + column + ")")
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            s.setLong(1, row.warning());
            s.setLong(2, row.organisation());
            s.setString(3, f.machine());
            s.setString(4, f.verdict().name());
            s.setBoolean(5, f.contacted());
            s.setObject(
                    6, f.firstContact() == null ? null : f.firstContact().atOffset(ZoneOffset.UTC));
            s.setObject(
                    7, f.lastContact() == null ? null : f.lastContact().atOffset(ZoneOffset.UTC));
            s.setLong(8, f.contacts());
            s.setString(9, JsonMapper.shared().writeValueAsString(f.proofs()));
            s.setObject(10, f.since().atOffset(ZoneOffset.UTC));
            if (schema == 1) {
                s.setString(11, f.machine().toLowerCase(Locale.ROOT) + "\n" + searched);
            } else {
                s.setLong(11, text(connection, row, searched));
            }
            s.executeUpdate();
        }
    }

    private static long text(Connection connection, Row row, String text) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement(
                        "insert into finding_text (warning_id, organisation_id, text) values (?, ?, ?)"
                                + " on conflict (warning_id, organisation_id, md5(text)) do update set text = excluded.text"
                                + " returning id")) {
            s.setLong(1, row.warning());
            s.setLong(2, row.organisation());
            s.setString(3, text);
            try (ResultSet id = s.executeQuery()) {
                id.next();
                return id.getLong(1);
            }
        }
    }
}
