package dev.firebreak.formats.osv;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Indicators;
import dev.firebreak.formats.fields.PackageUrl;
import dev.firebreak.formats.fields.Prose;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads OSV records, among them the reports of malicious packages (`MAL-...`).
public final class OsvReader {
    private OsvReader() {}

    /// Whether the value looks like an OSV record.
    public static boolean recognises(Json root) {
        return root.get("id").isString()
                && (root.get("affected").isArray()
                                && (root.has("modified") || root.has("schema_version"))
                        || root.has("schema_version") && root.has("modified"));
    }

    /// Reads one record.
    public static Advisory read(String source, Json root) {
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "osv")
                        .id(root.get("id").textOrNull())
                        .revision(root.get("modified").textOrNull())
                        .title(root.get("summary").textOrNull());
        dates(root, draft);
        names(root, draft);
        severity(root.get("severity"), draft);
        for (Json reference : root.get("references").items()) {
            Json url = reference.get("url");
            if (url.textOrNull() != null) {
                draft.fact(
                        Fact.Type.REFERENCE, url.text().strip(), Certainty.STATED, draft.span(url));
            }
        }
        if (root.has("withdrawn")) {
            draft.note(
                    "/withdrawn",
                    "withdrawn on " + root.get("withdrawn").text() + "; names nothing");
            return draft.build();
        }
        boolean versions = false;
        for (Json affected : root.get("affected").items()) {
            versions |= affected(affected, draft);
            severity(affected.get("severity"), draft);
            iocs(affected.at("database_specific", "iocs"), draft);
        }
        iocs(root.at("database_specific", "iocs"), draft);
        if (versions) {
            Prose.indicatorsOnly(draft, root.get("details"));
        } else {
            Prose.read(draft, root.get("details"));
        }
        return draft.build();
    }

    private static void dates(Json root, AdvisoryDraft draft) {
        for (String key : List.of("published", "modified")) {
            Json field = root.get(key);
            Instant time = Times.parse(field.text());
            if (time != null) {
                draft.fact(Fact.Type.DATE, time.toString(), Certainty.STATED, draft.span(field));
                if (key.equals("published")) {
                    draft.published(time);
                }
            } else if (field.isPresent()) {
                draft.partial(field.pointer(), "not a date and time: " + field.text());
            }
        }
    }

    private static void names(Json root, AdvisoryDraft draft) {
        ArrayList<Json> names = new ArrayList<>(root.get("aliases").items());
        names.add(root.get("id"));
        names.addAll(root.get("upstream").items());
        for (Json name : names) {
            String id = name.text().strip().toUpperCase(Locale.ROOT);
            if (id.matches("CVE-\\d{4}-\\d{4,19}")) {
                draft.fact(Fact.Type.CVE, id, Certainty.STATED, draft.span(name));
            }
        }
    }

    private static void severity(Json list, AdvisoryDraft draft) {
        for (Json one : list.items()) {
            Json score = one.get("score");
            String value = score.textOrNull();
            if (value != null && one.get("type").text().startsWith("CVSS")) {
                draft.fact(Fact.Type.CVSS_VECTOR, value, Certainty.STATED, draft.span(score));
            }
        }
    }

    /// @return whether versions were named
    private static boolean affected(Json affected, AdvisoryDraft draft) {
        Json pkg = affected.get("package");
        Json purlField = pkg.get("purl");
        PackageUrl purl = PackageUrl.parse(purlField.text());
        String stated = pkg.get("name").textOrNull();
        String name = stated != null ? stated : purl == null ? null : purl.name();
        if (name == null) {
            name = repository(affected);
        }
        if (name == null) {
            draft.partial(affected.pointer(), "an entry without a package is left out");
            return false;
        }
        Ecosystem ecosystem = Ecosystem.of(pkg.get("ecosystem").text());
        LinkedHashSet<Identifier> identifiers = new LinkedHashSet<>();
        String built = ecosystem.purl(name);
        if (purl != null) {
            identifiers.add(new Identifier(Identifier.Type.PURL, purlField.text().strip()));
        } else if (built != null) {
            identifiers.add(new Identifier(Identifier.Type.PURL, built));
        }
        Product product = new Product(name, null, List.copyOf(identifiers), List.of());
        VersionScheme scheme = ecosystem.scheme();
        if (scheme == VersionScheme.GENERIC && purl != null) {
            scheme = purl.scheme();
        }
        Events events = new Events(draft);
        for (Json range : affected.get("ranges").items()) {
            String type = range.get("type").text().toUpperCase(Locale.ROOT);
            if (type.equals("GIT")) {
                draft.note(range.pointer(), "commit ids are no versions and are not used");
            } else {
                scheme =
                        type.equals("SEMVER") && scheme == VersionScheme.GENERIC
                                ? VersionScheme.SEMVER
                                : scheme;
                events.read(range.get("events"));
            }
        }
        LinkedHashSet<String> versions = new LinkedHashSet<>();
        for (Json version : affected.get("versions").items()) {
            String text = version.textOrNull();
            if (text != null) {
                versions.add(text);
            }
        }
        Span span =
                draft.span(
                        pkg.has("name")
                                ? pkg.get("name")
                                : purlField.isPresent() ? purlField : pkg);
        state(
                product,
                ecosystem.platform(),
                Status.AFFECTED,
                scheme,
                versions,
                events.affected,
                span,
                draft);
        if (!events.fixed.isEmpty()) {
            state(
                    product,
                    ecosystem.platform(),
                    Status.FIXED,
                    scheme,
                    events.fixed,
                    List.of(),
                    span,
                    draft);
        }
        return !versions.isEmpty() || !events.affected.isEmpty();
    }

    private static void state(
            Product product,
            Platform platform,
            Status status,
            VersionScheme scheme,
            Set<String> versions,
            List<VersionRange> ranges,
            Span span,
            AdvisoryDraft draft) {
        draft.statement(
                new ProductStatement(
                        product,
                        platform,
                        status,
                        scheme,
                        List.copyOf(versions),
                        ranges,
                        Certainty.STATED,
                        List.of(span)));
    }

    /// The last part of the repository's address, for records that name nothing else.
    private static @Nullable String repository(Json affected) {
        for (Json range : affected.get("ranges").items()) {
            String repo = range.get("repo").text().strip().replaceFirst("(?:\\.git)?/?$", "");
            String name = repo.substring(repo.lastIndexOf('/') + 1);
            if (!name.isBlank()) {
                return name;
            }
        }
        return null;
    }

    /// The domains, addresses and URLs that reports of malicious packages list.
    private static void iocs(Json iocs, AdvisoryDraft draft) {
        for (String key : iocs.keys()) {
            for (Json value : iocs.get(key).itemsOrSelf()) {
                ObservableType type =
                        switch (key) {
                            case "domains" -> ObservableType.DOMAIN;
                            case "urls" -> ObservableType.URL;
                            case "ips" -> Indicators.addressType(value.text());
                            case "hashes" -> Indicators.hashType(value.text());
                            default -> null;
                        };
                boolean added =
                        type != null
                                && Indicators.add(
                                        draft,
                                        type,
                                        value.text(),
                                        Indicators.Validity.ALWAYS,
                                        Certainty.STATED,
                                        "",
                                        draft.span(value));
                if (!added) {
                    draft.partial(
                            value.pointer(),
                            "not usable as an indicator (" + key + "): " + value.text());
                }
            }
        }
    }

    /// Events of version ranges, in the order they are listed (OSV schema, "evaluation").
    private static final class Events {
        final List<VersionRange> affected = new ArrayList<>();
        final Set<String> fixed = new LinkedHashSet<>();
        private final AdvisoryDraft draft;

        Events(AdvisoryDraft draft) {
            this.draft = draft;
        }

        void read(Json events) {
            boolean open = false;
            @Nullable String low = null;
            for (Json event : events.items()) {
                String introduced = event.get("introduced").textOrNull();
                String end = event.get("fixed").textOrNull();
                String last = event.get("last_affected").textOrNull();
                String limit = event.get("limit").textOrNull();
                if (introduced != null) {
                    if (open) {
                        close(low, null, false);
                    }
                    open = true;
                    low = introduced.equals("0") ? null : introduced;
                }
                if (end != null) {
                    fixed.add(end);
                    if (open) {
                        close(low, end, false);
                    }
                    open = false;
                } else if (last != null && open) {
                    close(low, last, true);
                    open = false;
                } else if (limit != null && open && !limit.equals("*")) {
                    close(low, limit, false);
                    open = false;
                } else if (limit == null && introduced == null) {
                    draft.partial(
                            event.pointer(),
                            "an event that ends what was not introduced before is left out");
                }
            }
            if (open) {
                close(low, null, false);
            }
        }

        private void close(@Nullable String low, @Nullable String high, boolean inclusive) {
            affected.add(new VersionRange(low, low != null, high, high != null && inclusive));
        }
    }
}
