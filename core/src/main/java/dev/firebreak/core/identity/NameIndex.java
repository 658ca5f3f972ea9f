package dev.firebreak.core.identity;

import dev.firebreak.core.identity.IdentityMatcher.Found;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of all targets, looked up by their spelling without blanks.
final class NameIndex {
    /// @param makerCut the key lacks the maker's words, so the maker has to be the same
    private record Named(Target target, ProductName name, boolean makerCut) {}

    private final Map<String, List<Named>> exact = new HashMap<>();

    /// Targets by their name without a trailing edition: `ccleaner` for `CCleaner Professional`.
    private final Map<String, List<Named>> shortened = new HashMap<>();

    /// Targets by the ends of their names: `blattwerk` for `PDF-Drucker Blattwerk`.
    private final Map<String, List<Named>> tails = new HashMap<>();

    /// Targets by the first words of their names: `keepass` for `KeePass Password Safe`.
    private final Map<String, List<Named>> starts = new HashMap<>();

    /// Targets whose names have letters that a change of character set loses, by what is left.
    private final Map<String, List<Named>> lost = new HashMap<>();

    private final NearNames near = new NearNames();
    private final Letters letters = new Letters();

    NameIndex(List<Target> targets) {
        for (Target target : targets) {
            for (ProductName name : target.names()) {
                near.add(name.joined(), target);
                letters.add(name.joined(), NearNames.slips(name.joined()));
                addName(target, name);
                ProductName shorter = name.withShortEditions();
                if (shorter != name) {
                    addName(target, shorter);
                }
                String masked = Garbled.masked(name.shown());
                if (Garbled.isMasked(masked)) {
                    add(
                            lost,
                            ProductName.of(masked, List.of()).withShortEditions().joined(),
                            new Named(target, name, false));
                }
            }
        }
    }

    private void addName(Target target, ProductName name) {
        add(exact, name.joined(), new Named(target, name, false));
        String core = name.without(target.vendor());
        if (!core.equals(name.joined())) {
            add(exact, core, new Named(target, name, true));
        }
        if (target.vendor() != null) {
            add(exact, target.vendor().joined() + core, new Named(target, name, false));
            add(exact, target.vendor().words().getFirst() + core, new Named(target, name, false));
        }
        for (String edition : withoutEdition(name)) {
            add(shortened, edition, new Named(target, name, false));
        }
        if (target.ecosystem() == null) {
            for (String tail : NameTails.of(name)) {
                add(tails, tail, new Named(target, name, false));
            }
            String start = NameStarts.of(name, target.vendor());
            if (start != null) {
                add(starts, start, new Named(target, name, false));
            }
        }
    }

    private void add(Map<String, List<Named>> map, String key, Named named) {
        letters.add(key, 0);
        List<Named> all = map.computeIfAbsent(key, _ -> new ArrayList<>());
        if (!all.contains(named)) {
            all.add(named);
        }
    }

    /// The name without its last edition word, without its last two and so on, as long as something telling is left.
    private static List<String> withoutEdition(ProductName name) {
        List<String> words = name.words();
        List<String> shorter = new ArrayList<>(1);
        for (int end = words.size() - 1; end > 0 && GeneralWords.isEdition(words.get(end)); end--) {
            List<String> left = words.subList(0, end);
            if (left.stream().anyMatch(w -> !GeneralWords.isGeneral(w))) {
                shorter.add(String.join("", left));
            }
        }
        return shorter;
    }

    /// Targets whose name equals that of the component, whoever made it.
    Set<Target> equallyNamed(ReadComponent component) {
        if (!letters.mayMean(component.component())) {
            return Set.of();
        }
        List<Named> equal = candidates(component.name(), component.maker());
        if (equal.isEmpty()) {
            return Set.of(); // nearly all
        }
        Set<Target> targets = new LinkedHashSet<>();
        for (Named named : equal) {
            if (!named.makerCut) {
                targets.add(named.target);
            }
        }
        return targets;
    }

    private List<Named> candidates(ProductName name, @Nullable Publisher maker) {
        List<Named> written = spelt(name, maker);
        ProductName shorter = name.withShortEditions();
        List<Named> others = shorter == name ? List.of() : spelt(shorter, maker);
        if (others.isEmpty()) {
            return written;
        }
        Set<Named> all = new LinkedHashSet<>(written);
        all.addAll(others);
        return List.copyOf(all);
    }

    private List<Named> spelt(ProductName name, @Nullable Publisher maker) {
        List<Named> direct = exact.getOrDefault(name.joined(), List.of());
        if (maker == null) {
            return direct;
        }
        String core = name.without(maker);
        List<Named> cut =
                core.equals(name.joined()) ? List.of() : exact.getOrDefault(core, List.of());
        List<Named> prefixed = exact.getOrDefault(maker.words().getFirst() + core, List.of());
        List<Named> whole = exact.getOrDefault(maker.joined() + core, List.of());
        if (cut.isEmpty() && prefixed.isEmpty() && whole.isEmpty()) {
            return direct;
        }
        Set<Named> all = new LinkedHashSet<>(direct);
        all.addAll(cut);
        all.addAll(prefixed);
        all.addAll(whole);
        return List.copyOf(all);
    }

    /// `org.mozilla.firefox` makes `Mozilla Firefox` of an app that calls itself `Firefox`.
    private List<Named> byBundle(Component component, ProductName name) {
        List<Named> all = List.of();
        for (Identifier id : component.identifiers()) {
            if (id.type() == Identifier.Type.BUNDLE_ID || id.type() == Identifier.Type.WINGET_ID) {
                String[] parts = id.value().toLowerCase(Locale.ROOT).split("\\.");
                String maker =
                        parts.length < 2
                                ? ""
                                : String.join("", Words.split(parts[parts.length - 2]));
                all = maker.isEmpty() ? all : exact.getOrDefault(maker + name.joined(), all);
            }
        }
        return all;
    }

    /// Adds the targets whose name speaks for the component; those found before stay as they are.
    void match(ReadComponent read, EstateMakers makers, Map<Target, Found> found) {
        Component component = read.component();
        if (!letters.mayMean(component)) {
            return; // before it is taken apart
        }
        ProductName name = read.name();
        Publisher maker = read.maker();
        List<Named> equal = new ArrayList<>(candidates(name, maker));
        for (Named named : byBundle(component, name)) {
            if (!equal.contains(named)) {
                equal.add(named);
            }
        }
        List<PackageUrl> purls = purls(component);
        Map<Target, Found> byName = new LinkedHashMap<>();
        for (Named named : equal) {
            if (!found.containsKey(named.target)
                    && !EcosystemCheck.excludes(named.target, component, purls)) {
                Found f =
                        new NameDecision(named.target, component, name, maker, makers)
                                .decide(named.name, named.makerCut);
                if (f != null) {
                    byName.merge(
                            named.target, f, (x, y) -> y.tier().compareTo(x.tier()) < 0 ? y : x);
                }
            }
        }
        for (PackageUrl purl : purls) {
            matchSource(purl, component, purls, found, byName);
        }
        if (equal.isEmpty() && byName.isEmpty()) {
            matchEditions(name, maker, component, purls, found, byName);
        }
        if (equal.isEmpty() && byName.isEmpty() && Garbled.hasLost(component.name())) {
            matchLost(maker, component, purls, found, byName);
        }
        if (equal.isEmpty() && byName.isEmpty()) {
            matchNear(name, maker, component, purls, found, byName);
            if (isDisplayName(component, purls)) {
                matchTails(name, maker, component, found, byName);
                for (Named named : starts.getOrDefault(name.joined(), List.of())) {
                    doubt(
                            named.target,
                            Reasons.Doubt.START,
                            maker,
                            component,
                            purls,
                            found,
                            byName);
                }
            }
        }
        byName.forEach(found::putIfAbsent);
    }

    private void matchSource(
            PackageUrl purl,
            Component component,
            List<PackageUrl> purls,
            Map<Target, Found> found,
            Map<Target, Found> byName) {
        if (purl.source() == null) {
            return;
        }
        String key = ProductName.of(purl.source(), List.of()).joined();
        for (Named named : exact.getOrDefault(key, List.of())) {
            if (!found.containsKey(named.target)
                    && !named.makerCut
                    && !EcosystemCheck.excludes(named.target, component, purls)) {
                byName.putIfAbsent(
                        named.target, Found.sure(Tier.C, Reasons.sourcePackage(purl.source())));
            }
        }
    }

    private void matchEditions(
            ProductName name,
            @Nullable Publisher maker,
            Component component,
            List<PackageUrl> purls,
            Map<Target, Found> found,
            Map<Target, Found> byName) {
        List<Named> all = new ArrayList<>(shortened.getOrDefault(name.joined(), List.of()));
        if (maker != null) {
            all.addAll(shortened.getOrDefault(name.without(maker), List.of()));
            all.addAll(shortened.getOrDefault(maker.words().getFirst() + name.joined(), List.of()));
        }
        for (String edition : withoutEdition(name)) {
            all.addAll(exact.getOrDefault(edition, List.of()));
            if (maker != null && edition.startsWith(maker.words().getFirst())) {
                all.addAll(
                        exact.getOrDefault(
                                edition.substring(maker.words().getFirst().length()), List.of()));
            }
        }
        all.addAll(partsOfShortened(name, maker));
        for (String base : PackageNames.bases(component)) {
            all.addAll(exact.getOrDefault(base, List.of()));
            all.addAll(shortened.getOrDefault(base, List.of()));
        }
        for (Named named : all) {
            if (named.makerCut && maker == null) {
                continue;
            }
            doubt(named.target, Reasons.Doubt.EDITION, maker, component, purls, found, byName);
        }
    }

    /// `SolarWinds Orion Core Services` for the `SolarWinds Orion Platform`: the same start, then general words only.
    private List<Named> partsOfShortened(ProductName name, @Nullable Publisher maker) {
        List<Named> all = new ArrayList<>();
        List<String> words = name.words();
        for (int end = words.size() - 1; end > 0 && GeneralWords.isGeneral(words.get(end)); end--) {
            String start = String.join("", words.subList(0, end));
            boolean makerOnly = maker != null && maker.joined().startsWith(start);
            all.addAll(makerOnly ? List.of() : shortened.getOrDefault(start, List.of()));
        }
        return all;
    }

    /// Packages are called by one name only; programs with or without what makes or describes them.
    private static boolean isDisplayName(Component component, List<PackageUrl> purls) {
        return purls.isEmpty()
                && component.scheme() != VersionScheme.DEB
                && component.scheme() != VersionScheme.RPM;
    }

    private void matchTails(
            ProductName name,
            @Nullable Publisher maker,
            Component component,
            Map<Target, Found> found,
            Map<Target, Found> byName) {
        List<Named> all = new ArrayList<>(tails.getOrDefault(name.joined(), List.of()));
        for (String tail : NameTails.of(name)) {
            for (Named named : exact.getOrDefault(tail, List.of())) {
                if (!named.makerCut && named.target.ecosystem() == null) {
                    all.add(named);
                }
            }
        }
        for (Named named : all) {
            doubt(named.target, Reasons.Doubt.TAIL, maker, component, List.of(), found, byName);
        }
    }

    /// `B?rger-Desk` for `Bürger-Desk`: equal where no letter is lost.
    private void matchLost(
            @Nullable Publisher maker,
            Component component,
            List<PackageUrl> purls,
            Map<Target, Found> found,
            Map<Target, Found> byName) {
        String version = component.version();
        ProductName masked =
                ProductName.of(
                                Garbled.masked(component.name()),
                                version == null ? List.of() : List.of(version))
                        .withShortEditions();
        Publisher known = Garbled.hasLost(component.publisher()) ? null : maker;
        List<Named> all = new ArrayList<>(lost.getOrDefault(masked.joined(), List.of()));
        for (String edition : withoutEdition(masked)) {
            all.addAll(lost.getOrDefault(edition, List.of()));
        }
        for (Named named : all) {
            doubt(named.target, Reasons.Doubt.LOST_LETTERS, known, component, purls, found, byName);
        }
    }

    private void matchNear(
            ProductName name,
            @Nullable Publisher maker,
            Component component,
            List<PackageUrl> purls,
            Map<Target, Found> found,
            Map<Target, Found> byName) {
        for (Target target : near.nearest(name.joined())) {
            doubt(target, Reasons.Doubt.NEARLY_EQUAL, maker, component, purls, found, byName);
        }
    }

    private static void doubt(
            Target target,
            Reasons.Doubt doubt,
            @Nullable Publisher maker,
            Component component,
            List<PackageUrl> purls,
            Map<Target, Found> found,
            Map<Target, Found> byName) {
        Publisher vendor = target.vendor();
        boolean otherMaker = vendor != null && maker != null && !vendor.isCompatible(maker);
        if (!otherMaker
                && !found.containsKey(target)
                && !EcosystemCheck.excludes(target, component, purls)) {
            byName.putIfAbsent(target, Found.doubtful(doubt));
        }
    }

    private static List<PackageUrl> purls(Component component) {
        List<PackageUrl> purls = new ArrayList<>(1);
        for (Identifier id : component.identifiers()) {
            PackageUrl purl =
                    id.type() == Identifier.Type.PURL ? PackageUrl.parse(id.value()) : null;
            if (purl != null) {
                purls.add(purl);
            }
        }
        PackageUrl implied =
                purls.isEmpty() ? PackageUrl.implied(component.scheme(), component.name()) : null;
        if (implied != null) {
            purls.add(implied);
        }
        return purls;
    }
}
