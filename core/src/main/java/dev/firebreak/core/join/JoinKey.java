package dev.firebreak.core.join;

import java.util.Objects;

/// What indicator and observation meet on.
///
/// @param kind what sort of thing `value` is; keys of different kinds never meet
/// @param value canonical text, see [Keys]
public record JoinKey(Kind kind, String value) {
    /// The sorts of keys, and whether equality of keys alone decides that pattern and thing meet.
    public enum Kind {
        /// A domain name; observations lie on the name itself and on its parent names.
        DOMAIN(true),
        /// A single address, IPv4 or IPv6.
        ADDRESS(true),
        /// A block of addresses; the pattern may be narrower than the key, so the address itself is compared.
        BLOCK(false),
        /// The host of a URL; the URL itself is compared.
        URL_HOST(false),
        EMAIL(true),
        HASH(true),
        FILENAME(true),
        /// A product's name; the component itself is judged by the [Matcher] of the runner.
        PRODUCT(false);

        private final boolean decides;

        Kind(boolean decides) {
            this.decides = decides;
        }

        /// Whether an equal key is all there is to compare. If not, the observed values are kept apart in the state.
        public boolean decides() {
            return decides;
        }
    }

    public JoinKey {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(value);
    }
}
