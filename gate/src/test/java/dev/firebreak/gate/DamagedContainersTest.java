package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.unpack.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damages a small valid file of each kind again and again: whatever comes, there is an answer, nothing is written beside
/// the work folder, and the bounds end it. `-Dfirebreak.fuzz.rounds=N` asks for more rounds a kind, `-Dfirebreak.seed=N` for others.
class DamagedContainersTest {
    private static final int ROUNDS = Integer.getInteger("firebreak.fuzz.rounds", 80);
    private static final Limits LIMITS =
            new Limits(2000, 6, 64 << 20, 16 << 20, Duration.ofSeconds(5), 1 << 20);

    @ParameterizedTest
    @Timeout(600)
    @ValueSource(
            strings = {
                "old.msi",
                "app.cab",
                "app.7z",
                "app.rpm",
                "app.dmg",
                "app.pkg",
                "app.squashfs",
                "appxz.squashfs",
                "setup.exe",
                "setup-lzma.exe",
                "signed.exe",
                "network.dll",
                "made.zip",
                "made.nupkg",
                "made.crx",
                "made.tgz",
                "made.deb",
                "made.asar",
                "made.whl",
                "made.macho",
                "made.so"
            })
    void aDamagedFileGivesAnAnswer(String name) throws IOException {
        long seed = Long.getLong("firebreak.seed", 20_261_127);
        System.out.println("seed " + seed + ", " + ROUNDS + " rounds of " + name);
        byte[] whole = name.startsWith("made.") ? made(name) : Releases.fixture(name);
        assertThat(Releases.read(name, whole).obstacles()).as(name + " undamaged").isEmpty();
        Random random = new Random(seed ^ name.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = damaged(whole, random);
            String which = name + ", seed " + seed + ", round " + round;
            try {
                // Reading fails by itself if anything is left beside the release.
                ReleaseFacts facts = Releases.read(name, input, LIMITS);
                assertThat(facts.files()).as(which).isNotEmpty();
                assertThat(Releases.judge(facts, null).verdict()).as(which).isNotNull();
            } catch (RuntimeException | IOException | StackOverflowError e) {
                throw new AssertionError(which, e);
            }
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] out = whole.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at =
                    random.nextBoolean()
                            ? random.nextInt(Math.min(1024, out.length))
                            : random.nextInt(out.length);
            switch (random.nextInt(4)) {
                case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> out[at] = (byte) random.nextInt(256);
                case 2 -> {
                    // Numbers that overflow what trusts them.
                    int[] extreme = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 1};
                    byte[] four =
                            ByteBuffer.allocate(4)
                                    .order(
                                            random.nextBoolean()
                                                    ? ByteOrder.LITTLE_ENDIAN
                                                    : ByteOrder.BIG_ENDIAN)
                                    .putInt(extreme[random.nextInt(extreme.length)])
                                    .array();
                    System.arraycopy(four, 0, out, at, Math.min(4, out.length - at));
                }
                default -> {
                    int from = random.nextInt(out.length);
                    int n = Math.min(random.nextInt(64), out.length - Math.max(at, from));
                    System.arraycopy(out, from, out, at, n);
                }
            }
        }
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(out, random.nextInt(out.length));
            case 1 -> Arrays.copyOf(out, out.length + random.nextInt(5000));
            default -> out;
        };
    }

    private static byte[] made(String name) throws IOException {
        byte[] zip = Releases.zip(Releases.files("a.txt", "some text", "b/c.js", "let x = 1;"));
        return switch (name) {
            case "made.zip", "made.nupkg" -> zip;
            case "made.whl" ->
                    Releases.zip(
                            Releases.files("a.py", "x = 1\n", "a-1.dist-info/RECORD", "a.py,,\n"));
            case "made.crx" -> {
                byte[] header = {
                    'C', 'r', '2', '4', 3, 0, 0, 0, 4, 0, 0, 0, (byte) 0x82, (byte) 0xf1, 4, 0
                };
                yield join(header, zip);
            }
            case "made.tgz" ->
                    Releases.tgz(Releases.files("package/package.json", "{\"name\":\"a\"}"));
            case "made.deb" -> debian();
            case "made.asar" -> asar();
            case "made.macho" -> macho();
            case "made.so" -> Files.readAllBytes(library());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] p : parts) {
            out.writeBytes(p);
        }
        return out.toByteArray();
    }

    private static byte[] debian() throws IOException {
        return join(
                Releases.utf8("!<arch>\n"),
                member("debian-binary", Releases.utf8("2.0\n")),
                member("control.tar.gz", Releases.tgz(Releases.files("./control", "Package: a\n"))),
                member("data.tar.gz", Releases.tgz(Releases.files("./usr/bin/a", "#!/bin/sh\n"))));
    }

    private static byte[] member(String name, byte[] content) {
        String head =
                "%-16s%-12d%-6d%-6d%-8s%-10d`\n".formatted(name, 0, 0, 0, "100644", content.length);
        return join(
                head.getBytes(StandardCharsets.US_ASCII),
                content,
                content.length % 2 == 1 ? new byte[] {'\n'} : new byte[0]);
    }

    private static byte[] asar() {
        byte[] json = Releases.utf8("{\"files\":{\"a.js\":{\"size\":5,\"offset\":\"0\"}}}");
        int padded = (json.length + 3) / 4 * 4;
        ByteBuffer b = ByteBuffer.allocate(16 + padded + 5).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(4).putInt(padded + 8).putInt(padded + 4).putInt(json.length).put(json);
        b.position(16 + padded);
        return b.put(Releases.utf8("x = 1")).array();
    }

    /// Two thin slices in a fat file, each with one empty segment.
    private static byte[] macho() {
        ByteBuffer b = ByteBuffer.allocate(12_288 + 104);
        b.putInt(0xcafebabe).putInt(2);
        b.putInt(0x01000007).putInt(3).putInt(4096).putInt(104).putInt(12);
        b.putInt(0x0100000c).putInt(0).putInt(12_288).putInt(104).putInt(12);
        for (int at : new int[] {4096, 12_288}) {
            ByteBuffer s = b.slice(at, 104).order(ByteOrder.LITTLE_ENDIAN);
            s.putInt(0xfeedfacf).putInt(at == 4096 ? 0x01000007 : 0x0100000c).putInt(3);
            s.putInt(2).putInt(1).putInt(72).putInt(0).putInt(0);
            s.putInt(0x19).putInt(72).put(Releases.utf8("__TEXT"));
        }
        return b.array();
    }

    /// A small library that every Java on this system brings along.
    private static Path library() {
        return Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("jimage"));
    }
}
