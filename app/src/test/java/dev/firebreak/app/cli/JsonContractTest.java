package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.firebreak.app.Cli;
import dev.firebreak.app.demo.DemoStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--json` prints is what docs/reference promises.
class JsonContractTest {
    private static final Path REFERENCE = Path.of("../docs/reference");

    @TempDir static Path folder;

    private static DemoStory story;

    @BeforeAll
    static void writeTheStory() throws IOException {
        story = DemoStory.write(folder);
    }

    @Test
    void readPrintsWhatItsSchemaSays() throws IOException {
        Cli read = Cli.run("read", story.warning(), "--json");
        assertThat(read.exitCode()).isZero();
        assertThat(problems("read.schema.json", read.out())).isEmpty();
    }

    @Test
    void readOfSomethingThatIsNoWarningStillPrintsTheDocument() throws IOException {
        Path empty = folder.resolve("nothing.txt");
        Files.writeString(empty, "Guten Morgen.\n");
        Cli read = Cli.run("read", empty, "--json");
        assertThat(problems("read.schema.json", read.out())).isEmpty();
        assertThat(read.exitCode()).isEqualTo(3);
    }

    @Test
    void checkPrintsWhatItsSchemaSays() throws IOException {
        Cli check =
                Cli.run(
                        "check",
                        "-w",
                        story.warning(),
                        story.indicators(),
                        "-i",
                        story.estate(),
                        "-l",
                        story.logs(),
                        "--json");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(problems("check.schema.json", check.out())).isEmpty();
    }

    @Test
    void theGatesVerdictIsWhatItsSchemaSays() throws IOException {
        Path fixtures = Path.of("../gate/src/test/resources/fixtures");
        Cli held =
                Cli.run(
                        "gate",
                        "examine",
                        fixtures.resolve("new-dll.msi"),
                        "--against",
                        fixtures.resolve("old.msi"),
                        "--json",
                        "--all");
        assertThat(held.exitCode()).isEqualTo(1);
        assertThat(problems("gate.schema.json", held.out())).isEmpty();
        assertThat(held.out()).contains("\"authenticode\"").contains("\"new-network\"");
        Cli foreign =
                Cli.run(
                        "gate",
                        "examine",
                        fixtures.resolve("calc.dll"),
                        "--provenance",
                        fixtures.resolve("sigstore-java-2.0.0.jar.sigstore.json"),
                        "--json");
        assertThat(problems("gate.schema.json", foreign.out())).isEmpty();
        assertThat(foreign.out())
                .contains("\"provenance-invalid\"", "github.com/sigstore/sigstore-java");
        Path broken = folder.resolve("broken.zip");
        Files.writeString(broken, "PK\u0003\u0004 and no more");
        Cli unread = Cli.run("gate", "examine", broken, "--json");
        assertThat(unread.exitCode()).isEqualTo(1);
        assertThat(problems("gate.schema.json", unread.out())).isEmpty();
        assertThat(unread.out()).contains("\"notExamined\"");
    }

    @Test
    void theSchemaRefusesWhatIsNotPromised() throws IOException {
        assertThat(problems("check.schema.json", "{\"schemaVersion\": \"1\"}")).isNotEmpty();
    }

    private static List<Error> problems(String schema, String document) throws IOException {
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema read =
                registry.getSchema(Files.readString(REFERENCE.resolve(schema)), InputFormat.JSON);
        return read.validate(document, InputFormat.JSON);
    }
}
