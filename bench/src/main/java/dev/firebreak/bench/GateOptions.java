package dev.firebreak.bench;

import dev.firebreak.gate.examine.ChildOptions;
import java.io.IOException;
import java.nio.file.Path;

/// Prints the options of the process in which the gate reads releases, one a line, so that a measurement uses the same:
/// `GateOptions FOLDER`; a file that they name is put into the folder.
public final class GateOptions {
    private GateOptions() {}

    public static void main(String[] args) throws IOException {
        ChildOptions.in(Path.of(args[0])).forEach(System.out::println);
    }
}
