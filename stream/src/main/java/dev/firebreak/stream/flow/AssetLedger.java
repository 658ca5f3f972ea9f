package dev.firebreak.stream.flow;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.stream.record.Components;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known of one machine's software, by kind of list: turns complete lists into what came and what went.
///
/// A component is gone when no kind of list names it any more. A list that comes late (an older one after a newer one)
/// changes the past only: what it names beyond the newer one was there and is gone.
public final class AssetLedger {
    /// Most kinds of lists of one machine.
    public static final int MAX_SCOPES = 256;

    /// 2: which lists lack entries. 3: which were lost.
    private static final int VERSION = 3;

    /// Among the kinds of lists that were lost: one that no later list mends.
    private static final String FOR_GOOD = "\0";

    private static final long NEVER = Long.MIN_VALUE;

    private final Map<String, Scope> scopes;

    /// Kinds of which a list may have been lost. A whole one of the kind mends it.
    private final Set<String> lost;

    /// @param micros of its newest report
    /// @param snapshot of its newest list that is no list of changes, [#NEVER] if there was none
    /// @param lack absent if nothing is known to be missing
    private record Scope(long micros, Set<String> present, long snapshot, @Nullable Lack lack) {
        /// After one more report. The same rules as those of the memory: a complete newer list mends; one of the same time
        /// may be the other half of a whole, and mends only what came from the same source.
        Scope after(InventoryReport report, Set<String> now) {
            boolean list = report.kind() == InventorySink.Kind.SNAPSHOT;
            boolean matters = list ? snapshot <= report.micros() : snapshot == NEVER;
            Lack after = lack;
            if (!report.complete() && matters && (lack == null || lack.isBefore(report))) {
                after = new Lack(list ? report.micros() : Lack.CHANGES_ONLY, report.source());
            } else if (report.complete() && list && lack != null && lack.isMendedBy(report)) {
                after = null;
            }
            return new Scope(
                    Math.max(micros, report.micros()),
                    now,
                    list ? Math.max(snapshot, report.micros()) : snapshot,
                    after);
        }
    }

    /// A list lacks entries, so that what it does not name may be there all the same.
    ///
    /// @param micros when it was made, [#CHANGES_ONLY] if only changes were ever told
    private record Lack(long micros, String source) {
        static final long CHANGES_ONLY = NEVER;

        boolean isBefore(InventoryReport report) {
            return report.kind() == InventorySink.Kind.SNAPSHOT && micros <= report.micros();
        }

        boolean isMendedBy(InventoryReport report) {
            return micros < report.micros()
                    || micros == report.micros() && source.equals(report.source());
        }
    }

    /// A component came or went.
    ///
    /// @param id of the component by its content
    /// @param micros when that was reported
    public record Change(
            String id,
            Component component,
            byte[] encoded,
            boolean removal,
            long micros,
            long line) {}

    private AssetLedger(Map<String, Scope> scopes, Set<String> lost) {
        this.scopes = scopes;
        this.lost = lost;
    }

    /// When the newest list was made, in microseconds since 1970; [Long#MIN_VALUE] if there is none.
    public long latest() {
        return scopes.values().stream().mapToLong(Scope::micros).max().orElse(Long.MIN_VALUE);
    }

    /// Whether nothing is known to be missing in any kind of list.
    public boolean isComplete() {
        return lost.isEmpty() && scopes.values().stream().allMatch(s -> s.lack == null);
    }

    /// A list could not be read, of whatever kind it was: until each kind that is known came whole again, nobody knows what the
    /// machine has.
    public void lost() {
        lost.addAll(scopes.isEmpty() ? Set.of("") : scopes.keySet());
    }

    /// A list of one more kind had no room: it never has.
    public void refused() {
        lost.add(FOR_GOOD);
    }

    public static AssetLedger empty() {
        return new AssetLedger(new LinkedHashMap<>(), new TreeSet<>());
    }

    /// Whether a list of one more kind has room.
    public boolean hasRoomFor(String scope) {
        return scopes.containsKey(scope) || scopes.size() < MAX_SCOPES;
    }

    /// Takes a report in.
    ///
    /// @return what came and went, in the order of the report, what went without being named last; of those only the id is
    ///     known, which then stands for the name
    public List<Change> apply(InventoryReport report) {
        Scope known = scopes.getOrDefault(report.scope(), new Scope(NEVER, Set.of(), NEVER, null));
        if (report.complete()
                && report.kind() == InventorySink.Kind.SNAPSHOT
                && report.micros() >= known.micros) {
            lost.remove(report.scope());
            lost.remove(""); // of a kind that nobody knew
        }
        if (report.micros() < known.micros) {
            scopes.put(report.scope(), known.after(report, known.present));
            return late(report, known);
        }
        List<Change> changes = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        Set<String> present = new HashSet<>(known.present);
        for (InventoryReport.Entry e : report.entries()) {
            byte[] encoded = Components.encode(e.component());
            String id = Components.id(encoded);
            boolean was = present.contains(id) || isPresent(id);
            named.add(id);
            switch (e.change()) {
                case PRESENT -> {
                    present.add(id);
                    if (!was) {
                        changes.add(change(e, id, encoded, false, report.micros()));
                    }
                }
                case REMOVED -> {
                    present.remove(id);
                    if (was && !elsewhere(report.scope(), id)) {
                        changes.add(change(e, id, encoded, true, report.micros()));
                    }
                }
            }
        }
        if (report.kind() == InventorySink.Kind.SNAPSHOT && report.complete()) {
            for (String id : List.copyOf(present)) {
                if (!named.contains(id)) {
                    present.remove(id);
                    if (!elsewhere(report.scope(), id)) {
                        changes.add(gone(id, report.micros()));
                    }
                }
            }
        }
        scopes.put(report.scope(), known.after(report, present));
        return changes;
    }

    private List<Change> late(InventoryReport report, Scope known) {
        List<Change> changes = new ArrayList<>();
        for (InventoryReport.Entry e : report.entries()) {
            byte[] encoded = Components.encode(e.component());
            String id = Components.id(encoded);
            if (e.change() == InventorySink.Change.PRESENT && !isPresent(id)) {
                changes.add(change(e, id, encoded, false, report.micros()));
                changes.add(change(e, id, encoded, true, known.micros));
            }
        }
        return changes;
    }

    private boolean isPresent(String id) {
        return scopes.values().stream().anyMatch(s -> s.present.contains(id));
    }

    private boolean elsewhere(String scope, String id) {
        return scopes.entrySet().stream()
                .anyMatch(s -> !s.getKey().equals(scope) && s.getValue().present.contains(id));
    }

    private static Change change(
            InventoryReport.Entry e, String id, byte[] encoded, boolean removal, long micros) {
        return new Change(id, e.component(), encoded, removal, micros, e.line());
    }

    private static Change gone(String id, long micros) {
        Component nameless =
                new Component(
                        id,
                        null,
                        null,
                        dev.firebreak.core.model.VersionScheme.GENERIC,
                        dev.firebreak.core.model.Platform.UNKNOWN,
                        List.of());
        return new Change(id, nameless, new byte[0], true, micros, 0);
    }

    public byte[] encode() {
        Out out = new Out(1024).u8(VERSION).varint(scopes.size());
        scopes.forEach(
                (name, scope) -> {
                    out.text(name).signed(scope.micros).varint(scope.present.size());
                    for (String id : scope.present) {
                        byte[] b = java.util.HexFormat.of().parseHex(id);
                        out.raw(b, 0, b.length);
                    }
                    out.signed(scope.snapshot).bool(scope.lack != null);
                    if (scope.lack != null) {
                        out.signed(scope.lack.micros).text(scope.lack.source);
                    }
                });
        out.varint(lost.size());
        lost.forEach(out::text);
        return out.bytes();
    }

    public static AssetLedger decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version < 1 || version > VERSION) {
            throw in.malformed("a machine's lists of another version");
        }
        int n = in.count(MAX_SCOPES);
        Map<String, Scope> scopes = new LinkedHashMap<>();
        for (int i = 0; i < n; i++) {
            String name = in.text();
            long micros = in.signed();
            int m = in.count(InventoryReport.MAX_ENTRIES * MAX_SCOPES);
            Set<String> present = HashSet.newHashSet(m);
            byte[] id = new byte[16];
            for (int k = 0; k < m; k++) {
                for (int b = 0; b < id.length; b++) {
                    id[b] = (byte) in.u8();
                }
                present.add(java.util.HexFormat.of().formatHex(id));
            }
            boolean told = version > 1;
            scopes.put(
                    name,
                    new Scope(
                            micros,
                            present,
                            told ? in.signed() : micros,
                            told && in.bool() ? new Lack(in.signed(), in.text()) : null));
        }
        Set<String> lost = new TreeSet<>();
        for (int i = version > 2 ? in.count(MAX_SCOPES + 2) : 0; i > 0; i--) {
            lost.add(in.text());
        }
        return new AssetLedger(scopes, lost);
    }
}
