package dev.firebreak.formats.cve;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.version.Versions;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Cpe;
import dev.firebreak.formats.fields.PackageUrl;
import dev.firebreak.formats.fields.Placeholders;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.fields.Vers;
import dev.firebreak.formats.fields.VersionGaps;
import dev.firebreak.formats.fields.VersionText;
import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One entry of a CVE record's `affected` list.
///
/// A version entry means: this version has this status, or with `lessThan` or `lessThanOrEqual`: all from this one up to
/// that end, with the status changing at each of its `changes`. `defaultStatus` holds for everything not listed.
final class CveAffected {
    private static final class Said {
        final List<String> versions = new ArrayList<>();
        final List<VersionRange> ranges = new ArrayList<>();
        final LinkedHashSet<Span> spans = new LinkedHashSet<>();
        Certainty certainty = Certainty.STATED;

        boolean isEmpty() {
            return versions.isEmpty() && ranges.isEmpty();
        }
    }

    private final Json affected;
    private final AdvisoryDraft draft;
    private final Map<Status, Said> said = new EnumMap<>(Status.class);
    private VersionScheme scheme = VersionScheme.GENERIC;
    private final Set<Status> unclear = EnumSet.noneOf(Status.class);
    private boolean unnamedVersion;
    private boolean gitOnly;
    private Span place;

    CveAffected(Json affected, AdvisoryDraft draft) {
        this.affected = affected;
        this.draft = draft;
        this.place = place();
    }

    /// @return whether the entry names a product, and which versions of it
    boolean read() {
        Product product = product();
        if (product == null) {
            draft.note(
                    affected.pointer(),
                    "vendor, product and package name are empty or say nothing (\"n/a\")");
            return false;
        }
        affected.get("versions").items().forEach(this::version);
        Status fallback = status(affected.get("defaultStatus").text());
        if (fallback == Status.AFFECTED) {
            everythingElse(product);
        } else if (fallback == Status.NOT_AFFECTED && said.isEmpty() && !unnamedVersion) {
            said(Status.NOT_AFFECTED).ranges.add(VersionRange.ALL);
        }
        Set<Platform> platforms = platforms(product);
        boolean versions = false;
        said.values().removeIf(one -> one.isEmpty() && one.certainty != Certainty.UNSURE);
        for (Map.Entry<Status, Said> one : said.entrySet()) {
            versions |= !one.getValue().isEmpty();
            state(product, platforms, one.getKey(), one.getValue());
        }
        for (Status status : unclear) {
            Said nothing = new Said();
            nothing.certainty = Certainty.UNSURE;
            state(product, platforms, status, nothing);
            unnamedVersion &= status != Status.AFFECTED;
        }
        Said affectedOnes = said.get(Status.AFFECTED);
        if (affectedOnes == null && (said.isEmpty() && unclear.isEmpty() || unnamedVersion)) {
            state(product, platforms, Status.AFFECTED, new Said());
        }
        return versions;
    }

    private Said said(Status status) {
        return said.computeIfAbsent(status, s -> new Said());
    }

    private void state(Product product, Set<Platform> platforms, Status status, Said what) {
        for (Platform platform : platforms) {
            draft.statement(
                    new ProductStatement(
                            product,
                            platform,
                            status,
                            scheme,
                            what.versions,
                            what.ranges,
                            what.certainty,
                            spans(what)));
        }
    }

    private List<Span> spans(Said what) {
        ArrayList<Span> spans = new ArrayList<>();
        spans.add(place());
        spans.addAll(what.spans);
        return spans;
    }

    /// A version entry in its own words, `2.0 < 2.4.7`.
    private Span span(Json entry) {
        String below = entry.get("lessThan").text();
        String upTo = entry.get("lessThanOrEqual").text();
        String end = !upTo.isEmpty() ? " <= " + upTo : !below.isEmpty() ? " < " + below : "";
        return Span.field(draft.source(), entry.pointer(), entry.get("version").text() + end);
    }

    private Span place() {
        return Span.field(
                draft.source(),
                affected.pointer(),
                (affected.get("vendor").text() + " " + affected.get("product").text()).strip());
    }

    private @Nullable Product product() {
        String vendor = named(affected.get("vendor"));
        String product = named(affected.get("product"));
        String packageName = named(affected.get("packageName"));
        LinkedHashSet<Identifier> identifiers = new LinkedHashSet<>();
        for (Json field : affected.get("cpes").itemsOrSelf()) {
            Cpe cpe = Cpe.parse(field.text());
            if (cpe == null) {
                draft.partial(field.pointer(), "not a CPE name: " + field.text());
            } else {
                identifiers.add(new Identifier(Identifier.Type.CPE, field.text().strip()));
                product = product == null ? cpe.product().replace('_', ' ') : product;
                vendor = vendor == null ? cpe.vendor().replace('_', ' ') : vendor;
            }
        }
        Json url = affected.get("packageURL");
        PackageUrl purl = PackageUrl.parse(url.text());
        if (purl != null) {
            identifiers.add(new Identifier(Identifier.Type.PURL, url.text().strip()));
            scheme = purl.scheme();
            packageName = packageName == null ? purl.name() : packageName;
        } else if (url.isPresent()) {
            draft.partial(url.pointer(), "not a package URL: " + url.text());
        }
        if (scheme == VersionScheme.GENERIC) {
            scheme = collection(affected.get("collectionURL").text());
        }
        String name = product != null ? product : packageName;
        if (name == null) {
            return null;
        }
        List<String> aliases =
                packageName == null || packageName.equals(name) ? List.of() : List.of(packageName);
        return new Product(name, vendor, List.copyOf(identifiers), aliases);
    }

    private static @Nullable String named(Json field) {
        String text = field.textOrNull();
        return Placeholders.isPlaceholder(text) ? null : text;
    }

    private static VersionScheme collection(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        Map<String, VersionScheme> known =
                Map.of(
                        "npmjs", VersionScheme.NPM,
                        "maven", VersionScheme.MAVEN,
                        "pypi", VersionScheme.PYPI,
                        "nuget", VersionScheme.NUGET,
                        "rubygems", VersionScheme.GEM,
                        "debian", VersionScheme.DEB,
                        "redhat", VersionScheme.RPM);
        return known.entrySet().stream()
                .filter(e -> lower.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(VersionScheme.GENERIC);
    }

    private Set<Platform> platforms(Product product) {
        EnumSet<Platform> found = EnumSet.noneOf(Platform.class);
        Json list = affected.get("platforms");
        for (Json platform : list.itemsOrSelf()) {
            found.addAll(Platforms.in(platform.text()));
        }
        if (found.isEmpty() && list.isPresent() && !list.items().isEmpty()) {
            draft.note(
                    list.pointer(),
                    "platforms \""
                            + list.get(0).text()
                            + "\" are no operating system known here; read as any");
        }
        for (Identifier id : found.isEmpty() ? product.identifiers() : List.<Identifier>of()) {
            Cpe cpe = id.type() == Identifier.Type.CPE ? Cpe.parse(id.value()) : null;
            String target = cpe == null ? null : cpe.targetSoftware();
            found.addAll(Platforms.in(target == null ? "" : target));
        }
        if (found.isEmpty()) {
            found.addAll(Platforms.in(product.name()));
        }
        return Platforms.orAny(found);
    }

    private static @Nullable Status status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "affected" -> Status.AFFECTED;
            case "unaffected" -> Status.NOT_AFFECTED;
            case "unknown" -> Status.UNDER_INVESTIGATION;
            default -> null;
        };
    }

    private void version(Json entry) {
        Status status = status(entry.get("status").text());
        if (status == null) {
            draft.partial(
                    entry.pointer(),
                    "unknown status \"" + entry.get("status").text() + "\"; read as affected");
            status = Status.AFFECTED;
        }
        String type = entry.get("versionType").text().toLowerCase(Locale.ROOT);
        if (type.equals("git") || type.equals("original_commit_for_fix")) {
            gitOnly = true;
            draft.note(entry.pointer(), "commit ids are no versions and are not used");
            return;
        }
        if (scheme == VersionScheme.GENERIC) {
            scheme = Vers.scheme(type);
        }
        place = span(entry);
        String start = named(entry.get("version"));
        Json inclusive = entry.get("lessThanOrEqual");
        Json exclusive = entry.get("lessThan");
        if (named(inclusive) != null) {
            range(entry, status, start, inclusive, true);
        } else if (named(exclusive) != null) {
            range(entry, status, start, exclusive, false);
        } else if (start == null) {
            unnamedVersion |= status == Status.AFFECTED;
        } else {
            single(entry, status, start);
        }
    }

    private void single(Json entry, Status status, String text) {
        VersionText.Reading reading = VersionText.read(text);
        Said here = said(status);
        here.spans.add(place);
        if (reading.understood()) {
            here.versions.addAll(reading.versions());
            here.ranges.addAll(reading.ranges());
            weaken(here, reading.certainty());
        } else if (text.chars().noneMatch(Character::isWhitespace)) {
            here.versions.add(text);
        } else {
            unclear.add(status);
            ask(entry.get("version"), text);
        }
        changes(entry, status, text);
    }

    private static void weaken(Said said, Certainty certainty) {
        if (certainty.compareTo(said.certainty) > 0) {
            said.certainty = certainty;
        }
    }

    private void ask(Json field, String text) {
        draft.question(
                new Question(
                        "version-text",
                        "Which versions does \"" + text + "\" stand for?",
                        "Welche Versionen sind mit „" + text + "“ gemeint?",
                        List.of(),
                        List.of(draft.span(field))));
    }

    /// A range with its changes: each change ends the part before it and begins the next.
    private void range(
            Json entry, Status status, @Nullable String start, Json end, boolean inclusive) {
        String text = end.text().strip();
        VersionRange series = VersionText.series(text);
        String last = text.equals("*") ? null : text;
        boolean lastInclusive = inclusive && last != null;
        if (series != null) {
            last = inclusive ? series.upper() : series.lower();
            lastInclusive = false;
        }
        String low = start == null || start.equals("0") || start.equals("*") ? null : plain(start);
        Status now = status;
        for (Json change : entry.get("changes").items()) {
            String at = named(change.get("at"));
            Status next = status(change.get("status").text());
            if (at == null || next == null) {
                draft.partial(change.pointer(), "a change without version or status is left out");
                continue;
            }
            add(now, new VersionRange(low, low != null, plain(at), false));
            low = plain(at);
            now = status == Status.AFFECTED && next == Status.NOT_AFFECTED ? Status.FIXED : next;
        }
        String high = last == null ? null : plain(last);
        if (low != null && low.equals(high) && !lastInclusive) {
            // "from 3.4 to before 3.4" is how some records write a single version.
            said(now).versions.add(low);
            said(now).spans.add(place);
            return;
        }
        add(now, new VersionRange(low, low != null, high, lastInclusive));
    }

    private void add(Status status, VersionRange range) {
        said(status).ranges.add(range);
        said(status).spans.add(place);
    }

    private void changes(Json entry, Status status, String start) {
        if (!entry.get("changes").items().isEmpty()) {
            draft.note(
                    entry.get("changes").pointer(),
                    "changes of a single version ("
                            + start
                            + ", "
                            + status
                            + ") have no range to apply to and are not used");
        }
    }

    private static String plain(String version) {
        return version.strip().replaceFirst("^[vV](?=\\d)", "");
    }

    /// With `defaultStatus: affected` all is affected but what is listed otherwise.
    private void everythingElse(Product product) {
        Said here = said(Status.AFFECTED);
        if (gitOnly && said.size() == 1 && here.isEmpty()) {
            unnamedVersion = true;
            return;
        }
        ArrayList<VersionRange> spared = new ArrayList<>();
        for (Map.Entry<Status, Said> other : said.entrySet()) {
            if (other.getKey() != Status.AFFECTED) {
                spared.addAll(other.getValue().ranges);
                other.getValue()
                        .versions
                        .forEach(v -> spared.add(new VersionRange(v, true, v, true)));
            }
        }
        here.spans.clear();
        here.versions.clear();
        here.ranges.clear();
        if (spared.isEmpty()) {
            here.ranges.add(VersionRange.ALL);
            return;
        }
        Optional<List<VersionRange>> rest =
                VersionGaps.outside(spared, (a, b) -> Versions.compare(scheme, a, b));
        if (rest.isPresent()) {
            here.ranges.addAll(rest.get());
        } else {
            here.certainty = Certainty.UNSURE;
            draft.question(
                    new Question(
                            "version-order",
                            "All versions of "
                                    + product.name()
                                    + " but those listed as unaffected are affected, and these cannot be put in order. Which are affected?",
                            "Bis auf die als nicht betroffen genannten sind alle Versionen von "
                                    + product.name()
                                    + " betroffen, doch diese lassen sich nicht ordnen. Welche sind betroffen?",
                            List.of(),
                            List.of(place())));
        }
    }
}
