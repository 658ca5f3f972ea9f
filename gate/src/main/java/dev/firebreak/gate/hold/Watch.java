package dev.firebreak.gate.hold;

import dev.firebreak.gate.attest.Attestations;
import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.hold.LedgerEntry.Action;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A drop folder: what is put there is examined once, held, and copied to `ring-NAME` inside it when its content was
/// found good and it has aged for that ring. Nothing but a waiver shortens the wait.
public final class Watch {
    /// A file must not have changed for this long: it may still be on its way in.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /// From this length on, no more findings are added to the reason in the ledger.
    private static final int MAX_REASON = 1000;

    /// Examines one file, against an earlier release if there is one.
    public interface Examine {
        Examination examine(Path file, @Nullable ReleaseFacts before) throws IOException;
    }

    /// What one pass says of one file.
    ///
    /// @param sha256 empty while the file is on its way in
    /// @param verdict empty while the file is on its way in
    /// @param state `released`, `waiting`, `held`, `denied`, or [#ARRIVING]
    /// @param rings rings it is in
    /// @param next when it may go to the next ring, if it only waits
    public record State(
            String file,
            String sha256,
            String product,
            String verdict,
            String state,
            List<String> rings,
            @Nullable Instant next,
            String reason,
            String reasonDe) {
        /// The file may still be written, so it was not examined in this pass.
        public static final String ARRIVING = "arriving";
    }

    private final Path folder;
    private final Path facts;
    private final Ledger ledger;
    private final List<Ring> rings;
    private final Clock clock;
    private final Examine examine;

    /// @param facts where the facts of examined releases are kept, by SHA-256
    public Watch(
            Path folder,
            Path facts,
            Ledger ledger,
            List<Ring> rings,
            Clock clock,
            Examine examine) {
        this.folder = folder;
        this.facts = facts;
        this.ledger = ledger;
        this.rings = List.copyOf(rings);
        this.clock = clock;
        this.examine = examine;
    }

    /// Looks at every file of the folder once; what was judged before keeps its verdict.
    ///
    /// @throws BrokenLedgerException if the ledger was changed; then no waiver counts and nothing is released
    public List<State> pass() throws IOException {
        return pass(false);
    }

    /// Looks at every file of the folder once.
    ///
    /// @param again judge also what was judged before, as there are new warnings; a verdict that changed goes to the
    ///     ledger and counts from then on, but DENY stays DENY until a waiver lifts it
    /// @throws BrokenLedgerException if the ledger was changed; then no waiver counts and nothing is released
    public List<State> pass(boolean again) throws IOException {
        ledger.verified();
        List<Path> files;
        try (Stream<Path> s = Files.list(folder)) {
            files =
                    s.filter(
                                    f ->
                                            Files.isRegularFile(f)
                                                    && !f.getFileName().toString().startsWith(".")
                                                    && Attestations.attested(f) == null)
                            .sorted()
                            .toList();
        }
        List<State> out = new ArrayList<>();
        for (Path f : files) {
            boolean settled =
                    Files.getLastModifiedTime(f).toInstant().isBefore(Instant.now().minus(SETTLED));
            out.add(settled ? one(f, again) : arriving(f));
        }
        return out;
    }

    private static State arriving(Path file) {
        String name = file.getFileName().toString();
        long seconds = SETTLED.toSeconds();
        return new State(
                name,
                "",
                Products.ofFile(name),
                "",
                State.ARRIVING,
                List.of(),
                null,
                "not examined yet: it changed less than "
                        + seconds
                        + " seconds ago (or bears a time in the future) and may still be on its way in; the next look takes it up",
                "noch nicht geprüft: Die Datei hat sich vor weniger als "
                        + seconds
                        + " Sekunden geändert (oder trägt eine Zeit in der Zukunft) und wird vielleicht noch geschrieben; der nächste Durchgang nimmt sie auf");
    }

    private State one(Path file, boolean again) throws IOException {
        String sha = sha256(file);
        String name = file.getFileName().toString();
        String product = Products.ofFile(name);
        List<LedgerEntry> entries = ledger.verified();
        LedgerEntry seen = find(entries, Action.SEEN, sha);
        if (seen == null) {
            seen =
                    ledger.append(
                            Action.SEEN,
                            "gate",
                            product,
                            name,
                            sha,
                            "",
                            "",
                            "first seen",
                            "zum ersten Mal gesehen",
                            false,
                            null);
        }
        LedgerEntry examined = last(entries, sha);
        if (examined == null) {
            examined = examine(file, name, sha, product, entries, null);
        } else if (again) {
            // Judged against what was the last release when it came, not against what came after
            // it.
            LedgerEntry first = find(entries, Action.EXAMINED, sha);
            int until = first == null ? entries.size() : (int) first.number() - 1;
            examined = examine(file, name, sha, product, entries.subList(0, until), examined);
        }
        entries = ledger.verified();
        String verdict = examined.verdict();
        boolean good = verdict.equals("RELEASE");
        List<String> in = new ArrayList<>();
        Instant next = null;
        for (Ring r : rings) {
            Instant due = seen.time().plus(r.soak());
            boolean already =
                    entries.stream()
                            .anyMatch(
                                    e ->
                                            e.action() == Action.RELEASED
                                                    && e.sha256().equals(sha)
                                                    && e.ring().equals(r.name()));
            if (already) {
                in.add(r.name());
                continue;
            }
            Optional<LedgerEntry> waiver =
                    Waivers.inForce(entries, sha, r.name(), verdict, clock.instant());
            if (waiver.isPresent() || good && !due.isAfter(clock.instant())) {
                unchanged(file, sha);
                long days = Duration.between(seen.time(), clock.instant()).toDays();
                String why =
                        waiver.isPresent()
                                ? "waiver " + waiver.get().number() + ": " + waiver.get().reason()
                                : "content found good, known for " + days + " days";
                String whyDe =
                        waiver.isPresent()
                                ? "Ausnahme "
                                        + waiver.get().number()
                                        + ": "
                                        + (waiver.get().reasonDe().isEmpty()
                                                ? waiver.get().reason()
                                                : waiver.get().reasonDe())
                                : "Inhalt für gut befunden, bekannt seit " + days + " Tagen";
                copy(file, sha, folder.resolve("ring-" + r.name()));
                for (Path beside : Attestations.beside(file)) {
                    copy(beside, sha256(beside), folder.resolve("ring-" + r.name()));
                }
                ledger.append(
                        Action.RELEASED,
                        waiver.isPresent() ? waiver.get().by() : "gate",
                        product,
                        name,
                        sha,
                        examined.verdict(),
                        r.name(),
                        why,
                        whyDe,
                        false,
                        null);
                in.add(r.name());
            } else if (good && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        String state =
                in.size() == rings.size() && (good || waived(ledger.verified(), sha))
                        ? "released"
                        : good ? "waiting" : examined.verdict().equals("DENY") ? "denied" : "held";
        return new State(
                name,
                sha,
                product,
                examined.verdict(),
                state,
                in,
                next,
                examined.reason(),
                examined.reasonDe().isEmpty() ? examined.reason() : examined.reasonDe());
    }

    /// The last release to a ring happened by a waiver, or the file was judged good then.
    private static boolean waived(List<LedgerEntry> entries, String sha) {
        LedgerEntry verdict = last(entries, sha);
        for (LedgerEntry e : entries) {
            if (e.action() == Action.RELEASED
                    && e.sha256().equals(sha)
                    && verdict != null
                    && e.number() > verdict.number()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable LedgerEntry last(List<LedgerEntry> entries, String sha) {
        LedgerEntry out = null;
        for (LedgerEntry e : entries) {
            out = e.action() == Action.EXAMINED && e.sha256().equals(sha) ? e : out;
        }
        return out;
    }

    private static @Nullable LedgerEntry find(
            List<LedgerEntry> entries, Action action, String sha) {
        return entries.stream()
                .filter(e -> e.action() == action && e.sha256().equals(sha))
                .findFirst()
                .orElse(null);
    }

    private LedgerEntry examine(
            Path file,
            String name,
            String sha,
            String product,
            List<LedgerEntry> entries,
            @Nullable LedgerEntry known)
            throws IOException {
        Baseline baseline = Products.baseline(entries, product, sha);
        ReleaseFacts before = baseline.facts(facts);
        Examination e = examine.examine(file, before);
        // Who looks without the warning that named the file does not know better than who looked
        // with it.
        if (known != null
                && (known.verdict().equals("DENY")
                        || known.verdict().equals(e.judgement().verdict().name()))) {
            return known;
        }
        return ledger.append(
                Action.EXAMINED,
                "gate",
                product,
                name,
                sha,
                e.judgement().verdict().name(),
                "",
                reason(e, baseline, known, false),
                reason(e, baseline, known, true),
                false,
                null);
    }

    private static String reason(
            Examination e, Baseline baseline, @Nullable LedgerEntry known, boolean german) {
        StringBuilder out = new StringBuilder();
        if (known != null) {
            out.append(german ? "neu beurteilt, vorher: " : "judged again, before: ")
                    .append(known.verdict())
                    .append("; ");
        }
        if (e.before() == null) {
            out.append(
                    german
                            ? "keine frühere Version zum Vergleich"
                            : "no earlier release to compare with");
        } else {
            out.append(german ? "verglichen mit " : "compared with ").append(e.before().name());
        }
        for (Judgement.Note n : baseline.notes()) {
            out.append("; ").append(german ? n.german() : n.english());
        }
        for (Finding f : e.judgement().findings()) {
            if (f.severity().compareTo(Severity.HIGH) >= 0 && out.length() < MAX_REASON) {
                out.append("; ")
                        .append(f.file().isEmpty() ? "" : f.file() + ": ")
                        .append(german ? f.german() : f.reason());
            }
        }
        return out.toString();
    }

    /// The file may have been exchanged since it was examined.
    private static void unchanged(Path file, String sha) throws IOException {
        if (!sha256(file).equals(sha)) {
            throw new IOException(
                    file
                            + " changed while it was examined; it is looked at again in the next pass");
        }
    }

    private static void copy(Path file, String sha, Path target) throws IOException {
        Files.createDirectories(target);
        Path temporary = Files.createTempFile(target, ".incoming", ".tmp");
        Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
        if (!sha256(temporary).equals(sha)) {
            Files.delete(temporary);
            throw new IOException(file + " changed while it was copied; it was not released");
        }
        Files.move(
                temporary,
                target.resolve(file.getFileName()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// SHA-256 of a file in lower-case hex.
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            int n;
            while ((n = in.read(buffer)) > 0) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
