package dev.firebreak.formats;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes down what a reader tells, for comparison, and fails when the calls are not nested as they must be.
public final class Transcript implements InventorySink {
    private final List<String> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private final List<Asset> assets = new ArrayList<>();
    private boolean open;

    @Override
    public void begin(
            Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {
        if (open) {
            throw new AssertionError("begin within begin");
        }
        open = true;
        assets.add(asset);
        lines.add(text(asset) + " " + kind + " " + scope + " " + collected + " @" + line);
    }

    private static String text(Asset asset) {
        return "asset '"
                + asset.name()
                + "' of "
                + asset.organisation()
                + ", "
                + asset.platform()
                + ", "
                + asset.addresses();
    }

    @Override
    public void component(Component component, Change change, long line) {
        if (!open) {
            throw new AssertionError("a component outside an asset");
        }
        components.add(component);
        String identifiers =
                component.identifiers().stream()
                        .map(Transcript::text)
                        .collect(Collectors.joining(" "));
        lines.add(
                "  %s%s | %s | %s | %s %s%s @%d"
                        .formatted(
                                change == Change.REMOVED ? "REMOVED " : "",
                                component.name(),
                                component.version(),
                                component.publisher(),
                                component.scheme(),
                                component.platform(),
                                identifiers.isEmpty() ? "" : " | " + identifiers,
                                line));
    }

    private static String text(Identifier identifier) {
        return identifier.type().name().toLowerCase(Locale.ROOT) + "=" + identifier.value();
    }

    @Override
    public void end() {
        if (!open) {
            throw new AssertionError("end without begin");
        }
        open = false;
    }

    @Override
    public void machine(Asset asset, long line) {
        if (open) {
            throw new AssertionError("facts within an asset");
        }
        lines.add("facts " + text(asset) + " @" + line);
    }

    @Override
    public void incomplete(Asset asset, Kind kind, String scope, String reason) {
        if (open) {
            throw new AssertionError("incomplete within an asset");
        }
        lines.add("INCOMPLETE '" + asset.name() + "' " + kind + " " + scope + ": " + reason);
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
        lines.add(problem.severity() + " " + problem.where() + ": " + problem.reason());
    }

    public void finished() {
        if (open) {
            throw new AssertionError("an asset was never ended");
        }
    }

    public List<Problem> problems() {
        return problems;
    }

    public List<Component> components() {
        return components;
    }

    public List<Asset> assets() {
        return assets;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
