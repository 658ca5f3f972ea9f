package dev.firebreak.stream.record;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.List;

/// What one list says of one machine's software.
///
/// @param asset the machine as the report names it
/// @param scope what kind of list it is, see [InventorySink#begin]
/// @param kind whether what is not on it is gone
/// @param micros when the list was made, microseconds since 1970
/// @param complete false if the list is known to lack entries: what is not on it may still be there
/// @param source the list's name, for people
public record InventoryReport(
        String organisation,
        String asset,
        String scope,
        InventorySink.Kind kind,
        long micros,
        boolean complete,
        String source,
        List<Entry> entries) {
    /// Most entries of one list; a list that is longer is refused where it is read.
    public static final int MAX_ENTRIES = 50_000;

    private static final char KIND = 'R';
    private static final int VERSION = 1;

    /// @param line 1-based line in the list, 0 if it has none
    public record Entry(Component component, InventorySink.Change change, long line) {}

    public InventoryReport {
        entries = List.copyOf(entries);
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    entries.size() + " entries, at most " + MAX_ENTRIES + " are allowed");
        }
    }

    /// Organisation and machine: reports of one machine stay in order.
    public String key() {
        return organisation + "\0" + asset;
    }

    public byte[] encode() {
        Out out = Head.write(KIND, VERSION);
        out.text(organisation).text(asset).text(scope);
        out.varint(kind.ordinal()).signed(micros).bool(complete).text(source);
        out.varint(entries.size());
        for (Entry e : entries) {
            Components.write(out, e.component);
            out.varint(e.change.ordinal()).varint(e.line);
        }
        return out.bytes();
    }

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    public static InventoryReport decode(byte[] bytes) {
        In in = new In(bytes);
        Head.read(in, KIND, VERSION);
        String organisation = in.text();
        String asset = in.text();
        String scope = in.text();
        InventorySink.Kind kind = in.one(InventorySink.Kind.values());
        long micros = in.signed();
        boolean complete = in.bool();
        String source = in.text();
        int n = in.count(MAX_ENTRIES);
        List<Entry> entries = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Component component = Components.read(in);
            entries.add(new Entry(component, in.one(InventorySink.Change.values()), in.varint()));
        }
        in.end();
        return new InventoryReport(
                organisation, asset, scope, kind, micros, complete, source, entries);
    }
}
