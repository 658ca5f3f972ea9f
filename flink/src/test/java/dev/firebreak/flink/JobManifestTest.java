package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The arguments in `config/kubernetes/job.yaml` as the job reads them.
class JobManifestTest {
    @TempDir Path folder;

    @Test
    void theJobUnderstandsItsArguments() throws IOException {
        String client = "";
        List<String> arguments = new ArrayList<>();
        Path file = Path.of("..", "config", "kubernetes", "job.yaml");
        try (MappingIterator<JsonNode> all =
                new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
            for (JsonNode document : all.readAll()) {
                client += document.at("/data/client.properties").asText();
                document.at("/spec/job/args").forEach(word -> arguments.add(word.asText()));
            }
        }
        Path settings = Files.writeString(folder.resolve("client.properties"), client);
        arguments.replaceAll(
                word ->
                        word.equals("/etc/firebreak/client/client.properties")
                                ? settings.toString()
                                : word);
        Settings read = Settings.parse(arguments.toArray(String[]::new));
        assertThat(read.topics()).isEqualTo(Topics.DEFAULT);
        assertThat(read.connection().settings()).containsEntry("security.protocol", "SASL_SSL");
        // Each checkpoint writes objects: less often than on a disk.
        assertThat(read.checkpointMillis()).isEqualTo(5_000);
    }
}
