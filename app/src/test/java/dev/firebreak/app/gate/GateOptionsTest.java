package dev.firebreak.app.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateOptionsTest {
    @Test
    void theDataFolderOfTheEnvironmentGoesBeforeAll() {
        for (String system : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
            Map<String, String> environment =
                    Map.of(
                            "FIREBREAK_DATA",
                            "/srv/firebreak",
                            "XDG_DATA_HOME",
                            "/x",
                            "LOCALAPPDATA",
                            "/l");
            assertThat(GateOptions.standard(environment, system))
                    .as(system)
                    .isEqualTo(Path.of("/srv/firebreak", "gate"));
        }
        assertThat(
                        GateOptions.standard(
                                Map.of("FIREBREAK_DATA", " ", "XDG_DATA_HOME", "/x"), "Linux"))
                .isEqualTo(Path.of("/x", "firebreak", "gate"));
    }
}
