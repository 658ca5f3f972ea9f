package dev.firebreak.stream.flow;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.Keys;
import dev.firebreak.core.join.Owner;

/// A join key, and for a hot one the bucket of it, as one text by which an engine routes.
///
/// The owners of a key lie in one place (level 0) until they are too many; from then on new observations go by their owner
/// into one of 64 buckets (level 1), then of 4,096 (level 2). What came before stays where it is, so an owner may have a
/// trace in one bucket of each level; [PartFold] puts the parts of a finding together. Indicators go to the buckets of
/// all levels up to the present one.
///
/// @param bucket 0 to [#buckets] - 1
public record RouteKey(JoinKey key, int level, int bucket) {
    /// The deepest level.
    public static final int MAX_LEVEL = 2;

    /// With more owners than this in one bucket the key goes one level deeper.
    public static final int MAX_OWNERS = 4096;

    private static final JoinKey.Kind[] KINDS = JoinKey.Kind.values();

    /// How many buckets a level has.
    public static int buckets(int level) {
        return switch (level) {
            case 0 -> 1;
            case 1 -> 64;
            case MAX_LEVEL -> 4096;
            default -> throw new IllegalArgumentException("no level " + level);
        };
    }

    /// Where an owner's observations go.
    public static RouteKey of(JoinKey key, int level, Owner owner) {
        return new RouteKey(key, level, level == 0 ? 0 : Keys.bucket(owner, buckets(level)));
    }

    /// The text of a join key without bucket: a letter for its kind, then its value.
    public static String text(JoinKey key) {
        return letter(key.kind()) + key.value();
    }

    /// The text of this key, which [#parse] reads.
    public String text() {
        return text(key) + '\t' + level + '.' + bucket;
    }

    /// Reads what [#text()] wrote.
    ///
    /// @throws IllegalArgumentException if it is no such text
    public static RouteKey parse(String text) {
        int tab = text.lastIndexOf('\t');
        int dot = text.indexOf('.', tab);
        if (tab < 1 || dot < 0) {
            throw new IllegalArgumentException("no route: " + text);
        }
        return new RouteKey(
                parseKey(text.substring(0, tab)),
                Integer.parseInt(text, tab + 1, dot, 10),
                Integer.parseInt(text, dot + 1, text.length(), 10));
    }

    /// Reads the text of a join key.
    ///
    /// @throws IllegalArgumentException if it is no such text
    public static JoinKey parseKey(String text) {
        for (JoinKey.Kind kind : KINDS) {
            if (!text.isEmpty() && letter(kind) == text.charAt(0)) {
                return new JoinKey(kind, text.substring(1));
            }
        }
        throw new IllegalArgumentException("no key: " + text);
    }

    private static char letter(JoinKey.Kind kind) {
        return switch (kind) {
            case DOMAIN -> 'D';
            case ADDRESS -> 'A';
            case BLOCK -> 'B';
            case URL_HOST -> 'U';
            case EMAIL -> 'E';
            case HASH -> 'H';
            case FILENAME -> 'N';
            case PRODUCT -> 'P';
        };
    }
}
