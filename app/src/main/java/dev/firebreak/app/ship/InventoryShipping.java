package dev.firebreak.app.ship;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.InventoryReport;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gathers what a file says of each machine, and sends each list as a whole: a table may come back to a machine at its end.
final class InventoryShipping implements InventorySink {
    /// Most entries of one file that are held; what goes beyond is told and left out.
    static final int MAX_HELD = 20_000_000;

    /// Most addresses of machines that one file tells.
    private static final int MAX_NAMES = 1_000_000;

    private record Key(String organisation, String asset, String scope, Kind kind) {}

    private static final class Draft {
        private final Instant collected;
        private final List<InventoryReport.Entry> entries = new ArrayList<>();

        Draft(Instant collected) {
            this.collected = collected;
        }
    }

    private final String organisation;
    private final boolean strict;
    private final String source;
    private final Instant made;
    private final Consumer<Problem> problems;
    private final Set<Coverage.Name> names = new LinkedHashSet<>();
    private final Map<Key, Draft> drafts = new LinkedHashMap<>();
    private final Set<Key> incomplete = new HashSet<>();
    private @Nullable Key current;
    private long held;
    private long lost;

    /// @param strict whether everything belongs to `organisation`, whatever the file itself says
    /// @param made when a list was made that does not tell
    InventoryShipping(
            String organisation,
            boolean strict,
            String source,
            Instant made,
            Consumer<Problem> problems) {
        this.organisation = organisation;
        this.strict = strict;
        this.source = source;
        this.made = made;
        this.problems = problems;
    }

    @Override
    public void begin(
            Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {
        Key key = key(asset, scope, kind);
        drafts.computeIfAbsent(key, _ -> new Draft(collected == null ? made : collected));
        current = key;
        addresses(asset);
    }

    @Override
    public void machine(Asset asset, long line) {
        addresses(asset);
    }

    private void addresses(Asset asset) {
        String owner = owner(asset);
        for (String address : asset.addresses()) {
            if (names.size() < MAX_NAMES) {
                names.add(new Coverage.Name(owner, address, asset.name(), false, 0));
            }
        }
    }

    private String owner(Asset asset) {
        String told = asset.organisation();
        return strict || told == null ? organisation : told;
    }

    private Key key(Asset asset, String scope, Kind kind) {
        return new Key(owner(asset), asset.name(), scope, kind);
    }

    @Override
    public void component(Component component, Change change, long line) {
        Key key = current;
        if (key == null) {
            throw new IllegalStateException("a component of no machine");
        }
        List<InventoryReport.Entry> entries = Objects.requireNonNull(drafts.get(key)).entries;
        if (held >= MAX_HELD || entries.size() >= InventoryReport.MAX_ENTRIES) {
            lost++;
            incomplete.add(key);
            return;
        }
        held++;
        entries.add(new InventoryReport.Entry(component, change, line));
    }

    @Override
    public void end() {
        current = null;
    }

    @Override
    public void incomplete(Asset asset, Kind kind, String scope, String reason) {
        Key key = key(asset, scope, kind);
        drafts.computeIfAbsent(key, _ -> new Draft(made)); // that it lacks entries is told anyway
        incomplete.add(key);
        problems.accept(
                new Problem(
                        source, asset.name(), "not complete: " + reason, Problem.Severity.NOTE));
    }

    @Override
    public void problem(Problem problem) {
        problems.accept(problem);
    }

    /// Entries that are sent.
    long entries() {
        return held;
    }

    /// Sends everything.
    ///
    /// @return number of lists
    int finish(Feed feed) throws IOException {
        for (Coverage.Name name : names) {
            feed.send(name);
        }
        for (Map.Entry<Key, Draft> e : drafts.entrySet()) {
            Key key = e.getKey();
            Draft draft = e.getValue();
            feed.send(
                    new InventoryReport(
                            key.organisation,
                            key.asset,
                            key.scope,
                            key.kind,
                            ChronoUnit.MICROS.between(Instant.EPOCH, draft.collected),
                            !incomplete.contains(key),
                            source,
                            draft.entries));
        }
        if (lost > 0) {
            problems.accept(
                    new Problem(
                            source,
                            "",
                            lost
                                    + " entries beyond "
                                    + InventoryReport.MAX_ENTRIES
                                    + " of a machine or "
                                    + MAX_HELD
                                    + " of a file were left out; split the file",
                            Problem.Severity.LOST));
        }
        return drafts.size();
    }
}
