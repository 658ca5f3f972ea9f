package dev.firebreak.gate.judge;

import java.util.Locale;

/// How much a finding weighs: [#CRITICAL] denies, [#HIGH] holds, two [#MEDIUM] of different families on one file hold,
/// the rest is told.
public enum Severity {
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
