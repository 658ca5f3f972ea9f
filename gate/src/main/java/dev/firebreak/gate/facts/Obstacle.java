package dev.firebreak.gate.facts;

import java.util.Locale;

/// Something in a release that could not be opened or read to its end.
///
/// @param path where, as in [FileFacts#path()]
/// @param reason in one English sentence
public record Obstacle(String path, Kind kind, String reason) {
    public enum Kind {
        /// The format is known and the content breaks its rules.
        MALFORMED,
        /// A format or a feature of it that cannot be opened here.
        UNSUPPORTED,
        /// Locked with a password.
        ENCRYPTED,
        /// A bound on files, depth, bytes or time was reached.
        LIMIT,
        /// A name or link that leads out of the tree.
        ESCAPE;

        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
