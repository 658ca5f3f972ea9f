package dev.firebreak.gate.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.Extra;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackageSignaturesTest {
    private static final int PAGE = 4096;
    private static final int CODE = 10_000;

    @Test
    void anAdHocAppleSignatureFitsUntilAPageChanges() throws Exception {
        byte[] program = machO(new byte[0]);
        SignatureFacts whole = AppleSignature.read(Content.of(program)).signatures().getFirst();
        assertThat(whole.state()).isEqualTo(State.PARTIAL);
        assertThat(whole.note()).contains("ad hoc");
        assertThat(AppleSignature.read(Content.of(program)).identifier()).isEqualTo("fixture");
        byte[] altered = program.clone();
        altered[5000] ^= 1;
        SignatureFacts broken = AppleSignature.read(Content.of(altered)).signatures().getFirst();
        assertThat(broken.state()).isEqualTo(State.BROKEN);
        assertThat(broken.note()).contains("page 1");
    }

    @Test
    void bytesBehindAnAppleSignatureAreAccountedFor() throws Exception {
        byte[] noise = new byte[600];
        new Random(7).nextBytes(noise);
        SignatureFacts s = AppleSignature.read(Content.of(machO(noise))).signatures().getFirst();
        assertThat(s.extra()).extracting(Extra::kind).containsExactly("apple-slack");
        assertThat(
                        AppleSignature.read(Content.of(machO(new byte[600])))
                                .signatures()
                                .getFirst()
                                .extra())
                .isEmpty();
    }

    /// An alternate code directory that is cut off hides neither the signature nor what the first one says.
    @Test
    void aMalformedAlternateDirectoryIsTold() throws Exception {
        byte[] program = machO(new byte[0]);
        byte[] first = Arrays.copyOfRange(program, CODE + 20, program.length);
        byte[] near = first.clone(); // three special slots, and the hashes too near to the start
        ByteBuffer.wrap(near).putInt(16, 90).putInt(24, 3);
        for (byte[] second :
                List.of(
                        ByteBuffer.allocate(8).putInt(0xfade0c02).putInt(8).array(),
                        ByteBuffer.allocate(8).putInt(0xfade0b01).putInt(8).array(),
                        near)) {
            ByteBuffer area = ByteBuffer.allocate(28 + first.length + second.length);
            area.putInt(0xfade0cc0).putInt(area.capacity()).putInt(2);
            area.putInt(0).putInt(28).putInt(0x1000).putInt(28 + first.length);
            area.put(first).put(second);
            byte[] whole = join(Arrays.copyOf(program, CODE), area.array());
            ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(44, area.capacity());
            AppleSignature.Read read = AppleSignature.read(Content.of(whole));
            assertThat(read.identifier()).isEqualTo("fixture");
            assertThat(read.signatures()).hasSize(1);
            // The first page holds the signature's size, so its digest no longer fits either.
            assertThat(read.signatures().getFirst().state()).isEqualTo(SignatureFacts.State.BROKEN);
        }
    }

    @Test
    void damagedAppleSignaturesNeverBreakTheReader() throws Exception {
        long seed = Long.getLong("firebreak.seed", 20_261_127);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] program = machO(new byte[100]);
        for (int round = 0; round < 400; round++) {
            byte[] damaged = program.clone();
            for (int i = 0; i < 4; i++) {
                int at = random.nextBoolean() ? random.nextInt(48) : CODE + random.nextInt(300);
                damaged[Math.min(at, damaged.length - 1)] = (byte) random.nextInt(256);
            }
            byte[] input = Arrays.copyOf(damaged, 40 + random.nextInt(damaged.length - 40));
            try {
                assertThat(AppleSignature.read(Content.of(input))).isNotNull();
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null"); // cut off: said, not crashed
            }
        }
    }

    @Test
    void theDigestsOfAnRpmAreRecomputed() throws IOException {
        byte[] rpm = fixture("app.rpm");
        RpmSignature.Read whole = RpmSignature.read(Content.of(rpm));
        assertThat(whole.signatures()).isEmpty();
        assertThat(whole.agreed()).contains("payload SHA-256", "header SHA-256");
        byte[] altered = rpm.clone();
        altered[altered.length - 20] ^= 1;
        RpmSignature.Read broken = RpmSignature.read(Content.of(altered));
        assertThat(broken.signatures().getFirst().state()).isEqualTo(State.BROKEN);
        assertThat(broken.signatures().getFirst().note()).contains("payload SHA-256");
    }

    @Test
    void anExtensionsSignatureIsVerifiedWithItsKey() throws Exception {
        byte[] zip = "PK and so on".getBytes(StandardCharsets.US_ASCII);
        byte[] crx = crx(zip);
        SignatureFacts whole = CrxSignature.read(Content.of(crx)).getFirst();
        assertThat(whole.state()).isEqualTo(State.INTACT);
        assertThat(whole.key()).hasSize(64);
        byte[] altered = crx.clone();
        altered[altered.length - 1] ^= 1;
        assertThat(CrxSignature.read(Content.of(altered)).getFirst().state())
                .isEqualTo(State.BROKEN);
    }

    @Test
    void anOrdinaryDebianPackageCarriesNoSignature() throws IOException {
        byte[] deb =
                ("!<arch>\ndebian-binary   0           0     0     100644  4         `\n2.0\n")
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(DebSignature.read(Content.of(deb))).isEmpty();
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in =
                PackageSignaturesTest.class.getResourceAsStream("/fixtures/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    private static byte[] crx(byte[] zip) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        byte[] signed = field(1, new byte[16]);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.getPrivate());
        signer.update("CRX3 SignedData\0".getBytes(StandardCharsets.US_ASCII));
        signer.update(little(signed.length));
        signer.update(signed);
        signer.update(zip);
        byte[] proof = join(field(1, pair.getPublic().getEncoded()), field(2, signer.sign()));
        byte[] header = join(field(2, proof), field(10_000, signed));
        return join(
                "Cr24".getBytes(StandardCharsets.US_ASCII),
                little(3),
                little(header.length),
                header,
                zip);
    }

    private static byte[] field(int number, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, number << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 127) {
            out.write(rest & 127 | 128);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] p : List.of(parts)) {
            out.writeBytes(p);
        }
        return out.toByteArray();
    }

    /// A program of 10,000 bytes with an ad hoc signature, as the linker writes it, and bytes behind that.
    private static byte[] machO(byte[] behind) throws GeneralSecurityException {
        int slots = (CODE + PAGE - 1) / PAGE;
        byte[] name = "fixture\0".getBytes(StandardCharsets.US_ASCII);
        int hashes = 44 + name.length;
        int length = hashes + slots * 32;
        int total = 20 + length;
        ByteBuffer program =
                ByteBuffer.allocate(CODE + total + behind.length).order(ByteOrder.LITTLE_ENDIAN);
        program.putInt(0xfeedfacf).putInt(0x0100000c).putInt(0).putInt(2).putInt(1).putInt(16);
        program.putInt(0).putInt(0);
        program.putInt(0x1d).putInt(16).putInt(CODE).putInt(total + behind.length);
        for (int i = program.position(); i < CODE; i++) {
            program.put(i, (byte) (i * 7));
        }
        ByteBuffer s = program.duplicate().order(ByteOrder.BIG_ENDIAN).position(CODE);
        s.putInt(0xfade0cc0).putInt(total).putInt(1).putInt(0).putInt(20);
        s.putInt(0xfade0c02).putInt(length).putInt(0x20001).putInt(2).putInt(hashes).putInt(44);
        s.putInt(0).putInt(slots).putInt(CODE);
        s.put((byte) 32).put((byte) 2).put((byte) 0).put((byte) 12).putInt(0).put(name);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < slots; i++) {
            sha.update(program.array(), i * PAGE, Math.min(PAGE, CODE - i * PAGE));
            s.put(sha.digest());
        }
        s.put(behind);
        return program.array();
    }
}
