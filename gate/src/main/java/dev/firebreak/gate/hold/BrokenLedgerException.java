package dev.firebreak.gate.hold;

import java.io.IOException;

/// A ledger whose chain does not hold: somebody changed it, so nothing in it counts, neither a waiver nor a verdict nor
/// the time at which a release was first seen.
public final class BrokenLedgerException extends IOException {
    private static final long serialVersionUID = 1;

    private final String fault;

    /// @param fault what is wrong, as [Ledger#verify()] says it
    BrokenLedgerException(String message, String fault) {
        super(message);
        this.fault = fault;
    }

    /// What is wrong, without the file where the fault does not name it itself.
    public String fault() {
        return fault;
    }
}
