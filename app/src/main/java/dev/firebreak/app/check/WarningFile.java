package dev.firebreak.app.check;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.Warnings;
import dev.firebreak.formats.input.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A file that the user named as a warning.
public final class WarningFile {
    /// Formats that say of themselves that they are warnings; what is read as anything else could be an inventory.
    private static final Set<String> TELLING = Set.of("csaf", "cve", "osv", "stix", "misp", "nvd");

    private WarningFile() {}

    /// Reads every document of a file.
    ///
    /// @throws UnusableInputException if it is an inventory: searched for indicators, it would be answered with "nothing found"
    public static List<Advisory> read(Path file) throws IOException, UnusableInputException {
        byte[] bytes = Inputs.readAll(file, Inputs.MAX_WHOLE_FILE);
        List<Advisory> read = Warnings.readAll(file.toString(), bytes);
        boolean told = read.stream().anyMatch(a -> TELLING.contains(family(a.format())));
        if (!told && isInventory(bytes)) {
            throw new UnusableInputException(
                    file
                            + ": "
                            + "an inventory, not a warning; take it in with import, or give it to check as --inventory");
        }
        return read;
    }

    private static boolean isInventory(byte[] bytes) {
        byte[] head =
                bytes.length <= Inventories.HEAD ? bytes : Arrays.copyOf(bytes, Inventories.HEAD);
        return Inventories.recognise(head).isPresent();
    }

    /// `csaf-2.0` is of the family `csaf`.
    private static String family(String format) {
        int dash = format.indexOf('-');
        return dash < 0 ? format : format.substring(0, dash);
    }
}
