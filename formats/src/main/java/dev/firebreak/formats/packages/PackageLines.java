package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.input.BoundedLines;
import dev.firebreak.formats.inventory.InventoryRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a package list of one machine, and the way of its packages out.
final class PackageLines {
    /// The longest line, in bytes; package lists have short ones.
    static final int MAX_LINE = 1 << 20;

    private final InventoryRun run;
    private final String scope;
    private final VersionScheme scheme;
    private final Platform platform;
    private @Nullable Asset asset;

    PackageLines(InventoryRun run, String scope, VersionScheme scheme, Platform platform) {
        this.run = run;
        this.scope = scope;
        this.scheme = scheme;
        this.platform = platform;
    }

    /// Receives a line; `where` names it.
    @FunctionalInterface
    interface Line {
        void take(String text, long line, String where);
    }

    /// Hands out every line that is not blank. Lines that cannot be text are reported and left out.
    void read(InputStream in, Line to) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_LINE);
        while (lines.next()) {
            String where = "line " + lines.line();
            if (lines.tooLong() >= 0) {
                run.partial(where, "a line longer than " + (MAX_LINE >> 20) + " MiB is left out");
                continue;
            }
            String text = lines.text();
            if (text.indexOf('\0') >= 0) {
                run.partial(where, "a line with NUL bytes is left out");
                continue;
            }
            if (!text.isBlank()) {
                to.take(text, lines.line(), where);
            }
        }
    }

    /// The machine. It is told with its first package only: a list without entries proves nothing.
    private Asset machine() {
        Asset known = asset;
        if (known == null) {
            known = new Asset(run.assetName(null), run.organisation(null), platform, List.of());
            asset = known;
            noteLanguage();
        }
        return known;
    }

    /// A list of one language's packages is whole, and yet says little of the machine.
    private void noteLanguage() {
        String language =
                switch (scheme) {
                    case PYPI -> "Python";
                    case NPM -> "npm";
                    default -> null;
                };
        if (language != null) {
            run.note(
                    "",
                    "the list names packages of "
                            + language
                            + " only; of other software on the machine it says nothing, NOT AFFECTED speaks of these packages alone");
        }
    }

    void add(
            @Nullable String name,
            @Nullable String publisher,
            @Nullable String version,
            List<Identifier> identifiers,
            long line) {
        Asset of = machine();
        Component component =
                run.component(name, publisher, version, scheme, platform, identifiers, line);
        if (component == null) {
            run.partial("line " + line, "an entry without a name is left out");
        } else {
            run.machine(of, Kind.SNAPSHOT, scope, null, 0);
            run.add(component, Change.PRESENT, line);
        }
    }

    InventoryRun run() {
        return run;
    }
}
