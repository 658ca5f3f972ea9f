package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which names of a document mean the same product, which of them it is mainly about, and who makes it.
final class Products {
    /// Words that do not make another product of a name they are added to.
    private static final Set<String> NEUTRAL =
            Lexicon.words(
                    """
                    utils utilities platform software suite client app electron application desktop tool tools
                    library package plugin utility anwendung programm x64 x86 installer for
                    """);

    /// Words that make another product of a name they are added to.
    private static final Set<String> VARIANT =
            Lexicon.words(
                    """
                    online cloud web saas mobil mobile lite hosted portal viewer server hub plus pro enterprise
                    express onprem community home android ios
                    """);

    private static final Set<String> VENDOR_BEFORE =
            Lexicon.words(
                    """
                    hersteller herstellers vendor anbieter anbieters entwickler manufacturer maker laut firma
                    softwarehersteller unternehmen softwareanbieter
                    """);
    private static final Set<String> VENDOR_AFTER =
            Lexicon.words(
                    """
                    hat empfiehlt rät bestätigt bestätigte recommends confirmed confirms advises released has said
                    says stated teilte informierte warnt veröffentlichte gmbh inc ag ltd corp corporation llc
                    announced stellte stellt zufolge urges acknowledged s.a plc
                    """);

    private final KnownNames known;
    private final Map<String, String> canonical = new HashMap<>();
    private final Map<String, String> vendors = new HashMap<>();

    Products(KnownNames known, List<Raw> raws) {
        this.known = known;
        Set<String> used = new HashSet<>();
        Set<String> versioned = new HashSet<>();
        for (Raw r : raws) {
            if (r.name() != null && !r.name().weak()) {
                used.add(r.name().key());
                if (!r.namesNoVersion()) {
                    versioned.add(r.name().key());
                }
            }
        }
        List<String> keys = known.keys();
        for (String shorter : keys) {
            String into = shorter;
            for (String longer : keys) {
                if (!longer.equals(shorter)
                        && same(shorter, longer, used, versioned)
                        && words(longer).size() > words(into).size()) {
                    into = longer;
                }
            }
            canonical.put(shorter, into);
        }
        for (String key : keys) {
            String into = canonical.getOrDefault(key, key);
            boolean tail =
                    !into.equals(key)
                            && words(into)
                                    .subList(
                                            words(into).size()
                                                    - Math.min(
                                                            words(into).size(), words(key).size()),
                                            words(into).size())
                                    .equals(words(key));
            if (tail && known.weight(key) > 4 * known.weight(into)) {
                swap(into, key);
            }
        }
    }

    private void swap(String from, String to) {
        canonical.replaceAll((_, target) -> target.equals(from) ? to : target);
        canonical.put(from, to);
        canonical.put(to, to);
    }

    /// Whether a shorter name means the product of a longer one.
    private boolean same(String shorter, String longer, Set<String> used, Set<String> versioned) {
        List<String> s = words(shorter);
        List<String> l = words(longer);
        if (s.isEmpty() || l.size() <= s.size() || l.size() > s.size() + 3) {
            return false;
        }
        boolean suffix = l.subList(l.size() - s.size(), l.size()).equals(s);
        if (suffix) {
            return l.size() <= s.size() + 2;
        }
        if (!l.subList(0, s.size()).equals(s)) {
            return false;
        }
        boolean neutral = NEUTRAL.containsAll(l.subList(s.size(), l.size()));
        List<String> added = l.subList(s.size(), l.size());
        boolean variant =
                added.stream().anyMatch(VARIANT::contains) || added.equals(List.of("app"));
        if (variant && versioned.contains(shorter)) {
            return false;
        }
        boolean bothVersioned = versioned.contains(shorter) && versioned.contains(longer);
        return used.contains(shorter)
                && (neutral
                        ? !bothVersioned
                        : !used.contains(longer) && known.weight(longer) >= KnownNames.ANNOUNCED);
    }

    private List<String> words(String key) {
        List<String> spellings = known.spellings(key);
        return spellings.isEmpty()
                ? List.of(key)
                : Arrays.asList(spellings.getFirst().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    String group(String key) {
        return canonical.getOrDefault(key, key);
    }

    /// The product the document is about: the heaviest of those it makes statements on.
    @Nullable String main(List<Raw> raws) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String key : known.keys()) {
            weights.merge(group(key), known.weight(key), Double::sum);
        }
        Set<String> affected = new LinkedHashSet<>();
        for (Raw r : raws) {
            if (r.name() != null
                    && !r.name().weak()
                    && r.status() == dev.firebreak.core.model.Status.AFFECTED) {
                affected.add(group(r.name().key()));
            }
        }
        known.keys().stream()
                .filter(
                        k ->
                                known.titled(k)
                                        && known.weight(k)
                                                >= KnownNames.TITLE + KnownNames.ANNOUNCED)
                .map(this::group)
                .forEach(affected::add);
        String best = null;
        for (Map.Entry<String, Double> e : weights.entrySet()) {
            boolean eligible = affected.isEmpty() || affected.contains(e.getKey());
            if (eligible && (best == null || e.getValue() > weights.getOrDefault(best, 0.0))) {
                best = e.getKey();
            }
        }
        return best;
    }

    void vendor(String group, String vendor) {
        vendors.putIfAbsent(group, vendor);
    }

    /// Looks for the maker: "Hersteller X", or the first word of the name where it acts on its own ("X empfiehlt ...").
    void findVendors(List<Pieces.Piece> pieces, Set<String> groups) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        groups.forEach(g -> all.put(g, words(g)));
        all.values().removeIf(words -> words.size() < 2);
        for (Pieces.Piece piece : pieces) {
            List<Token> t = piece.tokens();
            for (int i = 0; i + 1 < t.size(); i++) {
                for (Map.Entry<String, List<String>> e : all.entrySet()) {
                    String group = e.getKey();
                    boolean alone =
                            t.get(i).is(e.getValue().getFirst())
                                    && !t.get(i + 1).is(e.getValue().get(1));
                    boolean acts =
                            VENDOR_AFTER.contains(t.get(i + 1).lower())
                                    || i > 0 && VENDOR_BEFORE.contains(t.get(i - 1).lower())
                                    || t.get(i + 1).text().startsWith("'s")
                                    || i > 1
                                            && t.get(i - 1).is("to")
                                            && t.get(i - 2).is("according");
                    if (alone && acts) {
                        vendor(group, t.get(i).text());
                    }
                }
            }
        }
    }

    /// The spelling without words of the technology.
    private static String plain(String spelling) {
        List<String> words = new ArrayList<>(Arrays.asList(spelling.split(" ")));
        words.removeIf(w -> Set.of("electron", "x64", "x86").contains(w.toLowerCase(Locale.ROOT)));
        return words.isEmpty() ? spelling : String.join(" ", words);
    }

    Product product(String group) {
        List<String> all = new ArrayList<>();
        List<String> full = words(group);
        for (String key : known.keys()) {
            List<String> w = words(key);
            boolean bareVendor =
                    w.size() == 1 && full.size() > 1 && full.getFirst().equals(w.getFirst());
            if (group(key).equals(group) && !bareVendor) {
                known.spellings(key).forEach(s -> all.add(plain(s)));
            }
        }
        List<String> own = known.spellings(group);
        String name = own.isEmpty() ? group : plain(own.getFirst());
        List<String> aliases = all.stream().filter(s -> !s.equals(name)).distinct().toList();
        return new Product(name, vendors.get(group), List.of(), aliases);
    }
}
