package dev.firebreak.core.model;

import java.util.function.Supplier;

/// Receives what a log says, one observation at a time and without copies.
public interface ObservationSink {
    /// No time was logged, or it cannot be read.
    long NO_TIME = Long.MIN_VALUE;

    /// A machine touched a thing: looked a domain up, connected to an address, fetched a URL, ran a file.
    ///
    /// @param type kind of the thing
    /// @param value the thing as logged (a domain may carry a trailing dot or upper case; hashes may be upper case);
    ///     valid only during the call
    /// @param host the machine as logged, usually its address; empty if the log does not tell; valid only during the call
    /// @param epochMicros time in microseconds since 1970-01-01 UTC, or [#NO_TIME]
    /// @param offset of the line's first byte in the uncompressed source
    void observation(ObservableType type, Slice value, Slice host, long epochMicros, long offset);

    /// An address belongs to a named machine from this time on (Zeek dhcp and known_hosts, Sysmon's computer name).
    void hostName(Slice address, Slice name, long epochMicros);

    void problem(Problem problem);

    /// A log begins; what follows until [#end] comes from it.
    ///
    /// @param source the log as the user named it
    /// @param kind what kind of log it is, a stable word such as `zeek-tsv`
    /// @param line gives the whole line of the observation being delivered, without its line end; asked only during a
    ///     call of [#observation], and the slice is valid only during that call
    default void begin(String source, String kind, Supplier<Slice> line) {}

    /// The log that was begun last is at its end, or given up.
    default void end() {}

    /// A line that names nothing to observe still proves that this host's log was kept at this time.
    ///
    /// @param offset of the line's first byte in the uncompressed source
    default void seen(Slice host, long epochMicros, long offset) {}
}
