package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that carry packages: everything behind them and in their resources is opened or said.
class PackedProgramsTest {
    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] p : parts) {
            out.writeBytes(p);
        }
        return out.toByteArray();
    }

    private static byte[] noise(int size) {
        byte[] out = new byte[size];
        new Random(1).nextBytes(out);
        return out;
    }

    private static Verdict verdict(String name, byte[] bytes) throws IOException {
        return Releases.judge(Releases.read(name, bytes), null).verdict();
    }

    @Test
    void severalCabinetsBehindAProgramAreAllOpened() throws IOException {
        byte[] cab = Releases.fixture("app.cab");
        ReleaseFacts facts =
                Releases.read("bundle.exe", join(Releases.fixture("plain.dll"), cab, cab));
        assertThat(Releases.paths(facts)).contains("codec.dll", "[archive 2]!/codec.dll");
        assertThat(facts.obstacles()).isEmpty();
        ReleaseFacts more =
                Releases.read(
                        "bundle.exe",
                        join(Releases.fixture("plain.dll"), cab, cab, noise(100_000)));
        assertThat(more.obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.UNSUPPORTED);
    }

    @Test
    void aProgramBehindAProgramIsRead() throws IOException {
        ReleaseFacts facts =
                Releases.read(
                        "two.exe",
                        join(Releases.fixture("plain.dll"), Releases.fixture("network.dll")));
        assertThat(Releases.paths(facts)).contains("[behind the program]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zlb\u001a", "idska32\u001a", "InstallShield", "ISSetupStream"})
    void aKnownPackerThatCannotBeOpenedIsNamedAndHolds(String mark) throws IOException {
        byte[] exe =
                join(
                        Releases.fixture("plain.dll"),
                        mark.getBytes(StandardCharsets.ISO_8859_1),
                        noise(5000));
        ReleaseFacts facts = Releases.read("setup.exe", exe);
        assertThat(facts.obstacles()).hasSize(1);
        assertThat(facts.obstacles().getFirst().reason()).startsWith("Made with In");
        assertThat(verdict("setup.exe", exe)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void unknownBytesBehindASmallerOrLargerProgramHold() throws IOException {
        assertThat(verdict("setup.exe", join(Releases.fixture("plain.dll"), noise(70_000))))
                .isEqualTo(Verdict.HOLD);
        byte[] script = join(Releases.utf8("#!/bin/sh\ntail -n +3 \"$0\" | x\n"), noise(70_000));
        assertThat(verdict("install.run", script)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void anArchiveBehindAScriptIsOpened() throws IOException {
        byte[] run =
                join(
                        Releases.utf8(
                                "#!/bin/sh\n# installer\n" + "true\n".repeat(900) + "exit 0\n"),
                        Releases.tgz(
                                Releases.files("lib/x.sh", "#!/bin/sh\ntrue\n", "b", noise(9000))));
        ReleaseFacts facts = Releases.read("install.run", run);
        assertThat(facts.obstacles()).isEmpty();
        assertThat(Releases.paths(facts)).contains("[script]", "lib/x.sh");
    }

    @Test
    void anEncodedArchiveBehindAScriptIsOpenedAndOtherLongTextHolds() throws IOException {
        byte[] archive =
                Releases.tgz(Releases.files("lib/x.sh", "#!/bin/sh\ntrue\n", "b", noise(9000)));
        byte[] head = Releases.utf8("#!/bin/sh\n" + "true\n".repeat(900) + "exit 0\n");
        java.util.Base64.Encoder lines = java.util.Base64.getMimeEncoder(76, new byte[] {10});
        ReleaseFacts facts = Releases.read("install.run", join(head, lines.encode(archive)));
        assertThat(facts.obstacles()).isEmpty();
        assertThat(Releases.paths(facts)).contains("[archive]!/lib/x.sh");
        assertThat(verdict("install.run", join(head, lines.encode(noise(9000)))))
                .isEqualTo(Verdict.HOLD);
        assertThat(
                        verdict(
                                "install.run",
                                Releases.utf8("#!/bin/sh\n" + "echo hello\n".repeat(2000))))
                .isEqualTo(Verdict.RELEASE);
    }

    /// A program whose resources hold a cabinet, as self-extractors of Windows itself are made: one named leaf, by hand.
    @Test
    void aCabinetInAResourceIsOpened() throws IOException {
        byte[] cab = Releases.fixture("app.cab");
        byte[] exe = withResource(Releases.fixture("plain.dll"), cab);
        ReleaseFacts facts = Releases.read("setup.exe", exe);
        assertThat(facts.obstacles()).isEmpty();
        assertThat(facts.files()).extracting(FileFacts::path).contains("[resource 1]!/codec.dll");
    }

    private static byte[] withResource(byte[] pe, byte[] data) {
        ByteBuffer b = ByteBuffer.wrap(pe).order(ByteOrder.LITTLE_ENDIAN);
        int header = b.getInt(0x3c);
        int count = b.getShort(header + 6);
        int optional = b.getShort(header + 20);
        int table = header + 24 + optional;
        int address = 0;
        int end = 0;
        for (int i = 0; i < count; i++) {
            int s = table + i * 40;
            address =
                    Math.max(
                            address,
                            b.getInt(s + 12) + Math.max(b.getInt(s + 8), b.getInt(s + 16)));
            end = Math.max(end, b.getInt(s + 20) + b.getInt(s + 16));
        }
        address = (address + 0xfff) & ~0xfff;
        int size = (88 + data.length + 511) & ~511;
        byte[] out = Arrays.copyOf(Arrays.copyOf(pe, end), end + size);
        ByteBuffer o = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
        int s = table + count * 40;
        o.position(s);
        o.put(".rsrc\0\0\0".getBytes(StandardCharsets.US_ASCII))
                .putInt(size)
                .putInt(address)
                .putInt(size)
                .putInt(end)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(0x40000040);
        o.putShort(header + 6, (short) (count + 1));
        int directories = header + 24 + (o.getShort(header + 24) == 0x20b ? 112 : 96);
        o.putInt(directories + 16, address).putInt(directories + 20, size);
        int[] levels = {10, 1, 1033};
        for (int i = 0; i < 3; i++) {
            int at = end + i * 24;
            o.putShort(at + 14, (short) 1);
            o.putInt(at + 16, levels[i]);
            o.putInt(at + 20, i < 2 ? 0x80000000 | (i + 1) * 24 : 72);
        }
        o.putInt(end + 72, address + 88).putInt(end + 76, data.length);
        System.arraycopy(data, 0, out, end + 88, data.length);
        return out;
    }

    @Test
    void codeThatNothingReadsHoldsAndIsToldIfItWasThereBefore() throws IOException {
        byte[] dex = join(Releases.utf8("dex\n035\0"), noise(500));
        byte[] apk = Releases.zip(Releases.files("classes.dex", dex, "a.txt", "x"));
        assertThat(verdict("app.apk", apk)).isEqualTo(Verdict.HOLD);
        assertThat(
                        Releases.judge(
                                        "app.apk",
                                        Releases.zip(
                                                Releases.files("classes.dex", dex, "a.txt", "y")),
                                        apk)
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aUdfFileSystemBesideIso9660IsSaid() throws IOException {
        byte[] image = new byte[40 * 2048];
        image[16 * 2048] = 1;
        for (int i = 16; i < 20; i++) {
            String mark = i == 16 ? "CD001" : i == 17 ? "BEA01" : i == 18 ? "NSR02" : "TEA01";
            System.arraycopy(Releases.utf8(mark), 0, image, i * 2048 + 1, 5);
        }
        assertThat(Releases.read("disk.iso", image).obstacles())
                .anyMatch(o -> o.reason().contains("UDF"));
        assertThat(verdict("disk.iso", image)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aShortcutIsNoRelease() throws IOException {
        byte[] link = new byte[200];
        System.arraycopy(new byte[] {0x4c, 0, 0, 0, 1, 0x14, 2, 0}, 0, link, 0, 8);
        assertThat(verdict("setup.lnk", link)).isEqualTo(Verdict.HOLD);
    }
}
