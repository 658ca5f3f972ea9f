package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One component of a bill of materials while it is read; it becomes a component when the machine's platform is known.
public final class Part {
    /// `device`, `operating-system`, `application` and so on, in the words of CycloneDX.
    public @Nullable String type;

    public @Nullable String id;
    public @Nullable String name;
    public @Nullable String group;
    public @Nullable String version;

    /// Who publishes or supplies it, the surest statement first.
    public @Nullable String publisher;

    public @Nullable String supplier;
    public @Nullable String manufacturer;
    public @Nullable String author;
    public @Nullable String purl;
    public @Nullable String organisation;
    public Platform platform = Platform.UNKNOWN;
    public long line;

    /// What it is nested in.
    public @Nullable Part parent;

    private List<Identifier> identifiers = List.of();

    public Part(long line) {
        this.line = line;
    }

    /// The list to which identifiers are added.
    public List<Identifier> identifiers() {
        if (identifiers.isEmpty()) {
            identifiers = new ArrayList<>(2);
        }
        return identifiers;
    }

    /// The nearest device it is nested in, if any.
    @Nullable Part device() {
        Part outer = parent;
        while (outer != null && !outer.isType("device")) {
            outer = outer.parent;
        }
        return outer;
    }

    boolean isType(String wanted) {
        return wanted.equalsIgnoreCase(type);
    }

    @Nullable String maker() {
        for (@Nullable String candidate :
                new @Nullable String[] {
                    publisher, supplier, manufacturer, author, groupAsMaker()
                }) {
            String told = Values.orNull(candidate);
            if (told != null) {
                return told;
            }
        }
        return null;
    }

    /// Outside package ecosystems, where the group is a namespace, it is mostly the vendor.
    private @Nullable String groupAsMaker() {
        return purl == null ? group : null;
    }
}
