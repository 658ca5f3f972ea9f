package dev.firebreak.gate.judge;

import java.util.List;

/// The verdict with its reasons, gravest first.
///
/// @param notes what the reader of the verdict must know about how it came about, in the language of the report
public record Judgement(Verdict verdict, List<Finding> findings, List<Note> notes) {
    /// @param code stable word, such as `no-baseline`
    public record Note(String code, String english, String german) {}

    public Judgement {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }
}
