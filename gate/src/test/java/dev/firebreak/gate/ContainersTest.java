package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.ReleaseFacts;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersTest {
    @ParameterizedTest
    @CsvSource({
        "app.pkg, App.app/Contents/MacOS/app",
        "app.squashfs, App.app/Contents/big.txt",
        "appxz.squashfs, App.app/Contents/big.txt",
        "app.cab, codec.dll",
        "app.7z, codec.dll",
        "app.rpm, usr/share/fixture/a.txt",
        "app.rpm, scripts/postinstall.sh",
        "app.dmg, partition-0 disk image!/App.app/Contents/Info.plist",
        "setup.exe, codec.dll",
        "setup-lzma.exe, codec.dll",
        "old.msi, files/ProgramFilesFolder/Fixture App/codec.dll"
    })
    void aContainerIsOpenedWithoutObstacles(String fixture, String expected) throws IOException {
        ReleaseFacts facts = Releases.read(fixture, Releases.fixture(fixture));
        assertThat(facts.obstacles()).isEmpty();
        assertThat(Releases.paths(facts)).contains(expected);
    }

    @Test
    void theSameLibraryHasTheSameDigestInEveryContainer() throws IOException {
        String wanted = Releases.read("plain.dll", Releases.fixture("plain.dll")).sha256();
        for (String fixture : new String[] {"app.cab", "app.7z", "setup.exe", "setup-lzma.exe"}) {
            assertThat(Releases.read(fixture, Releases.fixture(fixture)).files())
                    .as(fixture)
                    .filteredOn(f -> f.name().equals("codec.dll"))
                    .extracting(FileFacts::sha256)
                    .containsExactly(wanted);
        }
    }

    @Test
    void anInstallersTablesTellNameAndVersion() throws IOException {
        ReleaseFacts facts = Releases.read("old.msi", Releases.fixture("old.msi"));
        FileFacts property =
                facts.files().stream()
                        .filter(f -> f.path().equals("tables/Property.txt"))
                        .findFirst()
                        .orElseThrow();
        assertThat(property.attributes())
                .containsEntry("name", "Fixture App")
                .containsEntry("version", "1.0.0");
        assertThat(facts.files())
                .filteredOn(f -> f.name().equals("app.exe"))
                .extracting(FileFacts::kind)
                .containsExactly(FileKind.PE);
    }

    @Test
    void containersInsideContainersAreOpened() throws IOException {
        byte[] inner = Releases.zip(Releases.files("deep.txt", "hello"));
        ReleaseFacts facts =
                Releases.read(
                        "outer.zip",
                        Releases.zip(
                                Releases.files(
                                        "a/inner.jar",
                                        inner,
                                        "b.tgz",
                                        Releases.tgz(Releases.files("t.txt", "x")))));
        assertThat(Releases.paths(facts)).contains("a/inner.jar!/deep.txt", "b.tgz!/t.txt");
        assertThat(facts.obstacles()).isEmpty();
    }

    /// `ar` writes names of more than 15 letters into a table of their own.
    @Test
    void longNamesOfAStaticLibraryAreResolved() throws IOException {
        String table = "a_very_long_member_name.o/\n";
        String library =
                "!<arch>\n"
                        + member("/", "0000")
                        + member("//", table + "\n".repeat(table.length() % 2))
                        + member("/0", "code");
        assertThat(Releases.paths(Releases.read("libx.a", Releases.utf8(library))))
                .contains("a_very_long_member_name.o");
        assertThat(Releases.read("libx.a", Releases.utf8(library)).obstacles()).isEmpty();
        assertThat(
                        Releases.read("libx.a", Releases.utf8("!<arch>\n" + member("/99", "code")))
                                .obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.MALFORMED);
    }

    private static String member(String name, String content) {
        return String.format(
                        "%-16s%-12s%-6s%-6s%-8s%-10d`\n",
                        name, "0", "0", "0", "100644", content.length())
                + content;
    }

    @Test
    void whatCannotBeOpenedIsSaid() throws IOException {
        byte[] rar = new byte[200];
        System.arraycopy(Releases.utf8("Rar!\u001a\u0007\u0001"), 0, rar, 0, 7);
        assertThat(Releases.read("x.rar", rar).obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.UNSUPPORTED);
    }
}
