package dev.firebreak.gate.attest;

import dev.firebreak.gate.facts.SignatureFacts.State;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is left of one attestation after it was checked.
///
/// @param about what it attests: the predicate's type, or `file` for a signature of the file itself
/// @param names the words of [Leaf#identity]
/// @param key SHA-256 of the signer's key, hex
/// @param time when it was signed, as a log or a timestamp authority vouches
/// @param note what was checked, or what is wrong
record Checked(
        State state,
        String about,
        Map<String, String> names,
        String key,
        String from,
        String until,
        @Nullable Instant time,
        String note) {
    Checked {
        names = java.util.Collections.unmodifiableMap(new TreeMap<>(names));
    }
}
