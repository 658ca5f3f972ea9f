package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices.Slice;
import dev.firebreak.app.room.EstateDesk;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Estates: handing in reports, coverage, sources, quarantine, and search.
@RestController
@RequestMapping("/api/v1")
public final class EstatesApi {
    private static final int SEARCH_LIMIT = 200;

    private final Organisations organisations;
    private final EstateDesk desk;
    private final Estates estates;
    private final Sources sources;
    private final Findings findings;

    public EstatesApi(
            Organisations organisations,
            EstateDesk desk,
            Estates estates,
            Sources sources,
            Findings findings) {
        this.organisations = organisations;
        this.desk = desk;
        this.estates = estates;
        this.sources = sources;
        this.findings = findings;
    }

    @PostMapping("/organisations/{organisation}/reports")
    @Needs(Permission.ESTATE_WRITE)
    @Says(
            value = "Hands in an inventory or a log; its content tells what it is.",
            answer = Estates.Receipt.class)
    public Estates.Receipt report(
            Viewer viewer,
            @PathVariable("organisation") long organisation,
            @RequestParam(name = "kind", defaultValue = "ANY") Estates.Kind kind,
            @RequestParam("file") MultipartFile file)
            throws IOException {
        Organisation owner = known(viewer, organisation);
        String name = file.getOriginalFilename() == null ? "report" : file.getOriginalFilename();
        try (InputStream content = file.getInputStream()) {
            return desk.take(owner, null, viewer.actor(), name, kind, content);
        }
    }

    @GetMapping("/organisations/{organisation}/coverage")
    @Needs(Permission.ESTATE_READ)
    @Says("How much is known of an organisation's machines.")
    public Estates.Coverage coverage(
            Viewer viewer, @PathVariable("organisation") long organisation) {
        return estates.coverage(known(viewer, organisation).key());
    }

    @GetMapping("/sources")
    @Needs(Permission.ESTATE_READ)
    @Says("Ways by which reports come in.")
    public List<Sources.Source> sources(Viewer viewer) {
        return sources.visible(viewer);
    }

    @GetMapping("/quarantine")
    @Needs(Permission.ESTATE_READ)
    @Says("Input that could not be used, newest first.")
    public Slice<Sources.Quarantined> quarantine(
            Viewer viewer,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int size = Slices.limit(limit);
        return Slices.of(
                sources.quarantine(viewer, Slices.decodeNumber(after, Long.MAX_VALUE), size + 1),
                size,
                q -> Long.toString(q.id()));
    }

    @PostMapping("/quarantine/{quarantine}/settlement")
    @Needs(Permission.QUARANTINE_SETTLE)
    @Says("Marks an entry as seen to.")
    public ResponseEntity<Void> settle(Viewer viewer, @PathVariable("quarantine") long id) {
        sources.settle(id, viewer);
        return ResponseEntity.noContent().build();
    }

    /// @param items machines of all answers
    /// @param more whether there are more machines than are listed
    /// @param organisations whose name contains the words, at most 200
    public record Results(
            List<Findings.Found> items, boolean more, List<Organisation> organisations) {}

    @GetMapping("/search")
    @Needs(Permission.SEARCH)
    @Says(
            "Machines of all answers whose name begins with the words, or whose program, version, domain or hash"
                    + " contains them, at most 200; and organisations by name.")
    public Results search(Viewer viewer, @RequestParam("q") String words) {
        // Indicators are often written defanged.
        String wanted = words.strip().replace("[.]", ".");
        if (wanted.isEmpty()) {
            return new Results(List.of(), false, List.of());
        }
        Findings.Searched searched = findings.search(wanted, viewer, SEARCH_LIMIT + 1);
        List<Findings.Found> found = searched.found();
        return new Results(
                found.subList(0, Math.min(found.size(), SEARCH_LIMIT)),
                searched.more(),
                organisations.named(wanted, viewer, SEARCH_LIMIT));
    }

    private Organisation known(Viewer viewer, long id) {
        return organisations
                .byId(id)
                .filter(o -> viewer.sees(o.id()))
                .orElseThrow(() -> new Refused("not-found", "organisation " + id));
    }
}
