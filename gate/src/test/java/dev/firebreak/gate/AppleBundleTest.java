package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Verdict;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppleBundleTest {
    private static final String ROOT = "Tool.app/Contents/";

    private static String entry(String name, String content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Releases.utf8(content));
        return "<key>"
                + name
                + "</key><dict><key>hash2</key><data>\n\t"
                + Base64.getEncoder().encodeToString(hash)
                + "\n\t</data></dict>";
    }

    private static Map<String, byte[]> bundle() throws Exception {
        String list =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                        + "<plist version=\"1.0\"><dict><key>files</key><dict><key>Resources/a.txt</key><data>AAAA</data></dict><key>files2</key><dict>"
                        + entry("Resources/a.txt", "first")
                        + entry("Resources/b.txt", "second")
                        + "<key>Resources/de.lproj/c.strings</key><dict><key>hash2</key><data>AAAA</data><key>optional</key><true/></dict>"
                        + "<key>Frameworks/Part.framework</key><dict><key>cdhash</key><data>AAAA</data><key>requirement</key><string>x</string></dict>"
                        + "</dict><key>rules2</key><dict><key>^.*</key><true/></dict></dict></plist>";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ROOT + "Info.plist", Releases.utf8("<plist/>"));
        files.put(ROOT + "Resources/a.txt", Releases.utf8("first"));
        files.put(ROOT + "Resources/b.txt", Releases.utf8("second"));
        files.put(ROOT + "Frameworks/Part.framework/Part.txt", Releases.utf8("own list"));
        files.put(ROOT + "_CodeSignature/CodeResources", Releases.utf8(list));
        return files;
    }

    private static List<String> said(Map<String, byte[]> files) throws IOException {
        ReleaseFacts facts = Releases.read("tool.zip", Releases.zip(files));
        List<String> out = new ArrayList<>();
        for (FileFacts f : facts.files()) {
            for (Signal s : f.signals()) {
                if (s.kind() == SignalKind.INTEGRITY || s.kind() == SignalKind.INTEGRITY_OK) {
                    out.add(s.what());
                }
            }
        }
        return out;
    }

    @Test
    void aBundleThatIsAsItsListSaysIsTold() throws Exception {
        assertThat(said(bundle())).containsExactly("CodeResources");
    }

    @Test
    void filesAddedChangedOrMissingAreNamedAndHold() throws Exception {
        Map<String, byte[]> files = bundle();
        files.put(ROOT + "Resources/a.txt", Releases.utf8("other"));
        files.remove(ROOT + "Resources/b.txt");
        files.remove(ROOT + "Frameworks/Part.framework/Part.txt");
        files.put(ROOT + "Resources/new.txt", Releases.utf8("new"));
        assertThat(said(files))
                .containsExactlyInAnyOrder(
                        "CodeResources: changed Resources/a.txt",
                        "CodeResources: missing Resources/b.txt",
                        "CodeResources: missing Frameworks/Part.framework",
                        "CodeResources: added Resources/new.txt");
        Judgement j = Releases.judge("tool.zip", Releases.zip(files), Releases.zip(bundle()));
        assertThat(Releases.rules(j)).contains("not-as-listed");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
    }

    /// `plutil` writes such lists; this one was put together by hand from the format's description.
    @Test
    void aBinaryListIsReadLikeOneInXml() throws Exception {
        Map<String, byte[]> files = bundle();
        files.remove(ROOT + "Resources/b.txt");
        files.remove(ROOT + "Frameworks/Part.framework/Part.txt");
        files.put(
                ROOT + "_CodeSignature/CodeResources",
                binary("Resources/a.txt", Releases.utf8("first")));
        assertThat(said(files)).containsExactly("CodeResources");
        files.put(ROOT + "Resources/a.txt", Releases.utf8("other"));
        assertThat(said(files)).containsExactly("CodeResources: changed Resources/a.txt");
    }

    private static byte[] binary(String name, byte[] content) throws Exception {
        List<byte[]> objects =
                List.of(
                        new byte[] {(byte) 0xd1, 1, 2},
                        text("files2"),
                        new byte[] {(byte) 0xd1, 3, 4},
                        text(name),
                        new byte[] {(byte) 0xd1, 5, 6},
                        text("hash2"),
                        join(
                                new byte[] {0x4f, 0x10, 32},
                                MessageDigest.getInstance("SHA-256").digest(content)));
        byte[] out = Releases.utf8("bplist00");
        byte[] offsets = new byte[0];
        for (byte[] o : objects) {
            offsets = join(offsets, new byte[] {(byte) out.length});
            out = join(out, o);
        }
        byte[] trailer = new byte[32];
        trailer[6] = 1;
        trailer[7] = 1;
        trailer[15] = (byte) objects.size();
        trailer[31] = (byte) out.length;
        return join(join(out, offsets), trailer);
    }

    private static byte[] text(String text) {
        byte[] bytes = Releases.utf8(text);
        return bytes.length < 15
                ? join(new byte[] {(byte) (0x50 | bytes.length)}, bytes)
                : join(new byte[] {0x5f, 0x10, (byte) bytes.length}, bytes);
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] out = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    @Test
    void aListThatTheProgramsSignatureDoesNotCoverIsTold() throws Exception {
        Map<String, byte[]> files = bundle();
        byte[] list = files.getOrDefault(ROOT + "_CodeSignature/CodeResources", new byte[0]);
        files.put(ROOT + "MacOS/Tool", sealed(MessageDigest.getInstance("SHA-256").digest(list)));
        assertThat(said(files)).containsExactly("CodeResources");
        files.put(ROOT + "MacOS/Tool", sealed(new byte[32]));
        assertThat(said(files)).as("covers no list").containsExactly("CodeResources");
        byte[] other = new byte[32];
        other[3] = 7;
        files.put(ROOT + "MacOS/Tool", sealed(other));
        assertThat(said(files)).containsExactly("CodeResources: seal MacOS/Tool");
    }

    /// Whoever changes a resource and the list adds a program of their own that seals the new list.
    @Test
    void aHelperThatCoversTheListDoesNotSpeakForTheProgram() throws Exception {
        Map<String, byte[]> files = bundle();
        String path = ROOT + "_CodeSignature/CodeResources";
        String list =
                new String(
                        files.getOrDefault(path, new byte[0]),
                        java.nio.charset.StandardCharsets.UTF_8);
        byte[] own =
                Releases.utf8(
                        list.replace(
                                "<key>files2</key><dict>",
                                "<key>files2</key><dict><key>MacOS/helper</key><dict><key>cdhash</key><data>AAAA</data></dict>"));
        files.put(path, own);
        byte[] other = new byte[32];
        other[3] = 7;
        files.put(ROOT + "MacOS/Tool", sealed(other));
        files.put(ROOT + "MacOS/helper", sealed(MessageDigest.getInstance("SHA-256").digest(own)));
        assertThat(said(files)).containsExactly("CodeResources: seal MacOS/Tool");
        files.put(ROOT + "MacOS/Tool", sealed(new byte[32]));
        files.put(
                ROOT + "Info.plist",
                Releases.utf8(
                        "<plist><dict><key>CFBundleExecutable</key><string>Tool</string></dict></plist>"));
        assertThat(said(files)).containsExactly("CodeResources: seal Tool");
        files.put(ROOT + "MacOS/helper", sealed(new byte[32]));
        files.put(ROOT + "MacOS/Tool", sealed(MessageDigest.getInstance("SHA-256").digest(own)));
        assertThat(said(files)).as("covered by its program").containsExactly("CodeResources");
    }

    /// In a universal file one slice must not speak for the others.
    @Test
    void everySliceOfAUniversalFileIsHeldAgainstTheList() throws Exception {
        Map<String, byte[]> files = bundle();
        byte[] list = files.getOrDefault(ROOT + "_CodeSignature/CodeResources", new byte[0]);
        byte[] good = sealed(MessageDigest.getInstance("SHA-256").digest(list));
        byte[] other = new byte[32];
        other[3] = 7;
        files.put(ROOT + "MacOS/Tool", universal(good, good));
        assertThat(said(files)).containsExactly("CodeResources");
        files.put(ROOT + "MacOS/Tool", universal(good, sealed(other)));
        assertThat(said(files)).containsExactly("CodeResources: seal MacOS/Tool");
        files.put(ROOT + "MacOS/Tool", universal(good, sealed(new byte[32])));
        assertThat(said(files)).containsExactly("CodeResources: seal MacOS/Tool");

        byte[] unsigned = good.clone();
        unsigned[16] = 0; // no load command, so no signature
        files.put(ROOT + "MacOS/Tool", universal(good, unsigned));
        assertThat(Releases.read("tool.zip", Releases.zip(files)).files())
                .filteredOn(f -> f.path().endsWith("MacOS/Tool"))
                .flatExtracting(FileFacts::signals)
                .extracting(Signal::what)
                .contains("unsigned slice");
    }

    private static byte[] universal(byte[]... slices) {
        java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(8192 * (slices.length + 1));
        out.putInt(0xcafebabe).putInt(slices.length);
        for (int i = 0; i < slices.length; i++) {
            out.putInt(i == 0 ? 0x0100000c : 0x01000007).putInt(0);
            out.putInt(8192 * (i + 1)).putInt(slices[i].length).putInt(13);
        }
        for (int i = 0; i < slices.length; i++) {
            out.put(8192 * (i + 1), slices[i]);
        }
        return out.array();
    }

    /// A program of one page with an ad hoc signature (XNU, `cs_blobs.h`): one code directory with three special slots.
    private static byte[] sealed(byte[] resources) throws Exception {
        int page = 4096;
        java.nio.ByteBuffer program = java.nio.ByteBuffer.allocate(page + 256);
        program.order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int word :
                new int[] {0xfeedfacf, 0x0100000c, 0, 2, 1, 16, 0, 0, 0x1d, 16, page, 256}) {
            program.putInt(word);
        }
        java.security.MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(program.array(), 0, page);
        java.nio.ByteBuffer s = program.slice(page, 256).order(java.nio.ByteOrder.BIG_ENDIAN);
        int hashes = 44 + 5 + 3 * 32;
        int length = hashes + 32;
        for (int word : new int[] {0xfade0cc0, 20 + length, 1, 0, 20}) {
            s.putInt(word);
        }
        for (int word : new int[] {0xfade0c02, length, 0x20001, 2, hashes, 44, 3, 1, page}) {
            s.putInt(word);
        }
        s.put(new byte[] {32, 2, 0, 12}).putInt(0).put(Releases.utf8("tool\0"));
        s.put(resources).put(new byte[64]).put(sha.digest());
        return program.array();
    }

    @Test
    void aListThatCannotBeReadHolds() throws Exception {
        Map<String, byte[]> files = bundle();
        files.put(ROOT + "_CodeSignature/CodeResources", Releases.utf8("bplist00 no XML"));
        assertThat(said(files)).containsExactly("CodeResources: unreadable");
    }
}
