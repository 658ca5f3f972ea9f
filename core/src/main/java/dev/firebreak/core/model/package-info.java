/// The words of Firebreak: what a warning says, what an estate reports, and where they meet.
///
/// Warning side: [Advisory] holds [ProductStatement]s and [Indicator]s, each with the [Span] of text it came from.
/// Estate side: [InventoryReport] holds [Component]s of one asset, an [ObservationSink] receives what logs say.
/// Nothing here does I/O.
@NullMarked
package dev.firebreak.core.model;

import org.jspecify.annotations.NullMarked;
