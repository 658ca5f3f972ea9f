package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The decisions that are kept, as a CSV text: `decision,name,publisher,product,vendor,note`.
///
/// Comma, semicolon or tab separate (told by the first line), quotes as in RFC 4180, `#` starts a comment line,
/// decisions are `same`/`yes`/`ja` and `other`/`no`/`nein`. Later lines win over earlier ones. Immutable.
public final class Aliases {
    public static final String HEADER = "decision,name,publisher,product,vendor,note";

    /// More decisions than a person can have made point to a wrong file.
    public static final int MAX_ENTRIES = 1_000_000;

    private static final Aliases NONE = new Aliases(List.of());

    private final List<Alias> all;
    private final Map<String, List<Alias>> byName;

    private Aliases(List<Alias> all) {
        this.all = List.copyOf(all);
        this.byName = new HashMap<>();
        for (Alias alias : all) {
            byName.computeIfAbsent(key(alias.name()), _ -> new ArrayList<>()).add(alias);
        }
    }

    /// What was read and what was not.
    public record Read(Aliases aliases, List<Problem> problems) {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    public static Aliases none() {
        return NONE;
    }

    public static Aliases of(List<Alias> all) {
        return new Aliases(all);
    }

    /// Reads the CSV text; a line that cannot be used is a problem, the rest is kept.
    public static Read read(String source, String text) {
        AliasText.Parsed parsed = AliasText.read(source, text);
        return new Read(new Aliases(parsed.aliases()), parsed.problems());
    }

    /// These decisions and one more.
    public Aliases with(Alias alias) {
        List<Alias> more = new ArrayList<>(all);
        more.add(alias);
        return new Aliases(more);
    }

    public List<Alias> all() {
        return all;
    }

    /// The text that [#read] reads.
    public String toText() {
        return AliasText.write(all);
    }

    /// Whether any decision is about a component of this name.
    boolean knows(Component component) {
        return !all.isEmpty() && byName.containsKey(key(component.name()));
    }

    /// The latest decision about a component and a product, if a person has made one.
    public Optional<Alias> decision(Component component, Product product) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Alias> candidates =
                new ArrayList<>(byName.getOrDefault(key(component.name()), List.of()));
        for (Alias alias : candidates.reversed()) {
            if (fitsPublisher(alias, component) && fitsProduct(alias, product)) {
                return Optional.of(alias);
            }
        }
        return Optional.empty();
    }

    private static boolean fitsPublisher(Alias alias, Component component) {
        if (Alias.ANY.equals(alias.publisher())) {
            return true;
        }
        Publisher decided = Publisher.of(alias.publisher());
        Publisher reported = Publisher.of(component.publisher());
        return decided == null || reported == null
                ? decided == null && reported == null
                : decided.joined().equals(reported.joined());
    }

    private static boolean fitsProduct(Alias alias, Product product) {
        Publisher decided = Publisher.of(alias.vendor());
        Publisher stated = Publisher.of(product.vendor());
        if (decided != null && stated != null && !decided.isCompatible(stated)) {
            return false;
        }
        String wanted = key(alias.product());
        return wanted.equals(key(product.name()))
                || product.aliases().stream().anyMatch(name -> wanted.equals(key(name)));
    }

    private static String key(String name) {
        return ProductName.of(name, List.of()).joined();
    }
}
