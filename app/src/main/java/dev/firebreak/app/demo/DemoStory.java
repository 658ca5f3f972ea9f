package dev.firebreak.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the whole story into a folder: two warnings, an estate, logs.
///
/// @param folder that holds everything
/// @param warning prose, German
/// @param indicators CSV
/// @param estate inventories, one folder per organisation
/// @param logs of DNS, DHCP and a proxy
public record DemoStory(Path folder, Path warning, Path indicators, Path estate, Path logs) {
    public static DemoStory write(Path folder) throws IOException {
        DemoStory story =
                new DemoStory(
                        folder,
                        folder.resolve("warnung.txt"),
                        folder.resolve("iocs.csv"),
                        folder.resolve("estate"),
                        folder.resolve("logs"));
        Files.createDirectories(folder);
        copy("warnung.txt", story.warning());
        copy("iocs.csv", story.indicators());
        new DemoEstate(story.estate()).write(DemoMachine.all());
        new DemoLogs(story.logs()).write(DemoMachine.all());
        return story;
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream in = DemoStory.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            Files.write(file, in.readAllBytes());
        }
    }
}
