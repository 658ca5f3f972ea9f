package dev.firebreak.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Receives what an inventory file says, in the order it is read.
///
/// A reader calls [#begin] for an asset, then [#component] for each entry, then [#end]. Files with rows of several
/// assets (a CSV export) may interleave: `begin` for an asset that was begun before continues it.
public interface InventorySink {
    /// How a report relates to what was reported before.
    enum Kind {
        /// The complete software of the asset at this time (within the source's `scope`).
        SNAPSHOT,
        /// Changes only: components added or removed since the last report.
        DIFFERENTIAL
    }

    /// What happened to a component in a differential report; snapshots only say PRESENT.
    enum Change {
        PRESENT,
        REMOVED
    }

    /// @param scope what kind of list this is (`osquery:programs`, `dpkg`, `cyclonedx`), so that a snapshot of one list
    ///     does not end the entries of another
    /// @param collected when the list was made, absent if the source does not tell
    /// @param line 1-based line of the source, or 0 if it has none
    void begin(Asset asset, Kind kind, String scope, @Nullable Instant collected, long line);

    /// @param line 1-based line of the source, or 0 if it has none
    void component(Component component, Change change, long line);

    void end();

    /// Facts about a machine that are no list of its software: its platform, its addresses. A machine of which only this
    /// is known has no inventory.
    ///
    /// @param line 1-based line of the source, or 0 if it has none
    default void machine(Asset asset, long line) {}

    /// A list lacks entries: what is not on it may be installed all the same.
    ///
    /// @param kind SNAPSHOT if the one just reported broke off or has entries that could not be read, DIFFERENTIAL if the
    ///     source tells changes only, which any snapshot of the scope mends
    /// @param reason one plain sentence
    default void incomplete(Asset asset, Kind kind, String scope, String reason) {}

    void problem(Problem problem);
}
