package dev.firebreak.app.store;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.core.model.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The machines that answers name, kept in blocks of some hundred.
public final class Findings {
    /// So many blocks are read at once when it is not known how many are needed.
    private static final int AT_ONCE = 50;

    /// Most blocks that one search opens: those whose first and last name a word lies between need not have it.
    private static final int MOST_OPENED = 2_000;

    /// The last character there is: every name that begins with a word lies between it and it with this behind.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private static final String TOLD =
            " and organisation_id = ? and exists (select 1 from firebreak_case c"
                    + " where c.warning_id = b.warning_id and c.organisation_id = b.organisation_id"
                    + " and c.told_at is not null)";

    private final Sql sql;
    private final Clock clock;

    public Findings(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// A machine with the answer that names it.
    ///
    /// @param since when that answer named it first
    public record Found(
            long warningId,
            long organisationId,
            String machine,
            Verdict verdict,
            boolean contacted,
            @Nullable Instant firstContact,
            @Nullable Instant lastContact,
            long contacts,
            List<Finding.Proof> proofs,
            Instant since) {
        /// Where the page after the one that it ends begins; not empty even if a log names no machine, for that is the
        /// beginning.
        public String place() {
            return machine.isEmpty() ? "\0" : machine;
        }

        static Found of(long warning, long organisation, Finding f) {
            return new Found(
                    warning,
                    organisation,
                    f.machine(),
                    f.verdict(),
                    f.contacted(),
                    f.firstContact(),
                    f.lastContact(),
                    f.contacts(),
                    f.proofs(),
                    f.since());
        }
    }

    /// What changed when machines were stored.
    public record Change(int added, int changed, int gone) {
        public boolean any() {
            return added > 0 || changed > 0 || gone > 0;
        }
    }

    /// Which of the machines that an answer names.
    public enum Which {
        ALL(""),
        /// Affected or contacted.
        HIT(" and hits > 0"),
        /// Those of which something that was asked is not known, and nothing was found.
        UNKNOWN(" and machines > hits");

        private final String blocks;

        Which(String blocks) {
            this.blocks = blocks;
        }

        boolean takes(Finding f) {
            return this == ALL || f.hit() == (this == HIT);
        }
    }

    private record Block(long id, long organisationId, String low, byte[] content) {}

    /// Stores the machines of one organisation's part within the caller's transaction, touching only the blocks that are
    /// different. A machine that was named before keeps the moment since when.
    public Change store(long warning, long organisation, List<Finding> machines) {
        return Objects.requireNonNull(
                store(warning, Map.of(organisation, machines)).get(organisation));
    }

    /// The same of several organisations at once: what is the same for all of them is one statement.
    ///
    /// @param machines by organisation
    public Map<Long, Change> store(long warning, Map<Long, List<Finding>> machines) {
        Map<Long, List<Block>> before = new HashMap<>();
        sql.sql(
                        "select id, organisation_id, low, content from finding_block"
                                + " where warning_id = ? and organisation_id = any(?)")
                .params(warning, machines.keySet().toArray(Long[]::new))
                .query(Block.class)
                .each(
                        b ->
                                before.computeIfAbsent(b.organisationId(), _ -> new ArrayList<>())
                                        .add(b));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<Long, Change> changes = new HashMap<>();
        Set<Long> gone = new HashSet<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        machines.forEach(
                (organisation, all) -> {
                    List<Block> blocks = before.getOrDefault(organisation, List.of());
                    List<Finding> kept = new ArrayList<>(all.size());
                    Change change = change(blocks, all, now, kept);
                    changes.put(organisation, change);
                    if (change.any()) {
                        difference(warning, organisation, blocks, kept, gone, rows);
                    }
                });
        if (!gone.isEmpty()) {
            sql.sql("delete from finding_block where id = any(?)")
                    .params((Object) gone.toArray(Long[]::new))
                    .update();
        }
        if (!rows.isEmpty()) {
            sql.copy(COLUMNS, rows);
        }
        return changes;
    }

    /// @param kept is filled with the machines as they are to be stored
    private static Change change(
            List<Block> before, List<Finding> machines, Instant now, List<Finding> kept) {
        Map<String, Finding> old = new HashMap<>();
        before.forEach(b -> FindingBlock.read(b.content()).forEach(f -> old.put(f.machine(), f)));
        int added = 0;
        int changed = 0;
        for (Finding m : machines) {
            Finding known = old.remove(m.machine());
            added += known == null ? 1 : 0;
            changed += known == null || m.saysTheSameAs(known) ? 0 : 1;
            kept.add(m.since(known == null ? now : known.since()));
        }
        return new Change(added, changed, old.size());
    }

    private static void difference(
            long warning,
            long organisation,
            List<Block> before,
            List<Finding> machines,
            Set<Long> gone,
            List<@Nullable Object[]> rows) {
        Map<String, Block> same = new HashMap<>();
        before.forEach(b -> same.put(b.low(), b));
        before.forEach(b -> gone.add(b.id()));
        for (FindingBlock block : FindingBlock.of(machines)) {
            Block known = same.get(block.low());
            if (known != null && Arrays.equals(known.content(), block.content())) {
                gone.remove(known.id());
            } else {
                rows.add(row(warning, organisation, block));
            }
        }
    }

    private record Kept(long organisationId, byte[] content) {}

    /// Machines of some organisations whose last contact was before a moment, by organisation.
    public Map<Long, List<Finding>> lastContactBefore(
            long warning, List<Long> organisations, Instant moment) {
        Map<Long, List<Finding>> found = new HashMap<>();
        // A block's steps are ascending, and whose last contact is early, has an early first one.
        sql.sql(
                        "select organisation_id, content from finding_block"
                                + " where warning_id = ? and organisation_id = any(?) and contact_at[1] < ?")
                .params(
                        warning,
                        organisations.toArray(Long[]::new),
                        moment.getEpochSecond() / FindingBlock.STEP_SECONDS + 1)
                .query(Kept.class)
                .each(
                        block ->
                                FindingBlock.read(block.content()).stream()
                                        .filter(Finding::contacted)
                                        .filter(
                                                f ->
                                                        f.lastContact() != null
                                                                && f.lastContact().isBefore(moment))
                                        .forEach(
                                                f ->
                                                        found.computeIfAbsent(
                                                                        block.organisationId(),
                                                                        _ -> new ArrayList<>())
                                                                .add(f)));
        return found;
    }

    static final String COLUMNS =
            "finding_block (warning_id, organisation_id, low, high, machines, hits, contact_at,"
                    + " contact_machines, texts, content)";

    static @Nullable Object[] row(long warning, long organisation, FindingBlock block) {
        return new @Nullable Object[] {
            warning,
            organisation,
            block.low(),
            block.high(),
            block.machines(),
            block.hits(),
            block.contactAt(),
            block.contactMachines(),
            block.texts(),
            block.content()
        };
    }

    /// Machines of one organisation in one warning, by name from after the given one.
    ///
    /// @param which those that are wanted
    /// @param after the [Found#place] the page before ends at, empty for the first
    public List<Found> page(long warning, long organisation, Which which, String after, int limit) {
        List<Found> page = new ArrayList<>();
        // Beyond the blocks that end before it, at most two are needed more than the machines fill;
        // they are read one by one because most pages end in the first. Of those that are wanted a
        // block may hold few, but one at least.
        String low = "";
        String from = Finding.key(after);
        while (page.size() < limit) {
            List<Block> next =
                    sql.sql(
                                    "select id, organisation_id, low, content from finding_block where warning_id = ? and organisation_id = ?"
                                            + which.blocks
                                            + " and low >= ? and high >= ? order by low limit 1")
                            .params(warning, organisation, low, FindingBlock.bound(from))
                            .query(Block.class)
                            .list();
            if (next.isEmpty()) {
                return page;
            }
            FindingBlock.read(
                    next.getFirst().content(),
                    f -> {
                        if (which.takes(f) && (after.isEmpty() || isAfter(f, from, after))) {
                            page.add(Found.of(warning, organisation, f));
                        }
                        return page.size() < limit;
                    });
            low = next.getFirst().low() + "\u0001";
        }
        return page;
    }

    private static boolean isAfter(Finding f, String key, String name) {
        int order = FindingBlock.byCodePoint(f.key(), key);
        return order > 0 || order == 0 && FindingBlock.byCodePoint(f.machine(), name) > 0;
    }

    private record Place(long id, long warningId, long organisationId) {}

    private record Opened(long id, byte[] content) {}

    private Map<Long, byte[]> contents(List<Place> some) {
        Map<Long, byte[]> contents = new HashMap<>();
        sql.sql("select id, content from finding_block where id = any(?)")
                .params((Object) some.stream().map(Place::id).toArray(Long[]::new))
                .query(Opened.class)
                .each(o -> contents.put(o.id(), o.content()));
        return contents;
    }

    /// Machines that are affected or contacted, of each organisation the first by name.
    ///
    /// @param each most of one organisation
    public Map<Long, List<Found>> hits(long warning, Viewer viewer, int each) {
        List<Place> places =
                sql.sql(
                                "select id, warning_id, organisation_id from (select id, warning_id, organisation_id, low,"
                                        + " sum(hits) over (partition by organisation_id order by low) - hits as before"
                                        + " from finding_block where warning_id = ? and hits > 0"
                                        + " and (cast(? as bigint) is null or organisation_id = ?)) b"
                                        + " where before < ? order by organisation_id, low")
                        .params(warning, viewer.organisation(), viewer.organisation(), each)
                        .query(Place.class)
                        .list();
        Map<Long, List<Found>> hits = new HashMap<>();
        for (int i = 0; i < places.size(); i += AT_ONCE) {
            List<Place> some = places.subList(i, Math.min(places.size(), i + AT_ONCE));
            Map<Long, byte[]> contents = contents(some);
            for (Place place : some) {
                List<Found> own =
                        hits.computeIfAbsent(place.organisationId(), _ -> new ArrayList<>());
                byte[] content = contents.get(place.id());
                if (content != null && own.size() < each) {
                    FindingBlock.read(
                            content,
                            f -> {
                                if (f.hit()) {
                                    own.add(Found.of(warning, place.organisationId(), f));
                                }
                                return own.size() < each;
                            });
                }
            }
        }
        return hits;
    }

    private record Hits(long organisationId, int count) {}

    /// How many machines of each organisation are affected or contacted; none is left out.
    public Map<Long, Integer> hitCounts(long warning, Viewer viewer) {
        Map<Long, Integer> counts = new HashMap<>();
        sql.sql(
                        "select organisation_id, sum(hits) as count from finding_block where warning_id = ?"
                                + " and (cast(? as bigint) is null or organisation_id = ?)"
                                + " group by organisation_id having sum(hits) > 0")
                .params(warning, viewer.organisation(), viewer.organisation())
                .query(Hits.class)
                .each(h -> counts.put(h.organisationId(), h.count()));
        return counts;
    }

    /// Names of the machines of one organisation that are affected or contacted now.
    public Set<String> hit(long warning, long organisation) {
        Set<String> names = new HashSet<>();
        sql.sql(
                        "select content from finding_block where warning_id = ? and organisation_id = ? and hits > 0")
                .params(warning, organisation)
                .query(byte[].class)
                .each(
                        content ->
                                FindingBlock.read(content).stream()
                                        .filter(Finding::hit)
                                        .forEach(f -> names.add(f.machine())));
        return names;
    }

    /// How many machines had their first contact within ten minutes of a warning's timeline.
    public record Contact(Instant at, int machines) {}

    private record Step(long at, int machines) {}

    public List<Contact> contacts(long warning, Viewer viewer) {
        return sql
                .sql(
                        "select u.at, sum(u.machines) as machines from finding_block b,"
                                + " unnest(b.contact_at, b.contact_machines) as u(at, machines)"
                                + " where b.warning_id = ? and (cast(? as bigint) is null or b.organisation_id = ?)"
                                + " group by u.at")
                .params(warning, viewer.organisation(), viewer.organisation())
                .query(Step.class)
                .list()
                .stream()
                .map(
                        s ->
                                new Contact(
                                        Instant.ofEpochSecond(s.at() * FindingBlock.STEP_SECONDS),
                                        s.machines()))
                .toList();
    }

    /// @param more whether there may be more than were found: the limit was reached, or not all blocks were opened
    public record Searched(List<Found> found, boolean more) {}

    /// Machines whose name begins with the words, or whose program or indicator contains them, in the warnings the viewer
    /// may see; names first.
    ///
    /// @param limit most that are looked for
    public Searched search(String words, Viewer viewer, int limit) {
        String wanted = FindingBlock.searched(words);
        String own = viewer.organisation() == null ? "" : TOLD;
        Set<Found> found = new java.util.LinkedHashSet<>();
        // The smallest first: where little lies between the first and the last name, the word is
        // likely to be found.
        List<Place> named =
                places(
                        "b.low < ? and b.high >= ?" + own + " order by b.machines, b.id limit ?",
                        viewer,
                        wanted + LAST,
                        FindingBlock.bound(wanted));
        search(named, f -> f.key().startsWith(wanted), limit, found);
        if (found.size() < limit) {
            search(
                    places("b.texts like ?" + own + " order by b.id limit ?", viewer, like(wanted)),
                    f ->
                            f.proofs().stream()
                                    .anyMatch(
                                            p ->
                                                    FindingBlock.searched(p.subject())
                                                                    .contains(wanted)
                                                            || FindingBlock.searched(p.meets())
                                                                    .contains(wanted)),
                    limit,
                    found);
        }
        List<Found> sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparing((Found f) -> Finding.key(f.machine()))
                        .thenComparing(Found::machine)
                        .thenComparing(Found::warningId));
        return new Searched(sorted, found.size() >= limit || named.size() >= MOST_OPENED);
    }

    private List<Place> places(String condition, Viewer viewer, Object... values) {
        List<@Nullable Object> all = new ArrayList<>(List.of(values));
        if (viewer.organisation() != null) {
            all.add(viewer.organisation());
        }
        all.add(MOST_OPENED);
        return sql.sql(
                        "select b.id, b.warning_id, b.organisation_id from finding_block b where "
                                + condition)
                .params(all.toArray())
                .query(Place.class)
                .list();
    }

    private void search(
            List<Place> places,
            java.util.function.Predicate<Finding> wanted,
            int limit,
            Set<Found> found) {
        for (int i = 0; i < places.size() && found.size() < limit; i += AT_ONCE) {
            List<Place> some = places.subList(i, Math.min(places.size(), i + AT_ONCE));
            Map<Long, byte[]> contents = contents(some);
            for (Place place : some) {
                byte[] content = contents.get(place.id());
                if (content == null) {
                    continue; // replaced meanwhile
                }
                FindingBlock.read(
                        content,
                        f -> {
                            if (found.size() < limit && wanted.test(f)) {
                                found.add(Found.of(place.warningId(), place.organisationId(), f));
                            }
                            return found.size() < limit;
                        });
            }
        }
    }

    private static String like(String words) {
        return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
