package dev.firebreak.gate.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Facts as JSON: how the child process hands them over and how baselines are kept.
public final class FactsJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private FactsJson() {}

    public static void write(ReleaseFacts facts, Path file) throws IOException {
        try {
            MAPPER.writeValue(file.toFile(), facts);
        } catch (JacksonException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /// @throws IOException if the file cannot be read or holds no facts
    public static ReleaseFacts read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return MAPPER.readValue(bytes, ReleaseFacts.class);
        } catch (JacksonException e) {
            throw new IOException(file + " holds no readable facts: " + e.getOriginalMessage(), e);
        }
    }
}
