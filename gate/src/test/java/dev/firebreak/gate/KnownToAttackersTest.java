package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Severity;
import dev.firebreak.gate.judge.Verdict;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody would try who has read the rules, each beside something alike that is honest.
class KnownToAttackersTest {
    private static final String CODE = "module.exports = (a, b) => a + b;\n".repeat(10);

    private static Map<String, byte[]> npm(String more, Object... files) {
        Map<String, byte[]> out =
                Releases.files(
                        "package/package.json",
                        "{\"name\":\"adder\",\"main\":\"index.js\"" + more + "}",
                        "package/index.js",
                        CODE);
        out.putAll(Releases.files(files));
        return out;
    }

    private static Judgement npmJudged(String before, String now, Object... files)
            throws IOException {
        return Releases.judge(
                "adder.tgz", Releases.tgz(npm(now, files)), Releases.tgz(npm(before)));
    }

    private static Judgement deb(String path, String text) throws IOException {
        return Releases.judge(
                "tool.tar.gz",
                Releases.tgz(Releases.files("usr/bin/tool", "x\n", path, text)),
                Releases.tgz(Releases.files("usr/bin/tool", "x\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "git+https://git.example.org/mirror.git, git+https://git.example.org/mirror.git#v2",
        "https://files.example.org/pad-1.0.0.tgz, https://files.example.org/pad-1.0.1.tgz",
        "npm:other-pad@^1.0.0, npm:other-pad@^1.1.0",
        "mirror/pad#main, mirror/pad#next"
    })
    void aDependencyThatNewlyComesFromElsewhereHolds(String elsewhere, String later)
            throws IOException {
        String registry = ",\"dependencies\":{\"pad\":\"^1.0.0\"}";
        String other = ",\"dependencies\":{\"pad\":\"" + elsewhere + "\"}";
        Judgement j = npmJudged(registry, other);
        assertThat(Releases.rules(j)).contains("new-dependency");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(npmJudged(registry, ",\"dependencies\":{\"pad\":\"^1.2.0\"}").verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(npmJudged(other, ",\"dependencies\":{\"pad\":\"" + later + "\"}").verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aPackageThatTheManifestPutsInThePlaceOfAnotherIsUsed() throws IOException {
        String now =
                ",\"dependencies\":{\"tiny-assertions\":\"^1.0.0\"},\"imports\":{\"assert\":{\"bare\":\"tiny-assertions\",\"default\":\"assert\"}}";
        Judgement j = npmJudged("", now);
        assertThat(j.verdict()).as(j.findings().toString()).isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aCommandNamedLikeThatOfTheSystemHolds() throws IOException {
        assertThat(npmJudged("", ",\"bin\":{\"node\":\"./index.js\"}").verdict())
                .isEqualTo(Verdict.HOLD);
        assertThat(npmJudged("", ",\"bin\":{\"adder-cli\":\"./index.js\"}").verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @ParameterizedTest
    @CsvSource({
        "package/lib/gnp\u202egpj.js",
        "package/\u0456ndex.js",
        "package/docs/manual.pdf.exe"
    })
    void aNameThatLooksLikeAnotherHolds(String name) throws IOException {
        Judgement j = npmJudged("", "", name, "module.exports = 1;\n");
        assertThat(Releases.rules(j)).contains("false-name");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        Finding first = j.findings().getFirst();
        assertThat(first.evidence()).matches("[\\x20-\\x7e]*");
        assertThat(first.german()).isNotEqualTo(first.reason());
    }

    @Test
    void namesInAnotherAlphabetAreOrdinary() throws IOException {
        assertThat(
                        npmJudged(
                                        "",
                                        "",
                                        "package/locale/\u0440\u0443\u0441\u0441\u043a\u0438\u0439.js",
                                        "module.exports = 1;\n",
                                        "package/docs/\u00fcbersicht.md",
                                        "# x\n")
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aPictureOrADocumentThatRunsSomethingHolds() throws IOException {
        assertThat(
                        npmJudged(
                                        "",
                                        "",
                                        "package/logo.svg",
                                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x()</script></svg>")
                                .verdict())
                .isEqualTo(Verdict.HOLD);
        assertThat(
                        npmJudged(
                                        "",
                                        "",
                                        "package/logo.svg",
                                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>")
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(
                        npmJudged(
                                        "",
                                        "",
                                        "package/guide.pdf",
                                        "%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>\n%%EOF\n")
                                .verdict())
                .isEqualTo(Verdict.HOLD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data/usr/lib/tmpfiles.d/x.conf|f+ /etc/cron.d/x 0644 root root - x|d /run/x 0755 root root",
                "data/usr/lib/sysusers.d/x.conf|u! helper 0 - /root|u helper - - /var/lib/helper",
                "data/lib/systemd/system/ssh.service.d/x.conf|ExecStartPre=/usr/lib/x|Description=x",
                "data/usr/lib/environment.d/x.conf|LD_PRELOAD=/usr/lib/x.so|QT_STYLE=x",
                "data/etc/ssh/ssh_config.d/x.conf|ProxyCommand /usr/lib/x %h|Compression yes",
                "data/etc/logrotate.d/x|  postrotate|  weekly",
                "data/usr/lib/sysctl.d/x.conf|kernel.core_pattern=\\|/usr/lib/x|vm.swappiness=10"
            })
    void aLineThatTheSystemActsUponHoldsAndAnotherDoesNot(String path, String line, String plain)
            throws IOException {
        String text = line.replace("\\", "|");
        Judgement j = deb(path, text.replace("||", "|") + "\n");
        assertThat(j.verdict()).as(path).isEqualTo(Verdict.HOLD);
        assertThat(j.findings().getFirst().german()).isNotEqualTo(j.findings().getFirst().reason());
        assertThat(deb(path, plain + "\n").verdict()).as(path).isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aNewRootCertificateHolds() throws IOException {
        String pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        assertThat(deb("data/usr/local/share/ca-certificates/x.crt", pem).verdict())
                .isEqualTo(Verdict.HOLD);
        assertThat(deb("data/usr/share/doc/tool/x.crt", pem).verdict()).isEqualTo(Verdict.RELEASE);
    }

    private static byte[] withLink(String name, String target) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            for (Map.Entry<String, byte[]> e : new LinkedHashMap<>(npm("")).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(e.getKey(), true);
                entry.setSize(e.getValue().length);
                entry.setModTime(1_700_000_000_000L);
                tar.putArchiveEntry(entry);
                tar.write(e.getValue());
                tar.closeArchiveEntry();
            }
            TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
            link.setLinkName(target);
            link.setModTime(1_700_000_000_000L);
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    @Test
    void aLinkThatLeadsElsewhereThanBeforeHolds() throws IOException {
        byte[] before = withLink("package/lib/a.js", "../index.js");
        Judgement j =
                Releases.judge("adder.tgz", withLink("package/lib/a.js", "/tmp/a.js"), before);
        assertThat(Releases.rules(j)).contains("link-elsewhere");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.judge("adder.tgz", before, before).verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(
                        Releases.judge(
                                        "adder.tgz",
                                        withLink("package/lib/a.js", "../package.json"),
                                        before)
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @ParameterizedTest
    @CsvSource({
        "META-INF/MANIFEST.MF, 'Class-Path: https://files.example.org/a.jar'",
        "META-INF/MANIFEST.MF, 'Class-Path: ../helper.jar'",
        "META-INF/services/java.net.spi.InetAddressResolverProvider, x.Sync",
        "META-INF/services/java.sql.Driver, x.Sync"
    })
    void whatTheJavaPlatformLoadsUnaskedHolds(String path, String line) throws IOException {
        String manifest = "Manifest-Version: 1.0\n";
        boolean own = path.endsWith("MANIFEST.MF");
        Map<String, byte[]> before = Releases.files("META-INF/MANIFEST.MF", manifest, "a.txt", "x");
        Map<String, byte[]> now = new LinkedHashMap<>(before);
        now.put(path, Releases.utf8((own ? manifest : "") + line + "\n"));
        Judgement j = Releases.judge("x.jar", Releases.zip(now), Releases.zip(before));
        assertThat(Releases.rules(j)).contains("load-hook");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        // An ordinary neighbour, and a provider that merely changes its name.
        Map<String, byte[]> later = new LinkedHashMap<>(now);
        later.put(
                path,
                Releases.utf8(own ? manifest + "Class-Path: lib/helper-1.2.jar\n" : "x.Other\n"));
        assertThat(
                        Releases.judge(
                                        "x.jar",
                                        Releases.zip(later),
                                        Releases.zip(own ? before : now))
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aFolderOfAnotherNameAroundAllFilesIsNoChange() throws IOException {
        Map<String, byte[]> moved = new LinkedHashMap<>();
        npm(",\"scripts\":{\"install\":\"node-gyp rebuild\"}")
                .forEach((k, v) -> moved.put(k.replace("package/", "me-adder-5c506eb/"), v));
        Judgement j =
                Releases.judge(
                        "adder.tgz",
                        Releases.tgz(moved),
                        Releases.tgz(npm(",\"scripts\":{\"install\":\"node-gyp rebuild\"}")));
        assertThat(j.findings()).noneMatch(f -> f.severity().compareTo(Severity.HIGH) >= 0);
    }

    @Test
    void unreadableBytesDoNotPassAsSoundBecauseOfTheirName() throws IOException {
        byte[] noise = new byte[20_000];
        new java.util.Random(4).nextBytes(noise);
        Judgement j = npmJudged("", "", "package/intro.mp3", noise);
        assertThat(Releases.rules(j)).contains("unreadable-file");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        noise[0] = 'I';
        noise[1] = 'D';
        noise[2] = '3';
        assertThat(npmJudged("", "", "package/intro.mp3", noise).verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aSettingForUpdatesThatNamesAnotherHostHolds() throws IOException {
        String before = "provider: generic\nupdateUrl: https://updates.example.org/stable\n";
        for (String now :
                new String[] {
                    before.replace("example.org", "example.net"),
                    before.replace("/stable", "/latest"),
                    before + "# see https://docs.example.com\n"
                }) {
            Judgement j =
                    Releases.judge(
                            "app.zip",
                            Releases.zip(Releases.files("app-update.yml", now, "a.txt", "x")),
                            Releases.zip(Releases.files("app-update.yml", before, "a.txt", "x")));
            assertThat(j.verdict())
                    .as(now)
                    .isEqualTo(now.contains("example.net") ? Verdict.HOLD : Verdict.RELEASE);
        }
    }

    @Test
    void aTrustManagerThatAcceptsEveryServerHolds() throws IOException {
        for (boolean checks : new boolean[] {false, true}) {
            byte[] trust =
                    java.lang.classfile.ClassFile.of()
                            .build(
                                    java.lang.constant.ClassDesc.of("x.Trust"),
                                    b ->
                                            b.withInterfaceSymbols(
                                                            java.lang.constant.ClassDesc.of(
                                                                    "javax.net.ssl.X509TrustManager"))
                                                    .withMethodBody(
                                                            "checkServerTrusted",
                                                            java.lang.constant.MethodTypeDesc
                                                                    .ofDescriptor(
                                                                            "([Ljava/security/cert/X509Certificate;Ljava/lang/String;)V"),
                                                            1,
                                                            c -> {
                                                                if (checks) {
                                                                    c.aload(1).pop();
                                                                }
                                                                c.return_();
                                                            }));
            Map<String, byte[]> before = Releases.files("x/a.txt", "x");
            Map<String, byte[]> now = new LinkedHashMap<>(before);
            now.put("x/Trust.class", trust);
            Judgement j = Releases.judge("x.jar", Releases.zip(now), Releases.zip(before));
            assertThat(Releases.rules(j).contains("privilege")).isEqualTo(!checks);
        }
    }

    private static final String HOOK = ",\"scripts\":{\"postinstall\":\"node ./setup.js\"}";

    private static final String SENDS = "const https = require('https');\nhttps.get(target);\n";

    private static Judgement firstNpm(String more, Object... files) throws IOException {
        return Releases.judge(Releases.read("adder.tgz", Releases.tgz(npm(more, files))), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval(Buffer.from('Y29uc29sZQ==', 'base64').toString());\n",
                "const s = Buffer.from('Y29uc29sZQ==', 'base64').toString();\neval(s);\n",
                "var a=1,c=Buffer.from('Y29uc29sZQ==','base64')+'';eval(c)\\n",
                "const s = Buffer.from(\\n  'Y29u' +\\n  'c29sZQ==',\\n  'base64');\\n(0, eval)(`${s}`);\\n",
                "const b = atob('Y29uc29sZQ==')\nconst s = b.trim()\nnew Function('x', s)(1)\n"
            })
    void aFirstReleaseThatRunsDecodedTextAtInstallationAndCanSendHolds(String runs)
            throws IOException {
        Judgement j = firstNpm(HOOK, "package/setup.js", SENDS + runs);
        assertThat(Releases.rules(j)).contains("decodes-at-install");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(
                        firstNpm(
                                        HOOK.replace("./setup.js", "setup"),
                                        "package/setup.js",
                                        "require('./lib/more');\n",
                                        "package/lib/more.js",
                                        SENDS + runs)
                                .verdict())
                .isEqualTo(Verdict.HOLD);
        assertThat(
                        firstNpm(
                                        ",\"scripts\":{\"preinstall\":\"npm run make\",\"make\":\"node setup.js\"}",
                                        "package/setup.js",
                                        SENDS + runs)
                                .verdict())
                .isEqualTo(Verdict.HOLD);
        // Each part alone, and all of them where nothing runs at installation, stay as they were.
        assertThat(firstNpm(HOOK, "package/setup.js", runs).verdict()).isEqualTo(Verdict.RELEASE);
        assertThat(firstNpm(HOOK, "package/setup.js", SENDS).verdict()).isEqualTo(Verdict.RELEASE);
        assertThat(firstNpm("", "package/setup.js", SENDS + runs).verdict())
                .isEqualTo(Verdict.RELEASE);
        assertThat(
                        firstNpm(HOOK, "package/setup.js", "x();\n", "package/b.js", SENDS + runs)
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var b=Buffer.from(x,'base64'),e=2;new Function('b','return b')(e);\\n",
                "eval('require')('fs');\n",
                "const sum = require('crypto').createHash('sha256').update(b).digest('hex');\nif (sum !== want) throw 1;\nconst g = Function('return this')();\n",
                "const auth = Buffer.from(user).toString('base64');\nnew Function('auth', 'x')(1);\n",
                "const mod = eval('require')(name); const s = Buffer.from(b, 'base64');\n"
            })
    void honestDownloadsAtInstallationAreReleased(String code) throws IOException {
        Judgement j = firstNpm(HOOK, "package/setup.js", SENDS + code);
        assertThat(j.verdict()).as(j.findings().toString()).isEqualTo(Verdict.RELEASE);
    }
}
