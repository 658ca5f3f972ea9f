package dev.firebreak.app.store;

import dev.firebreak.core.model.Verdict;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Moves the machines that answers name from a row each into blocks. Its name is the one by which Flyway orders it.
final class V4__findings_in_blocks extends BaseJavaMigration {
    private static final int AT_ONCE = 5_000;

    private final JsonMapper json = JsonMapper.shared();

    private record Part(long warning, long organisation) {}

    @Override
    public void migrate(Context context) throws Exception {
        Connection connection = context.getConnection();
        List<Part> parts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select distinct warning_id, organisation_id from finding order by 1, 2")) {
            while (row.next()) {
                parts.add(new Part(row.getLong(1), row.getLong(2)));
            }
        }
        for (Part part : parts) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (FindingBlock block : FindingBlock.of(machines(connection, part))) {
                rows.add(Findings.row(part.warning(), part.organisation(), block));
            }
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + Findings.COLUMNS + " from stdin",
                            new StringReader(Sql.copied(rows)));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table finding");
            statement.execute("drop table finding_text");
        }
    }

    private List<Finding> machines(Connection connection, Part part) throws SQLException {
        List<Finding> machines = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select machine, verdict, contacted, first_contact, last_contact, contacts, evidence, since"
                                + " from finding where warning_id = ? and organisation_id = ?")) {
            // The rows as they come and not all at once: their texts are many times what is kept of
            // them.
            statement.setFetchSize(AT_ONCE);
            statement.setLong(1, part.warning());
            statement.setLong(2, part.organisation());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    machines.add(
                            new Finding(
                                    row.getString(1),
                                    Verdict.valueOf(row.getString(2)),
                                    row.getBoolean(3),
                                    moment(row.getTimestamp(4)),
                                    moment(row.getTimestamp(5)),
                                    row.getLong(6),
                                    json.readValue(
                                            row.getString(7),
                                            new TypeReference<List<Finding.Proof>>() {}),
                                    row.getTimestamp(8).toInstant()));
                }
            }
        }
        return machines;
    }

    private static @Nullable Instant moment(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
