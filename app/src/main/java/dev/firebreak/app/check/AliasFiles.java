package dev.firebreak.app.check;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.core.identity.Alias;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.input.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The kept decisions about product names, read from the files that the user names.
public record AliasFiles(Aliases aliases, List<Problem> problems) {
    /// Largest alias file, in bytes.
    private static final int MAX_BYTES = 64 << 20;

    public static AliasFiles read(List<Path> files) throws UnusableInputException {
        List<Alias> all = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                String text = Texts.decode(Inputs.readAll(file, MAX_BYTES)).text();
                Aliases.Read read = Aliases.read(file.toString(), text);
                all.addAll(read.aliases().all());
                problems.addAll(read.problems());
            } catch (IOException e) {
                throw new UnusableInputException(file + ": cannot be read: " + ErrorText.reason(e));
            }
        }
        return new AliasFiles(Aliases.of(all), List.copyOf(problems));
    }
}
