package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Verdict;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is no release, or none of the kind it is compared with, is held.
class NoReleaseTest {
    private static final Map<String, byte[]> NPM =
            Releases.files(
                    "package/package.json",
                    "{\"name\":\"adder\",\"version\":\"1.0.0\"}",
                    "package/index.js",
                    "module.exports = (a, b) => a + b;\n");

    private static final Map<String, byte[]> JAR =
            Releases.files("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n", "a.txt", "text\n");

    private static Judgement against(String name, byte[] now) throws IOException {
        ReleaseFacts before = Releases.read("adder-1.0.0.tgz", Releases.tgz(NPM));
        return Releases.judge(Releases.read(name, now), before);
    }

    @Test
    void anEmptyFileIsHeld() throws IOException {
        for (String name : new String[] {"empty", "adder-1.0.1.tgz", "tool.exe", "run.sh"}) {
            Judgement j = against(name, new byte[0]);
            assertThat(j.verdict()).as(name).isEqualTo(Verdict.HOLD);
            assertThat(j.findings().getFirst().evidence()).as(name).isEqualTo("The file is empty.");
        }
        Judgement first = Releases.judge(Releases.read("empty", new byte[0]), null);
        assertThat(first.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void whatIsNeitherPackageNorProgramIsHeld() throws IOException {
        Judgement j = against("note.txt", Releases.utf8("hello\n"));
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(j)).contains("not-openable");
        assertThat(
                        Releases.judge(Releases.read("page.json", Releases.utf8("{}\n")), null)
                                .verdict())
                .isEqualTo(Verdict.HOLD);
    }

    @Test
    void aPackageWithNothingInItIsHeld() throws IOException {
        assertThat(Releases.judge(Releases.read("a.zip", Releases.zip(Map.of())), null).verdict())
                .isEqualTo(Verdict.HOLD);
    }

    @Test
    void anotherFormatThanTheLastReleaseIsHeld() throws IOException {
        Judgement j = against("adder-1.0.1.jar", Releases.zip(JAR));
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(Releases.rules(j)).contains("other-format");
        assertThat(
                        Releases.rules(
                                Releases.judge(
                                        Releases.read("a.whl", Releases.zip(JAR)),
                                        Releases.read("a.jar", Releases.zip(JAR)))))
                .contains("other-format");
    }

    @Test
    void theSameContainerUnderAnotherNameIsNotHeld() throws IOException {
        assertThat(
                        Releases.judge(
                                        Releases.read("a-1.1.zip", Releases.zip(NPM)),
                                        Releases.read("a-1.0.vsix", Releases.zip(NPM)))
                                .verdict())
                .isEqualTo(Verdict.RELEASE);
    }

    @Test
    void aScriptIsAProgram() throws IOException {
        byte[] script = Releases.utf8("#!/bin/sh\necho hello\n");
        assertThat(Releases.judge(Releases.read("run.sh", script), null).verdict())
                .isEqualTo(Verdict.RELEASE);
    }
}
