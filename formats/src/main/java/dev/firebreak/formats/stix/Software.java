package dev.firebreak.formats.stix;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Cpe;
import dev.firebreak.formats.fields.Placeholders;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.fields.VersionText;
import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Software objects (STIX 2.1 section 6.14). STIX has no status "affected": a relationship to something hostile says it,
/// otherwise a person is asked.
final class Software {
    private static final Set<String> SAYS_AFFECTED =
            Set.of(
                    "targets",
                    "affects",
                    "has",
                    "compromises",
                    "exploits",
                    "indicates",
                    "delivers",
                    "drops",
                    "exists-in",
                    "embedded-in",
                    "trojanizes",
                    "infects",
                    "uses",
                    "related-to");

    private final AdvisoryDraft draft;
    private final Map<String, Json> byId;
    private final Set<String> operatingSystems = new HashSet<>();
    private final Set<String> affected = new HashSet<>();
    private final List<Json> objects = new ArrayList<>();

    Software(AdvisoryDraft draft, Map<String, Json> byId) {
        this.draft = draft;
        this.byId = byId;
    }

    void relation(Json object) {
        for (String key :
                List.of(
                        "operating_system_refs",
                        "host_vm_ref",
                        "operating_system_ref",
                        "installed_software_refs",
                        "analysis_engine_ref")) {
            object.get(key).itemsOrSelf().forEach(ref -> operatingSystems.add(ref.text()));
        }
        if (object.get("type").text().equals("relationship")
                && SAYS_AFFECTED.contains(object.get("relationship_type").text())) {
            for (String key : List.of("source_ref", "target_ref")) {
                String ref = object.get(key).text();
                String other =
                        object.get(key.equals("source_ref") ? "target_ref" : "source_ref").text();
                if (ref.startsWith("software--")
                        && !other.startsWith("software--")
                        && byId.containsKey(other)) {
                    affected.add(ref);
                }
            }
        }
    }

    void take(Json object) {
        objects.add(object);
    }

    void finish() {
        for (Json object : objects) {
            String id = object.get("id").text();
            if (operatingSystems.contains(id) && !affected.contains(id)) {
                draft.note(
                        object.pointer(), id + " is what malware runs on, not an affected product");
            } else {
                state(object, affected.contains(id));
            }
        }
    }

    private void state(Json object, boolean said) {
        String cpeText = object.get("cpe").textOrNull();
        Cpe cpe = cpeText == null ? null : Cpe.parse(cpeText);
        String name = object.get("name").textOrNull();
        if (name == null && cpe != null) {
            name = cpe.product().replace('_', ' ');
        }
        if (name == null) {
            draft.partial(object.pointer(), object.get("id").text() + " has no name");
            return;
        }
        LinkedHashSet<Identifier> identifiers = new LinkedHashSet<>();
        if (cpe != null && cpeText != null) {
            identifiers.add(new Identifier(Identifier.Type.CPE, cpeText));
        }
        String swid = object.get("swid").textOrNull();
        if (swid != null) {
            identifiers.add(new Identifier(Identifier.Type.SWID, swid));
        }
        String vendor = object.get("vendor").textOrNull();
        Product product =
                new Product(
                        name,
                        Placeholders.isPlaceholder(vendor) ? null : vendor,
                        List.copyOf(identifiers),
                        List.of());
        String version = object.get("version").textOrNull();
        version =
                Placeholders.isPlaceholder(version) ? cpe == null ? null : cpe.version() : version;
        VersionText.Reading reading = version == null ? null : VersionText.read(version);
        boolean understood = reading != null && reading.understood();
        Certainty certainty = said ? Certainty.INFERRED : Certainty.UNSURE;
        if (!said) {
            ask(object, name, version);
        }
        for (Platform platform : Platforms.orAny(platforms(name, cpe))) {
            draft.statement(
                    new ProductStatement(
                            product,
                            platform,
                            Status.AFFECTED,
                            VersionScheme.GENERIC,
                            understood && reading != null
                                    ? reading.versions()
                                    : version == null ? List.of() : List.of(version),
                            understood && reading != null ? reading.ranges() : List.of(),
                            certainty,
                            List.of(
                                    draft.span(
                                            object.has("name")
                                                    ? object.get("name")
                                                    : object.get("cpe")))));
        }
    }

    private static Set<Platform> platforms(String name, @Nullable Cpe cpe) {
        EnumSet<Platform> found = EnumSet.noneOf(Platform.class);
        if (cpe != null && cpe.targetSoftware() != null) {
            found.addAll(Platforms.in(cpe.targetSoftware()));
        }
        if (found.isEmpty()) {
            found.addAll(Platforms.in(name));
        }
        return found;
    }

    private void ask(Json object, String name, @Nullable String version) {
        String product = version == null ? name : name + " " + version;
        draft.question(
                new Question(
                        "product-status-missing",
                        "The bundle names " + product + " but not whether it is affected. Is it?",
                        "Das Bundle nennt "
                                + product
                                + ", sagt aber nicht, ob es betroffen ist. Ist es betroffen?",
                        List.of("affected", "not affected"),
                        List.of(draft.span(object.get("name")))));
    }
}
