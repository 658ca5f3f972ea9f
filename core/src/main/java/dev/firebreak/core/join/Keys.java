package dev.firebreak.core.join;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.net.Cidr;
import dev.firebreak.core.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// On which keys things lie. An indicator and an observed thing that belong together always share at least one key; a
/// pattern that spans several keys meets one observation on exactly one of them.
public final class Keys {
    /// Most parent names a domain is put on, itself not counted; names with more labels are put on their last ones.
    public static final int MAX_PARENTS = 8;

    /// Lengths of IPv4 in the 128-bit form of [Cidr] are this much larger.
    static final int V4_OFFSET = 96;

    private static final int[] BLOCKS_V4 = {V4_OFFSET + 24, V4_OFFSET + 16};
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
        Optional<IpAddress> read = IpAddress.parse(value);
        if (read.isEmpty()) {
            return List.of();
        }
        IpAddress address = read.get();
        List<JoinKey> keys = new ArrayList<>();
        keys.add(new JoinKey(JoinKey.Kind.ADDRESS, address.toString()));
        for (int bits : address.isV4() ? BLOCKS_V4 : BLOCKS_V6) {
            keys.add(blockKey(address, bits));
        }
        return keys;
    }

    private static List<JoinKey> block(String value) {
        Optional<Cidr> read = Cidr.parse(value);
        if (read.isEmpty()) {
            return List.of();
        }
        Cidr block = read.get();
        if (block.isSingle()) {
            return List.of(new JoinKey(JoinKey.Kind.ADDRESS, block.toString()));
        }
        boolean v4 = block.first().isV4() && block.length() >= V4_OFFSET;
        if (block.length() < (v4 ? V4_OFFSET + WIDEST_V4 : WIDEST_V6)) {
            return List.of();
        }
        int[] levels = v4 ? BLOCKS_V4 : BLOCKS_V6;
        for (int bits : levels) {
            if (block.length() >= bits) {
                return List.of(blockKey(block.first(), bits));
            }
        }
        int widest = levels[levels.length - 1];
        List<JoinKey> keys = new ArrayList<>();
        for (long i = 0; i < 1L << (widest - block.length()); i++) {
            keys.add(blockKey(part(block.first(), i, widest), widest));
        }
        return keys;
    }

    /// The i-th block of a length, counted from the one that begins at an address.
    private static IpAddress part(IpAddress first, long i, int length) {
        return length <= 64
                ? new IpAddress(first.high() + (i << (64 - length)), first.low())
                : new IpAddress(first.high(), first.low() + (i << (128 - length)));
    }

    /// @param bits in the 128-bit form
    private static JoinKey blockKey(IpAddress address, int bits) {
        return new JoinKey(JoinKey.Kind.BLOCK, new Cidr(address, bits).toString());
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
