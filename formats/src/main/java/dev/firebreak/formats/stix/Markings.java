package dev.firebreak.formats.stix;

import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// TLP labels of STIX objects: the ids that STIX 2.1 (section 7.2.1.4) and the TLP 2.0 extension fix, and definitions in
/// the bundle itself.
final class Markings {
    private static final Map<String, Tlp> FIXED =
            Map.of(
                    "613f2e26-407d-48c7-9eca-b8e91df99dc9", Tlp.CLEAR,
                    "34098fce-860f-48ae-8e50-ebd3cc5e41da", Tlp.GREEN,
                    "f88d31f6-486f-44da-b317-01333bde0b82", Tlp.AMBER,
                    "5e57c739-391a-4eb3-b6be-7d15ca92d5ed", Tlp.RED,
                    "94868c89-83c2-464b-929b-a1a8aa3c8487", Tlp.CLEAR,
                    "bab4a63c-aed9-4cf5-a766-dfca5abac2bb", Tlp.GREEN,
                    "55d920b0-5e8b-4f79-9ee9-91f868d9b421", Tlp.AMBER,
                    "939a9414-2ddd-4d32-a0cd-375ea402b003", Tlp.AMBER_STRICT,
                    "e828b379-4e03-4974-9ac4-e53a884c97c1", Tlp.RED);

    private final Map<String, Tlp> labels = new HashMap<>();

    Markings(List<Json> objects) {
        FIXED.forEach((id, tlp) -> labels.put("marking-definition--" + id, tlp));
        for (Json object : objects) {
            if (object.get("type").text().equals("marking-definition")) {
                label(object).ifPresent(tlp -> labels.put(object.get("id").text(), tlp));
            }
        }
    }

    private static Optional<Tlp> label(Json definition) {
        for (Json extension : definition.get("extensions").values()) {
            if (extension.get("tlp_2_0").isString()) {
                return Tlp.parse(extension.get("tlp_2_0").text());
            }
        }
        Json tlp = definition.at("definition", "tlp");
        if (tlp.isString()) {
            return Tlp.parse(tlp.text());
        }
        String name = definition.get("name").text();
        return name.toUpperCase(Locale.ROOT).startsWith("TLP") ? Tlp.parse(name) : Optional.empty();
    }

    /// The strictest label of an object; null if it has none.
    @Nullable Tlp of(Json object) {
        Tlp strictest = null;
        for (Json ref : object.get("object_marking_refs").itemsOrSelf()) {
            Tlp tlp = labels.get(ref.text());
            if (tlp != null) {
                strictest = strictest == null ? tlp : strictest.stricter(tlp);
            }
        }
        return strictest;
    }
}
