package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices.Slice;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Entry;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Organisations.
@RestController
@RequestMapping("/api/v1/organisations")
public final class OrganisationsApi {
    private final Organisations organisations;
    private final AuditLog audit;
    private final Writes writes;

    public OrganisationsApi(Organisations organisations, AuditLog audit, Writes writes) {
        this.organisations = organisations;
        this.audit = audit;
        this.writes = writes;
    }

    @GetMapping
    @Needs(Permission.ORGANISATION_READ)
    @Says("Organisations by name.")
    public Slice<Organisation> list(
            Viewer viewer,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int size = Slices.limit(limit);
        String name = "";
        long id = 0;
        if (after != null && !after.isEmpty()) {
            String place = Slices.decode(after);
            int cut = place.lastIndexOf('\n');
            if (cut < 0) {
                throw new Refused("cursor-malformed", after);
            }
            name = place.substring(0, cut);
            id = Long.parseLong(place.substring(cut + 1));
        }
        return Slices.of(
                organisations.page(viewer, name, id, size + 1),
                size,
                o -> Organisations.sortName(o.name()) + "\n" + o.id());
    }

    @GetMapping("/{id}")
    @Needs(Permission.ORGANISATION_READ)
    @Says("One organisation.")
    public Organisation one(Viewer viewer, @PathVariable("id") long id) {
        return organisations
                .byId(id)
                .filter(o -> viewer.sees(o.id()))
                .orElseThrow(() -> new Refused("not-found", "organisation " + id));
    }

    @PostMapping
    @Needs(Permission.ORGANISATION_WRITE)
    @Says(value = "Adds an organisation.", answer = Organisation.class)
    public ResponseEntity<String> add(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @RequestBody Entry entry) {
        return writes.once(
                viewer,
                key,
                "organisation.add",
                entry,
                () -> {
                    Organisation added = organisations.add(entry);
                    audit.add(
                            viewer.actor(),
                            "organisation.add",
                            "organisation:" + added.id(),
                            added.key());
                    return Writes.Result.created("/api/v1/organisations/" + added.id(), added);
                });
    }

    @PutMapping("/{id}")
    @Needs(Permission.ORGANISATION_WRITE)
    @Says(value = "Changes an organisation; its key stays.", answer = Organisation.class)
    public ResponseEntity<String> change(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @PathVariable("id") long id,
            @RequestBody Entry entry) {
        return writes.once(
                viewer,
                key,
                "organisation.change " + id,
                entry,
                () -> {
                    Organisation changed = organisations.change(id, entry);
                    audit.add(
                            viewer.actor(),
                            "organisation.change",
                            "organisation:" + id,
                            changed.name());
                    return Writes.Result.ok(changed);
                });
    }
}
