package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is put where a reader stops looking: behind the last text of a script, behind zeros, after many small resources.
class LeftUnopenedTest {
    private static final String HEAD =
            "#!/bin/sh\n" + "true\n".repeat(900) + "tail -n +903 \"$0\" | tar xz\nexit 0\n";

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] p : parts) {
            out.writeBytes(p);
        }
        return out.toByteArray();
    }

    private static byte[] noise(int size) {
        byte[] out = new byte[size];
        new Random(7).nextBytes(out);
        return out;
    }

    private static byte[] archive() throws IOException {
        return Releases.tgz(Releases.files("lib/x.sh", "#!/bin/sh\ntrue\n", "b", noise(9000)));
    }

    private static Verdict verdict(String name, byte[] bytes) throws IOException {
        return Releases.judge(Releases.read(name, bytes), null).verdict();
    }

    @Test
    void textBehindAnArchiveBehindAScriptDoesNotHideIt() throws IOException {
        byte[] run =
                join(
                        Releases.utf8(HEAD),
                        archive(),
                        Releases.utf8("\n" + "# nothing to see\n".repeat(400)));
        ReleaseFacts facts = Releases.read("install.run", run);
        assertThat(Releases.judge(facts, null).verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void bytesBehindTheArchiveBehindAScriptAreSaid() throws IOException {
        byte[] run = join(Releases.utf8(HEAD), archive(), noise(100_000));
        ReleaseFacts facts = Releases.read("install.run", run);
        assertThat(Releases.judge(facts, null).verdict()).isEqualTo(Verdict.HOLD);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aScriptInFrontOfAZipIsNoObstacle(boolean shifted) throws IOException {
        byte[] script = Releases.utf8("#!/usr/bin/env python3\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, byte[]> files = new java.util.LinkedHashMap<>();
        files.put("__main__.py", Releases.utf8("print('hello')\n"));
        for (int i = 0; i < 80; i++) {
            files.put("lib/part" + i + ".py", noise(300));
        }
        byte[] zip = Releases.zip(files);
        byte[] all = join(script, zip);
        if (shifted) {
            ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            int end = all.length - 22;
            int directory = b.getInt(end + 16) + script.length;
            b.putInt(end + 16, directory);
            int at = directory;
            for (int i = 0; i < files.size(); i++) {
                b.putInt(at + 42, b.getInt(at + 42) + script.length);
                at += 46 + b.getShort(at + 28) + b.getShort(at + 30) + b.getShort(at + 32);
            }
        }
        ReleaseFacts facts = Releases.read("tool.pyz", all);
        assertThat(facts.obstacles()).isEmpty();
        assertThat(Releases.paths(facts)).anyMatch(p -> p.endsWith("__main__.py"));
    }

    @Test
    void bytesBehindManyZerosBehindAnArchiveAreSaid() throws IOException {
        byte[] exe =
                join(
                        Releases.fixture("plain.dll"),
                        Releases.fixture("app.cab"),
                        new byte[70_000],
                        noise(100_000));
        assertThat(verdict("setup.exe", exe)).isEqualTo(Verdict.HOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.7z", "app.squashfs", "app.cab"})
    void bytesBehindAnArchiveAreSaid(String name) throws IOException {
        byte[] archive = Releases.fixture(name);
        Judgement j = Releases.judge(name, join(archive, noise(20_000)), archive);
        assertThat(Releases.rules(j)).contains("data-behind-the-end");
        Judgement filled = Releases.judge(name, join(archive, new byte[20_000]), archive);
        assertThat(Releases.rules(filled).contains("data-behind-the-end"))
                .isEqualTo(name.equals("app.cab"));
    }

    @Test
    void bytesBehindTheLastEntryOfATarAreSaid() throws IOException {
        byte[] tgz = Releases.tgz(Releases.files("a.txt", "x"));
        byte[] tar =
                new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(tgz))
                        .readAllBytes();
        byte[] more = join(tar, noise(50_000));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(packed)) {
            out.write(more);
        }
        assertThat(Releases.rules(Releases.judge("a.tar", more, tar)))
                .contains("data-behind-the-end");
        assertThat(Releases.rules(Releases.judge("a.tgz", packed.toByteArray(), tgz)))
                .contains("data-behind-the-end");
        assertThat(Releases.rules(Releases.judge("a.tar", join(tar, new byte[50_000]), tar)))
                .doesNotContain("data-behind-the-end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.exe", "setup-lzma.exe"})
    void bytesBehindTheDataOfAnInstallerHold(String name) throws IOException {
        byte[] installer = Releases.fixture(name);
        assertThat(verdict(name, join(installer, noise(200_000)))).isEqualTo(Verdict.HOLD);
        assertThat(verdict(name, installer)).isEqualTo(Verdict.RELEASE);
    }

    private static Verdict changed(String name, String now, String before) throws IOException {
        return Releases.judge(
                        "x.zip",
                        Releases.zip(Releases.files(name, now, "a.txt", "x")),
                        Releases.zip(Releases.files(name, before, "a.txt", "x")))
                .verdict();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg><script>x()</script></svg>",
                "<svg xmlns:s='http://www.w3.org/2000/svg'><s:script>x()</s:script></svg>",
                "<svg><a href='javascript:x()'/></svg>",
                "<svg><g onfocus='x()'/></svg>",
                "<svg/onload=x()></svg>"
            })
    void aScriptInAPictureHoldsHoweverItIsWritten(String svg) throws IOException {
        String plain = "<svg><g id='once'/></svg>";
        assertThat(changed("p/a.svg", svg, plain)).isEqualTo(Verdict.HOLD);
        assertThat(changed("p/A.SVG", svg, plain)).isEqualTo(Verdict.HOLD);
        assertThat(changed("p/a.svg", "<svg><g id='two'/></svg>", plain))
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void anActionInADocumentHoldsAlsoIfItsNameIsWrittenInNumbers() throws IOException {
        String pdf = "%PDF-1.4\n1 0 obj <</OpenAction <</S /J#61vaScript /J#53 (x)>> >>\n";
        assertThat(changed("a.pdf", pdf + "x".repeat(60), "%PDF-1.4\n")).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aSettingThatNamesAnotherSourceHoldsAlsoBehindAUserOrAnotherProtocol() throws IOException {
        String good = "update_url: https://good.example.org/f\n";
        for (String other :
                List.of("https://u:p@files.example.net/f", "wss://files.example.net/f")) {
            assertThat(changed("app.yml", "update_url: " + other + "\n", good))
                    .isEqualTo(Verdict.HOLD);
        }
        assertThat(changed("app.yml", good + "retries: 3\n", good)).isEqualTo(Verdict.RELEASE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app-update.yml|url: https://good.example.org/f|url: https://files.example.net/f",
                "app-update.yml|url: https://good.example.org/f|url: files.example.net/f",
                "app-update.yml|url: https://good.example.org/f|url: //files.example.net/f",
                "app-update.yml|url: https://good.example.org/f|host: files.example.net",
                "resources/dev-app-update.yml|host: good.example.org|host: files.example.net:8443",
                "publish.yml|url: https://good.example.org/f|url: https://files.example.net/f",
                "app.ini|update_server=good.example.org|update_server=files.example.net:8443/f",
                "app.ini|update_server=good.example.org|update_server=203.0.113.9",
                "app.json|\"updateHost\": \"good.example.org\"|\"updateHost\": \"files.example.net\"",
                "app.plist|<key>SUFeedURL</key><string>good.example.org/a</string>|<key>SUFeedURL</key><string>files.example.net/a</string>"
            })
    void aSourceOfUpdatesThatIsNamedPlainlyHoldsIfItsHostChanges(
            String file, String before, String now) throws IOException {
        String provider = file.endsWith("yml") ? "provider: generic\n" : "";
        assertThat(changed(file, provider + now + "\n", provider + before + "\n"))
                .isEqualTo(Verdict.HOLD);
        assertThat(
                        changed(
                                file,
                                provider + before.replace("good.", "files.") + "\n",
                                provider + before + "\n"))
                .isEqualTo(Verdict.RELEASE);
        assertThat(changed(file, provider + before + "\nchannel: beta\n", provider + before + "\n"))
                .isEqualTo(Verdict.RELEASE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latest.yml|url: Tool-Setup-1.2.3.exe|url: Tool-Setup-1.2.4.exe",
                "update.yml|url: Tool-1.2.3-mac.zip|url: Tool-1.2.4-mac.zip",
                "app.properties|update.handler=com.example.one.Updater|update.handler=com.example.two.Updater",
                "app.properties|server.version=1.2.3.100|server.version=1.2.3.101",
                "app.yml|home: example.org|home: example.net",
                "package.json|{\"url\": \"https://one.example.org/\"}|{\"url\": \"https://one.example.net/\"}",
                "app.yml|a: 1|server: www.example.net"
            })
    void settingsThatNameNoOtherSourceOfUpdatesAreOrdinary(String file, String before, String now)
            throws IOException {
        assertThat(changed(file, now + "\n", before + "\n")).isEqualTo(Verdict.RELEASE);
    }

    @Test
    void namesOfScriptsThatJoinTheirLettersBySignsAreOrdinary() throws IOException {
        byte[] before = Releases.zip(Releases.files("a.txt", "x"));
        String persian = "docs/\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.txt";
        assertThat(
                        Releases.judge(
                                        "n.zip",
                                        Releases.zip(Releases.files(persian, "x", "a.txt", "x")),
                                        before)
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(
                        Releases.judge(
                                        "n.zip",
                                        Releases.zip(
                                                Releases.files(
                                                        "do\u200ccs.txt", "x", "a.txt", "x")),
                                        before)
                                .verdict())
                .isEqualTo(Verdict.HOLD);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 300})
    void aCabinetInAResourceOfAnyKindIsOpened(int type) throws IOException {
        byte[] exe = withResources(type, 1, Releases.fixture("app.cab"));
        assertThat(Releases.read("setup.exe", exe).files())
                .extracting(FileFacts::path)
                .contains("[resource 1]!/codec.dll");
    }

    @Test
    void aCabinetAfterManySmallResourcesIsOpenedOrSaid() throws IOException {
        byte[] cab = Releases.fixture("app.cab");
        assertThat(Releases.read("setup.exe", withResources(10, 2500, cab)).files())
                .extracting(FileFacts::path)
                .contains("[resource 1]!/codec.dll");
        assertThat(verdict("setup.exe", withResources(10, 60_000, cab))).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aTreeOfResourcesThatLeadsBackToItselfEnds() throws IOException {
        byte[] exe = withResources(10, 60_000, noise(600));
        ByteBuffer b = ByteBuffer.wrap(exe).order(ByteOrder.LITTLE_ENDIAN);
        int at = resources(exe);
        for (int i = 0; i < 60_000; i++) {
            b.putInt(at + 16 + i * 8 + 4, 0x8000_0000);
        }
        assertThat(Releases.read("setup.exe", exe).files()).isNotEmpty();
    }

    private static int resources(byte[] exe) {
        for (int i = exe.length - 512; ; i--) {
            if (exe[i] == 'R'
                    && new String(exe, i, 8, StandardCharsets.US_ASCII).equals("RSRCHERE")) {
                return i + 8;
            }
        }
    }

    /// A section with so many leaves of the kind, flat; the last holds the data, the others nothing.
    private static byte[] withResources(int type, int leaves, byte[] data) {
        byte[] pe;
        try {
            pe = Releases.fixture("plain.dll");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        ByteBuffer b = ByteBuffer.wrap(pe).order(ByteOrder.LITTLE_ENDIAN);
        int header = b.getInt(0x3c);
        int count = b.getShort(header + 6);
        int table = header + 24 + b.getShort(header + 20);
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
        int tree = 16 + leaves * 8;
        int size = (8 + tree + leaves * 16 + data.length + 511) & ~511;
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
        o.putInt(directories + 16, address + 8).putInt(directories + 20, size - 8);
        o.position(end);
        o.put("RSRCHERE".getBytes(StandardCharsets.US_ASCII));
        int root = end + 8;
        o.putShort(root + 14, (short) leaves);
        for (int i = 0; i < leaves; i++) {
            o.putInt(root + 16 + i * 8, type);
            o.putInt(root + 20 + i * 8, tree + i * 16);
            boolean last = i == leaves - 1;
            o.putInt(root + tree + i * 16, address + 8 + tree + leaves * 16);
            o.putInt(root + tree + i * 16 + 4, last ? data.length : 4);
        }
        System.arraycopy(data, 0, out, root + tree + leaves * 16, data.length);
        return out;
    }

    private static byte[] deb(String version, String link, String target) throws IOException {
        ByteArrayOutputStream control = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(control))) {
            byte[] text =
                    Releases.utf8(
                            "Package: tool\nVersion: "
                                    + version
                                    + "\nArchitecture: all\nMaintainer: Tool <t@example.org>\nDescription: tool\n");
            TarArchiveEntry e = new TarArchiveEntry("./control");
            e.setSize(text.length);
            tar.putArchiveEntry(e);
            tar.write(text);
            tar.closeArchiveEntry();
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(data))) {
            byte[] text = Releases.utf8("#!/bin/sh\ntrue\n");
            TarArchiveEntry e = new TarArchiveEntry("./usr/share/tool/run.sh");
            e.setSize(text.length);
            e.setModTime(1_700_000_000_000L);
            tar.putArchiveEntry(e);
            tar.write(text);
            tar.closeArchiveEntry();
            if (!link.isEmpty()) {
                TarArchiveEntry l = new TarArchiveEntry(link, TarConstants.LF_SYMLINK, true);
                l.setLinkName(target);
                l.setModTime(1_700_000_000_000L);
                tar.putArchiveEntry(l);
                tar.closeArchiveEntry();
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> e :
                    Releases.files(
                                    "debian-binary",
                                    "2.0\n",
                                    "control.tar.gz",
                                    control.toByteArray(),
                                    "data.tar.gz",
                                    data.toByteArray())
                            .entrySet()) {
                ar.putArchiveEntry(new ArArchiveEntry(e.getKey(), e.getValue().length));
                ar.write(e.getValue());
                ar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tmp/x",
                "//tmp/x",
                "/usr/../tmp/x",
                "/./tmp/x",
                "../../tmp/x",
                "../../../tmp/x",
                "/opt/../tmp/x"
            })
    void aLinkToAnOpenFolderHoldsHoweverItIsWritten(String target) throws IOException {
        byte[] before = deb("1.0", "./usr/bin/tool", "../share/tool/run.sh");
        Judgement j = Releases.judge("tool.deb", deb("1.1", "./usr/bin/tool", target), before);
        assertThat(Releases.rules(j)).contains("link-elsewhere");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aLongEmptySettingsFileIsReadOnce() throws IOException {
        byte[] zip =
                Releases.zip(
                        Releases.files(
                                "etc/sysctl.d/x.conf",
                                "\n".repeat(300_000),
                                "etc/logrotate.d/x.conf",
                                "\n".repeat(300_000),
                                "etc/ssh/sshd_config",
                                "\n".repeat(300_000)));
        assertThat(Releases.read("x.zip", zip).files()).hasSize(4);
    }
}
