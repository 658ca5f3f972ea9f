package dev.firebreak.core.join;

import dev.firebreak.core.model.ObservableType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// On which keys things lie. An indicator and an observed thing that belong together always share at least one key; a
/// pattern that spans several keys meets one observation on exactly one of them.
public final class Keys {
    /// Most parent names a domain is put on, itself not counted; names with more labels are put on their last ones.
    public static final int MAX_PARENTS = 8;

    private static final int[] BLOCKS_V4 = {24, 16};
    private static final int[] BLOCKS_V6 = {64, 48, 32};

    /// The widest blocks that can be asked for; wider ones name a continent, not an attacker.
    static final int WIDEST_V4 = 8;

    static final int WIDEST_V6 = 24;

    private Keys() {}

    /// The keys that an observed thing is put on; empty if the text is not what its type says (an address that cannot be
    /// read, a URL without a host).
    ///
    /// A domain lies on its own name and on its parent names of two labels or more; an address on itself and on its blocks
    /// of 24 and 16 bits (IPv6: 64, 48, 32); a URL on its host.
    public static List<JoinKey> ofObservation(ObservableType type, String value) {
        return switch (type) {
            case DOMAIN -> domains(Urls.domain(value));
            case URL -> url(value);
            case IPV4, IPV6 -> address(value);
            case EMAIL, MD5, SHA1, SHA256, FILENAME -> exact(type, value);
        };
    }

    /// The keys that an indicator is put on, with the same pattern on each; empty if the value is not what its type says, or
    /// is a block wider than /8 (IPv6: /24).
    public static List<JoinKey> ofIndicator(ObservableType type, String value) {
        return switch (type) {
            case DOMAIN -> List.of(new JoinKey(JoinKey.Kind.DOMAIN, Urls.domain(value)));
            case URL -> url(value);
            case IPV4, IPV6 -> block(value);
            case EMAIL, MD5, SHA1, SHA256, FILENAME -> exact(type, value);
        };
    }

    /// In which of `buckets` parts of a hot key an owner lies; the same in every process and version.
    public static int bucket(Owner owner, int buckets) {
        return (int) Long.remainderUnsigned(mark(owner.organisation(), 1, owner.asset()), buckets);
    }

    /// A number that identifies a place in a source, and `part` if one place gives several observations.
    public static long mark(String source, long offset, String part) {
        long h = mix(0x9e3779b97f4a7c15L, source);
        h = stir(h ^ offset);
        return mix(h, part);
    }

    private static long mix(long seed, String text) {
        long h = seed;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 255)) * 0x100000001b3L;
        }
        return stir(h ^ text.length());
    }

    /// The finaliser of MurmurHash3: every bit of the input reaches every bit of the output.
    private static long stir(long x) {
        long h = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    private static List<JoinKey> domains(String name) {
        if (name.isEmpty()) {
            return List.of();
        }
        List<JoinKey> keys = new ArrayList<>();
        int lastDot = name.lastIndexOf('.');
        for (int dot = name.lastIndexOf('.', lastDot - 1);
                lastDot > 0 && dot >= 0 && keys.size() < MAX_PARENTS;
                dot = name.lastIndexOf('.', dot - 1)) {
            keys.add(new JoinKey(JoinKey.Kind.DOMAIN, name.substring(dot + 1)));
            if (dot == 0) {
                break;
            }
        }
        keys.add(new JoinKey(JoinKey.Kind.DOMAIN, name));
        return keys;
    }

    private static List<JoinKey> url(String value) {
        Urls.Parts parts = Urls.split(value);
        return parts == null
                ? List.of()
                : List.of(new JoinKey(JoinKey.Kind.URL_HOST, parts.host()));
    }

    private static List<JoinKey> address(String value) {
        byte[] address = Addresses.parse(value.strip());
        if (address == null) {
            return List.of();
        }
        List<JoinKey> keys = new ArrayList<>();
        keys.add(new JoinKey(JoinKey.Kind.ADDRESS, Addresses.text(address)));
        for (int bits : address.length == 4 ? BLOCKS_V4 : BLOCKS_V6) {
            keys.add(blockKey(address, bits));
        }
        return keys;
    }

    private static List<JoinKey> block(String value) {
        Addresses.Block block = Addresses.Block.parse(value.strip());
        if (block == null) {
            return List.of();
        }
        int full = block.address().length * 8;
        if (block.bits() == full) {
            return List.of(new JoinKey(JoinKey.Kind.ADDRESS, Addresses.text(block.address())));
        }
        if (block.bits() < (full == 32 ? WIDEST_V4 : WIDEST_V6)) {
            return List.of();
        }
        int[] levels = full == 32 ? BLOCKS_V4 : BLOCKS_V6;
        for (int bits : levels) {
            if (block.bits() >= bits) {
                return List.of(blockKey(block.address(), bits));
            }
        }
        int widest = levels[levels.length - 1];
        List<JoinKey> keys = new ArrayList<>();
        byte[] part = block.address().clone();
        for (int i = 0; i < 1 << (widest - block.bits()); i++) {
            keys.add(blockKey(part, widest));
            for (int b = widest / 8 - 1; b >= 0 && ++part[b] == 0; b--) {
                continue; // carry into the next byte
            }
        }
        return keys;
    }

    private static JoinKey blockKey(byte[] address, int bits) {
        return new JoinKey(
                JoinKey.Kind.BLOCK, Addresses.text(Addresses.cut(address, bits)) + "/" + bits);
    }

    private static List<JoinKey> exact(ObservableType type, String value) {
        JoinKey.Kind kind =
                switch (type) {
                    case EMAIL -> JoinKey.Kind.EMAIL;
                    case FILENAME -> JoinKey.Kind.FILENAME;
                    default -> JoinKey.Kind.HASH;
                };
        String text = value.strip().toLowerCase(Locale.ROOT);
        return text.isEmpty() ? List.of() : List.of(new JoinKey(kind, text));
    }
}
