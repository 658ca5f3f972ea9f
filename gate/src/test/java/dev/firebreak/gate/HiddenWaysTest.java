package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Severity;
import dev.firebreak.gate.judge.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ways around the plain words, each new in a small release whose predecessor had nothing of the kind. Nothing is run.
class HiddenWaysTest {
    @TempDir Path folder = Path.of("");

    private static final String HONEST =
            "public class Honest { public int add(int a, int b) { return a + b; } }";

    private Judgement jar(String body) throws IOException {
        Map<String, byte[]> before = new LinkedHashMap<>();
        before.put("META-INF/MANIFEST.MF", Releases.utf8("Manifest-Version: 1.0\n"));
        before.put("Honest.class", compiled("Honest", HONEST));
        Map<String, byte[]> now = new LinkedHashMap<>(before);
        String head = "public static Object run(String x, byte[] b) throws Exception {";
        now.put("Added.class", compiled("Added", "public class Added { " + head + body + "} }"));
        return Releases.judge("lib.jar", Releases.zip(now), Releases.zip(before));
    }

    private byte[] compiled(String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        int code =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(null, null, null, "-d", folder.toString(), file.toString());
        assertThat(code).isZero();
        return Files.readAllBytes(folder.resolve(name + ".class"));
    }

    private static Judgement npm(String more) throws IOException {
        return scripts("package/index.js", "module.exports = (a, b) => a + b;\n", more);
    }

    private static Judgement python(String more) throws IOException {
        return scripts("adder/__init__.py", "def add(a, b):\n    return a + b\n", more);
    }

    private static Judgement scripts(String path, String code, String more) throws IOException {
        return Releases.judge(
                "adder.zip",
                Releases.zip(Releases.files(path, code + more)),
                Releases.zip(Releases.files(path, code)));
    }

    @Test
    void aClassNamePutTogetherFromPiecesIsHeld() throws IOException {
        Judgement j =
                jar(
                        "Class<?> c = Class.forName(\"java.lang.Run\".concat(\"time\"));"
                                + "Object r = c.getMethod(\"getRuntime\").invoke(null);"
                                + "return c.getMethod(\"exec\", String.class).invoke(r, x);");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(j)).contains("new-process", "made-unreadable");
    }

    @Test
    void reflectionOnAPlainNameOfOnesOwnIsReleased() throws IOException {
        Judgement j =
                jar(
                        "return Class.forName(\"com.example.\" + x + \"Plugin\")"
                                + ".getMethod(\"create\").invoke(null);");
        assertThat(j.verdict()).isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aClassDefinedFromBytesIsHeldAndObjectsMadeOfBytesAreTold() throws IOException {
        Judgement defined = jar("return java.lang.invoke.MethodHandles.lookup().defineClass(b);");
        assertThat(defined.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(defined)).contains("new-code-loading");
        Judgement read =
                jar(
                        "return new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(b)).readObject();");
        assertThat(Releases.rules(read)).contains("new-code-loading");
    }

    @Test
    void aHostNameMadeOfDataIsHeldAndAnAddressIsNot() throws IOException {
        Judgement j = jar("return java.net.InetAddress.getByName(x + \".example\");");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(j)).contains("new-network");
        assertThat(jar("return java.net.InetAddress.getByName(x);").verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void pythonsWaysAroundThePlainNamesAreHeld() throws IOException {
        for (String way :
                new String[] {
                    "__import__('os').system('id')\n",
                    "import os\ngetattr(os, 'system')('id')\n",
                    "from os import path, system\nsystem('id')\n",
                    "import importlib\nimportlib.import_module('subprocess').run(['id'])\n"
                }) {
            Judgement j = python(way);
            assertThat(j.verdict()).as(way).isEqualTo(Verdict.HOLD);
            assertThat(Releases.rules(j)).as(way).contains("new-process");
        }
        Judgement pickled = python("import pickle\nx = pickle.loads(b'\\x80\\x04K\\x01.')\n");
        assertThat(pickled.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(pickled)).contains("decode-and-run");
        assertThat(python("import pickle\ndef load(f):\n    return pickle.load(f)\n").verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(python("x = __import__('os').sep\n").verdict()).isEqualTo(Verdict.RELEASE);
    }

    @Test
    void javaScriptWordsPutTogetherAreHeld() throws IOException {
        for (String way :
                new String[] {
                    "const h = module.require(['ht','tps'].join(''));\n",
                    "const h = require(['tp', 'ht'].reverse().join(\"\"));\n",
                    "const h = require('sptth'.split('').reverse().join(''));\n",
                    "const h = require('chi'.concat('ld_process'));\n",
                    "[]['filter']['constructor']('return 1')();\n"
                }) {
            Judgement j = npm(way);
            assertThat(j.verdict()).as(way).isEqualTo(Verdict.HOLD);
            assertThat(Releases.rules(j)).as(way).contains("made-unreadable");
        }
        for (String honest :
                new String[] {
                    "const s = ['a', 'b', 'c'].join('');\n",
                    "const k = this['constructor'].name;\n",
                    "const t = 'abc'.split('').reverse().join('');\n"
                }) {
            assertThat(npm(honest).verdict()).as(honest).isEqualTo(Verdict.RELEASE);
        }
    }

    @Test
    void aLineShownInAnotherOrderIsHeldAndAClosedChangeOfDirectionIsNot() throws IOException {
        Judgement j = npm("/*\u202e } \u2066if (admin)\u2069 \u2066 begin */ run();\n");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(j)).contains("hidden-text");
        assertThat(npm("const hello = '\u2067\u05e9\u05dc\u05d5\u05dd\u2069';\n").verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aLogInProfileAndACommandBeforeTheSystemsAreHeld() throws IOException {
        for (String path :
                new String[] {
                    "usr/share/pam-configs/p", "usr/local/bin/ssh", "usr/local/sbin/su"
                }) {
            Judgement j =
                    Releases.judge(
                            "tool.tar.gz",
                            Releases.tgz(Releases.files("usr/bin/tool", "x\n", path, "y\n")),
                            Releases.tgz(Releases.files("usr/bin/tool", "x\n")));
            assertThat(j.verdict()).as(path).isEqualTo(Verdict.HOLD);
            assertThat(Releases.rules(j)).as(path).contains("privilege");
            assertThat(j.findings().getFirst().german()).doesNotContain("module", "system's");
        }
        assertThat(
                        Releases.judge(
                                        "tool.tar.gz",
                                        Releases.tgz(
                                                Releases.files(
                                                        "usr/bin/tool", "x\n",
                                                        "usr/local/bin/tool-helper", "y\n")),
                                        Releases.tgz(Releases.files("usr/bin/tool", "x\n")))
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void codeThatChangedUnderAnUnchangedLinkTimeIsHeld() throws IOException {
        byte[] before = Releases.fixture("calc.dll");
        int header = (before[0x3c] & 0xff) | (before[0x3d] & 0xff) << 8;
        before[header + 11] = 0x65; // a link time of 2023
        before[header + 24 + 64] = 0x12; // a checksum
        byte[] now = before.clone();
        // Two bytes change places, so that neither size nor entropy of the section tell.
        int k = offsetOfText(before);
        while (now[k] == now[k + 1]) {
            k++;
        }
        byte first = now[k];
        now[k] = now[k + 1];
        now[k + 1] = first;
        Judgement j = Releases.judge("calc.dll", now, before);
        assertThat(Releases.rules(j)).contains("patched-build");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        // An honest linker stamps another time and another checksum.
        now[header + 8] ^= 1;
        now[header + 24 + 64] ^= 1;
        assertThat(Releases.judge("calc.dll", now, before).verdict()).isEqualTo(Verdict.RELEASE);
    }

    private static int offsetOfText(byte[] pe) {
        String all = new String(pe, StandardCharsets.ISO_8859_1);
        int header = all.indexOf(".text\0\0\0");
        return (pe[header + 20] & 0xff)
                | (pe[header + 21] & 0xff) << 8
                | (pe[header + 22] & 0xff) << 16;
    }

    @Test
    void aFewBytesBehindAProgramThatHadNoneAreHeldAndFillUpIsNot() throws IOException {
        byte[] before = Releases.fixture("calc.dll");
        byte[] now = Arrays.copyOf(before, before.length + 14);
        assertThat(Releases.rules(Releases.judge("calc.dll", now, before)))
                .doesNotContain("overlay");
        System.arraycopy(Releases.utf8("hello, world!\n"), 0, now, before.length, 14);
        Judgement j = Releases.judge("calc.dll", now, before);
        assertThat(Releases.rules(j)).contains("overlay");
        assertThat(j.findings().getFirst().severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void aCutArchiveSaysThatItsDataEndTooEarly() throws IOException {
        byte[] whole = Releases.tgz(Releases.files("a/b.js", "x".repeat(5000) + Math.PI));
        for (int cut : new int[] {12, whole.length / 2, whole.length - 4}) {
            Judgement j = Releases.judge(Releases.read("a.tgz", Arrays.copyOf(whole, cut)), null);
            assertThat(j.verdict()).as("%s bytes", cut).isEqualTo(Verdict.HOLD);
            assertThat(j.findings()).noneMatch(f -> f.evidence().contains("null"));
        }
    }
}
