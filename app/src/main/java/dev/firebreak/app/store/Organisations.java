package dev.firebreak.app.store;

import dev.firebreak.app.access.Viewer;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/// The organisations the agency looks after.
public final class Organisations {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final String COLUMNS =
            "id, key, name, sector, contact, machines_expected, created_at, closed_at";

    private final Sql jdbc;
    private final Clock clock;

    public Organisations(Sql jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param key short stable name used in tokens, folders and the memory
    /// @param machinesExpected how many machines it says it has, for coverage
    public record Organisation(
            long id,
            String key,
            String name,
            String sector,
            String contact,
            @Nullable Integer machinesExpected,
            Instant createdAt,
            @Nullable Instant closedAt) {}

    /// What an administrator enters.
    public record Entry(
            String key,
            String name,
            @Nullable String sector,
            @Nullable String contact,
            @Nullable Integer machinesExpected) {}

    /// Adds one.
    ///
    /// @throws Refused if the key is taken or malformed, or the name is missing
    public Organisation add(Entry entry) {
        check(entry);
        try {
            long id =
                    jdbc.sql(
                                    "insert into organisation (key, name, sort_name, sector, contact,"
                                            + " machines_expected, created_at) values (?, ?, ?, ?, ?, ?, ?) returning id")
                            .params(
                                    entry.key(),
                                    entry.name().strip(),
                                    sortName(entry.name()),
                                    orEmpty(entry.sector()),
                                    orEmpty(entry.contact()),
                                    entry.machinesExpected(),
                                    clock.instant())
                            .query(Long.class)
                            .single();
            return byId(id).orElseThrow();
        } catch (DuplicateKeyException e) {
            throw new Refused("organisation-key-taken", entry.key());
        }
    }

    /// Changes everything but the key.
    public Organisation change(long id, Entry entry) {
        check(entry);
        jdbc.sql(
                        "update organisation set name = ?, sort_name = ?, sector = ?, contact = ?,"
                                + " machines_expected = ? where id = ?")
                .params(
                        entry.name().strip(),
                        sortName(entry.name()),
                        orEmpty(entry.sector()),
                        orEmpty(entry.contact()),
                        entry.machinesExpected(),
                        id)
                .update();
        return byId(id).orElseThrow(() -> new Refused("not-found", "organisation " + id));
    }

    public Optional<Organisation> byId(long id) {
        return jdbc.sql("select " + COLUMNS + " from organisation where id = ?")
                .param(id)
                .query(Organisation.class)
                .optional();
    }

    public Optional<Organisation> byKey(String key) {
        return jdbc.sql("select " + COLUMNS + " from organisation where key = ?")
                .param(key)
                .query(Organisation.class)
                .optional();
    }

    /// All that the viewer may see, by name.
    public List<Organisation> visible(Viewer viewer) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from organisation where cast(? as bigint) is null or id = ?"
                                + " order by sort_name, id")
                .params(viewer.organisation(), viewer.organisation())
                .query(Organisation.class)
                .list();
    }

    /// One page by name, from after the given place.
    public List<Organisation> page(Viewer viewer, String afterName, long afterId, int limit) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from organisation where (cast(? as bigint) is null or id = ?)"
                                + " and (sort_name, id) > (?, ?) order by sort_name, id limit ?")
                .params(viewer.organisation(), viewer.organisation(), afterName, afterId, limit)
                .query(Organisation.class)
                .list();
    }

    /// Those the viewer may see whose name contains the words, by name.
    public List<Organisation> named(String words, Viewer viewer, int limit) {
        String wanted = sortName(words);
        return visible(viewer).stream()
                .filter(o -> sortName(o.name()).contains(wanted))
                .limit(limit)
                .toList();
    }

    /// The name as it is sorted: without case, marks and the German letters' peculiarities (DIN 5007-1).
    public static String sortName(String name) {
        return Normalizer.normalize(
                        name.strip().toLowerCase(Locale.ROOT).replace("ß", "ss"),
                        Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
    }

    private static void check(Entry entry) {
        if (!KEY.matcher(entry.key()).matches()) {
            throw new Refused("organisation-key-malformed", entry.key());
        }
        if (entry.name().isBlank() || entry.name().length() > 200) {
            throw new Refused("name-missing", entry.name());
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
