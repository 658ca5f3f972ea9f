package dev.firebreak.app.store;

import dev.firebreak.app.access.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What machines are named for, each text kept once for an organisation's part of a warning, and the search over these
/// texts and over the beginnings of the machines' names. The texts are few where the machines are millions.
final class FindingTexts {
    private static final String NAME = "lower(f.machine) collate \"C\"";

    /// The last character there is: every name that begins with a word lies between it and it with this behind.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private static final String TOLD =
            " exists (select 1 from firebreak_case c where c.warning_id = f.warning_id"
                    + " and c.organisation_id = f.organisation_id and c.told_at is not null)";

    private final Sql sql;

    FindingTexts(Sql sql) {
        this.sql = sql;
    }

    static String of(Answers.Machine machine) {
        StringBuilder text = new StringBuilder();
        for (Answers.Proof p : machine.proofs()) {
            text.append(p.subject()).append('\n').append(p.meets()).append('\n');
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    /// The numbers of the texts, new ones added within the caller's transaction.
    Map<String, Long> numbers(long warning, long organisation, Set<String> texts) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        texts.forEach(text -> rows.add(new @Nullable Object[] {warning, organisation, text}));
        sql.batch(
                "insert into finding_text (warning_id, organisation_id, text) values (?, ?, ?)"
                        + " on conflict (warning_id, organisation_id, md5(text)) do nothing",
                rows);
        Map<String, Long> numbers = new HashMap<>();
        sql.sql("select id, text from finding_text where warning_id = ? and organisation_id = ?")
                .params(warning, organisation)
                .query(Text.class)
                .each(t -> numbers.put(t.text(), t.id()));
        return numbers;
    }

    private record Text(long id, String text) {}

    /// Removes the texts no machine is named for any more.
    void prune(long warning, long organisation) {
        sql.sql(
                        "delete from finding_text t where t.warning_id = ? and t.organisation_id = ?"
                                + " and not exists (select 1 from finding f where f.text_id = t.id)")
                .params(warning, organisation)
                .update();
    }

    /// Machines whose name begins with the words or whose text contains them, names first.
    ///
    /// @param limit most that are looked for; as many found means that there may be more
    /// @return their numbers in `finding`
    Set<Long> matching(String words, Viewer viewer, int limit) {
        String wanted = words.toLowerCase(Locale.ROOT);
        Set<Long> found = new LinkedHashSet<>();
        Long organisation = viewer.organisation();
        // Two statements and not one with a choice in it: each is planned for its own index.
        String own = organisation == null ? "" : " and f.organisation_id = ? and" + TOLD;
        List<@Nullable Object> values = new ArrayList<>(List.of(wanted, wanted + LAST));
        if (organisation != null) {
            values.add(organisation);
        }
        values.add(limit);
        sql.sql(
                        "select f.id from finding f where "
                                + NAME
                                + " >= ? and "
                                + NAME
                                + " < ?"
                                + own
                                + " order by "
                                + NAME
                                + ", f.id limit ?")
                .params(values.toArray())
                .query(Long.class)
                .each(found::add);
        if (found.size() >= limit) {
            return found;
        }
        values.clear();
        values.add("%" + escaped(wanted) + "%");
        if (organisation != null) {
            values.add(organisation);
        }
        values.add(limit);
        sql.sql(
                        "select m.id from finding_text f cross join lateral (select n.id from finding n"
                                + " where n.text_id = f.id order by n.id limit "
                                + limit
                                + ") m where f.text like ?"
                                + own
                                + " limit ?")
                .params(values.toArray())
                .query(Long.class)
                .each(
                        id -> {
                            if (found.size() < limit) {
                                found.add(id);
                            }
                        });
        return found;
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
