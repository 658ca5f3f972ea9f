/// Readers of logs: DNS, proxy, connection, TLS, file and endpoint logs become observations.
///
/// [Logs] is the way in. A log is read in blocks of whole lines ([LineFeed]); a [BlockParser] for its kind turns the
/// lines into calls of an [dev.firebreak.core.model.ObservationSink] through [Output].
@NullMarked
package dev.firebreak.formats.log;

import org.jspecify.annotations.NullMarked;
