package dev.firebreak.gate.sign;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.Extra;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Code signatures of Apple's systems as they stand in a Mach-O file: the code directory with the digest of every page,
/// its special slots, and the CMS signature over it (Apple, `cs_blobs.h` of XNU; TN3126 "Inside Code Signing: Hashes").
///
/// What Apple's services would be needed for is not checked and said so: whether the certificate is trusted or
/// revoked, and whether the program was notarised.
public final class AppleSignature {
    private static final int MAX_SLICES = 32;
    private static final int MAX_COMMANDS = 10_000;
    private static final int MAX_BLOBS = 64;
    private static final int MAX_AREA = 64 << 20;
    private static final int MAX_SLOTS = 2_000_000;

    private static final long SUPER_BLOB = 0xfade0cc0L;
    private static final long CODE_DIRECTORY = 0xfade0c02L;
    private static final int ENTITLEMENTS = 5;
    private static final int CMS = 0x10000;
    private static final int FIRST_ALTERNATE = 0x1000;
    private static final int MAX_ALTERNATES = 8;

    /// The attribute of a program that names the list of resources its signature covers: SHA-256 in hex.
    public static final String RESOURCES = "apple-resources";

    /// Special slot of the code directory for `CodeResources`.
    private static final int RESOURCE_SLOT = 3;

    private AppleSignature() {}

    /// What the signature says beside who made it.
    ///
    /// @param identifier what the signer calls the program, empty if unsigned
    /// @param team Apple's ten letters for the signer, empty if none
    /// @param entitlements the property list of rights, empty if none
    /// @param resources SHA-256 of the list of resources that it covers, empty if none; of slices that differ all, with
    ///     commas between them, and `none` for one that covers no list
    /// @param unsigned slices without a signature beside signed ones
    public record Read(
            List<SignatureFacts> signatures,
            String identifier,
            String team,
            String entitlements,
            String resources,
            int unsigned) {
        public Read {
            signatures = List.copyOf(signatures);
        }
    }

    /// Reads the signatures of all slices; equal ones are told once.
    ///
    /// @throws IOException if the file is cut off or a count in it is beyond all bounds
    public static Read read(Content file) throws IOException {
        List<SignatureFacts> out = new ArrayList<>();
        List<Map<String, String>> slices = new ArrayList<>();
        long magic = file.u32be(0);
        if (magic != 0xcafebabeL && magic != 0xcafebabfL) {
            slices.add(slice(file, out));
        } else {
            boolean wide = magic == 0xcafebabfL;
            long count = Math.min(MAX_SLICES, file.u32be(4));
            for (int i = 0; i < count; i++) {
                long a = 8 + (long) i * (wide ? 32 : 20);
                long offset = wide ? file.i64be(a + 8) : file.u32be(a + 8);
                long size = wide ? file.i64be(a + 16) : file.u32be(a + 12);
                slices.add(slice(file.slice(offset, size), out));
            }
        }
        int unsigned = out.isEmpty() ? 0 : slices.size() - out.size();
        boolean sealed = slices.stream().anyMatch(words -> words.containsKey(RESOURCES));
        return new Read(
                out.stream().distinct().toList(),
                all(slices, "identifier", ", "),
                all(slices, "team", ", "),
                all(slices, "entitlements", "\n"),
                sealed
                        ? slices.stream()
                                .map(words -> words.getOrDefault(RESOURCES, "none"))
                                .distinct()
                                .collect(Collectors.joining(","))
                        : "",
                unsigned);
    }

    /// What the slices say, each thing once: one of them must not speak for the others.
    private static String all(List<Map<String, String>> slices, String word, String mark) {
        return slices.stream()
                .map(words -> words.getOrDefault(word, ""))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(mark));
    }

    private static Map<String, String> slice(Content c, List<SignatureFacts> out)
            throws IOException {
        Map<String, String> words = new TreeMap<>();
        long magic = c.u32be(0);
        if (magic != 0xcffaedfeL && magic != 0xcefaedfeL) {
            return words; // told where the program is read
        }
        long commands = Math.min(MAX_COMMANDS, c.u32(16));
        long at = magic == 0xcffaedfeL ? 32 : 28;
        for (int i = 0; i < commands && c.holds(at, 8); i++) {
            long size = c.u32(at + 4);
            if (c.u32(at) == 0x1d) {
                out.add(area(c, c.u32(at + 8), c.u32(at + 12), words));
                return words;
            }
            if (size < 8) {
                return words;
            }
            at += size;
        }
        return words;
    }

    private static SignatureFacts area(Content c, long offset, long size, Map<String, String> words)
            throws IOException {
        if (size > MAX_AREA || size < 12 || !c.holds(offset, size)) {
            return facts(State.BROKEN, List.of(), "the signature lies outside of the file");
        }
        Content area = c.slice(offset, size);
        long count = area.u32be(8);
        if (area.u32be(0) != SUPER_BLOB || count > MAX_BLOBS) {
            return facts(State.BROKEN, List.of(), "the signature area holds no signature");
        }
        TreeMap<Integer, byte[]> blobs = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            long start = area.u32be(16 + i * 8L);
            long length = area.u32be(start + 4);
            if (length < 8 || !area.holds(start, length)) {
                return facts(State.BROKEN, List.of(), "a part of the signature is cut off");
            }
            blobs.put((int) area.u32be(12 + i * 8L), area.bytes(start, (int) length));
        }
        List<Extra> extra = slack(area, area.u32be(4));
        byte[] directory = blobs.get(0);
        if (directory == null) {
            return facts(State.BROKEN, extra, "the signature has no code directory");
        }
        Content first = Content.of(directory);
        words.putIfAbsent("identifier", first.ascii(first.u32be(20), 200));
        if (first.u32be(8) >= 0x20200 && first.u32be(48) != 0) {
            words.putIfAbsent("team", first.ascii(first.u32be(48), 40));
        }
        byte[] rights = blobs.get(ENTITLEMENTS);
        if (rights != null) {
            words.putIfAbsent(
                    "entitlements",
                    new String(
                            rights, 8, rights.length - 8, java.nio.charset.StandardCharsets.UTF_8));
        }
        for (Map.Entry<Integer, byte[]> e : blobs.entrySet()) {
            if (directory(e.getKey())) {
                resources(Content.of(e.getValue()), words);
            }
        }
        String wrong = directories(c, blobs);
        if (wrong != null) {
            return facts(State.BROKEN, extra, wrong);
        }
        return signer(blobs, directory, extra);
    }

    /// Checks the code directory and its alternates; returns what is wrong, or null.
    private static @Nullable String directories(Content c, TreeMap<Integer, byte[]> blobs) {
        for (Map.Entry<Integer, byte[]> e : blobs.entrySet()) {
            if (directory(e.getKey())) {
                try {
                    String wrong = directory(c, Content.of(e.getValue()), blobs);
                    if (wrong != null) {
                        return wrong;
                    }
                } catch (IOException cut) {
                    return "a code directory that points outside of itself";
                }
            }
        }
        return null;
    }

    private static boolean directory(int type) {
        return type == 0 || type >= FIRST_ALTERNATE && type < FIRST_ALTERNATE + MAX_ALTERNATES;
    }

    /// Only whole SHA-256 is compared: that is the digest every file has here.
    private static void resources(Content d, Map<String, String> words) {
        try {
            if (d.u32be(0) != CODE_DIRECTORY
                    || d.u8(36) != 32
                    || d.u8(37) != 2
                    || d.u32be(24) < RESOURCE_SLOT) {
                return;
            }
            byte[] digest = d.bytes(d.u32be(16) - (long) RESOURCE_SLOT * 32, 32);
            if (!Arrays.equals(digest, new byte[32])) {
                words.putIfAbsent(RESOURCES, HexFormat.of().formatHex(digest));
            }
        } catch (IOException e) {
            // Cut off: told where the directories are checked.
        }
    }

    private static @Nullable String directory(Content c, Content d, TreeMap<Integer, byte[]> blobs)
            throws IOException {
        if (d.u32be(0) != CODE_DIRECTORY) {
            return "a code directory without its mark";
        }
        int hashSize = d.u8(36);
        String algorithm = algorithm(d.u8(37));
        long hashes = d.u32be(16);
        long special = d.u32be(24);
        long slots = d.u32be(28);
        long limit = d.u32be(8) >= 0x20300 && d.i64be(56) != 0 ? d.i64be(56) : d.u32be(32);
        int shift = d.u8(39);
        if (algorithm == null || slots > MAX_SLOTS || shift > 24 || limit > c.size()) {
            return "a code directory that is beyond the file or of an unknown kind";
        }
        for (int type : new int[] {2, ENTITLEMENTS, 7}) {
            byte[] blob = blobs.get(type);
            if (blob != null && special >= type) {
                byte[] wanted = d.bytes(hashes - (long) type * hashSize, hashSize);
                if (!Arrays.equals(wanted, hash(algorithm, blob, blob.length, hashSize))) {
                    return "part " + type + " of the signature is not what was signed";
                }
            } else if (blob != null) {
                return "part " + type + " of the signature is not covered by it";
            }
        }
        int page = shift == 0 ? (int) Math.min(limit, MAX_AREA) : 1 << shift;
        byte[] buffer = new byte[Math.max(1, page)];
        for (long i = 0; i < slots; i++) {
            long from = i * page;
            int n = (int) Math.min(page, limit - from);
            if (n <= 0 || c.slice(from, n).read(0, buffer) < n) {
                return "the code directory has more pages than the file";
            }
            if (!Arrays.equals(
                    d.bytes(hashes + i * hashSize, hashSize),
                    hash(algorithm, buffer, n, hashSize))) {
                return "page " + i + " (offset " + from + ") is not what was signed";
            }
        }
        return slots * (long) page < limit ? "the code directory does not cover the file" : null;
    }

    private static @Nullable String algorithm(int type) {
        return switch (type) {
            case 1 -> "SHA-1";
            case 2, 3 -> "SHA-256";
            case 4 -> "SHA-384";
            default -> null;
        };
    }

    private static byte[] hash(String algorithm, byte[] bytes, int length, int keep) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(bytes, 0, length);
            return Arrays.copyOf(digest.digest(), keep);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignatureFacts signer(
            TreeMap<Integer, byte[]> blobs, byte[] directory, List<Extra> extra) {
        byte[] cms = blobs.get(CMS);
        if (cms == null || cms.length <= 8) {
            return facts(
                    State.PARTIAL,
                    extra,
                    "ad hoc: all page digests fit, but nobody vouches for them");
        }
        List<SignatureFacts> read =
                dev.firebreak.gate.sign.Cms.detached(
                        "apple", Arrays.copyOfRange(cms, 8, cms.length), directory);
        if (read.isEmpty()) {
            return facts(State.BROKEN, extra, "the signature names no signer");
        }
        SignatureFacts s = read.getFirst();
        return new SignatureFacts(
                s.kind(),
                s.state() == State.INTACT ? State.PARTIAL : s.state(),
                s.subject(),
                s.issuer(),
                s.serial(),
                s.key(),
                s.notBefore(),
                s.notAfter(),
                s.time(),
                extra,
                s.state() == State.INTACT
                        ? "all page digests fit and the signature over them verifies; not checked: trust in its issuer, revocation, notarisation"
                        : s.note());
    }

    /// The area is larger than the signature, filled with zeros.
    private static List<Extra> slack(Content area, long length) throws IOException {
        if (length >= area.size()) {
            return List.of();
        }
        byte[] rest = area.bytes(length, (int) (area.size() - length));
        boolean zero = true;
        for (byte b : rest) {
            zero &= b == 0;
        }
        return zero
                ? List.of()
                : List.of(
                        new Extra(
                                "apple-slack",
                                rest.length,
                                false,
                                Authenticode.entropy(rest),
                                rest.length
                                        + " bytes behind the signature: "
                                        + HexFormat.of()
                                                .formatHex(rest, 0, Math.min(16, rest.length))));
    }

    private static SignatureFacts facts(State state, List<Extra> extra, String note) {
        return new SignatureFacts("apple", state, "", "", "", "", "", "", null, extra, note);
    }
}
