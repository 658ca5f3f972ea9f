package dev.firebreak.app.cli;

/// What the commands return to the shell; docs/reference/commands.md lists them.
public final class ExitCodes {
    /// Nothing found and everything known.
    public static final int NOTHING_FOUND = 0;

    /// Something found.
    public static final int FOUND = 1;

    /// Wrong usage or unreadable input.
    public static final int USAGE = 2;

    /// Nothing found, but something is unknown.
    public static final int UNKNOWN = 3;

    private ExitCodes() {}
}
