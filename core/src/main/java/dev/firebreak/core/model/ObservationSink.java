package dev.firebreak.core.model;

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
}
