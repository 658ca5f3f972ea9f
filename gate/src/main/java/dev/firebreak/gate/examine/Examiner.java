package dev.firebreak.gate.examine;

import dev.firebreak.gate.attest.Attestations;
import dev.firebreak.gate.attest.TrustRoot;
import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.facts.FactsJson;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judge;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Examines a release: reads its facts in the isolated process (or takes them from the cache), compares and judges.
public final class Examiner {
    private final Isolated isolated;
    private final @Nullable Path cache;
    private final Known known;
    private final @Nullable Path rules;
    private final Attestations attestations;

    /// What is known of a release from elsewhere: warnings and rules.
    public interface Known {
        List<Finding> findings(Path release, ReleaseFacts facts) throws IOException;

        List<Judgement.Note> notes();
    }

    /// @param cache folder of facts by SHA-256, absent to keep none
    /// @param rules a file of YARA rules, if any; then facts are always read anew
    public Examiner(Limits limits, @Nullable Path cache, Known known, @Nullable Path rules) {
        this(limits, cache, known, rules, new Attestations(TrustRoot.pinned(), List.of()));
    }

    /// @param attestations reads what lies beside a release
    public Examiner(
            Limits limits,
            @Nullable Path cache,
            Known known,
            @Nullable Path rules,
            Attestations attestations) {
        this.attestations = attestations;
        this.known = known;
        this.isolated = new Isolated(limits, rules);
        this.rules = rules;
        this.cache = cache;
    }

    /// @param against the release before, absent if there is none
    public Examination examine(Path now, @Nullable Path against) throws IOException {
        ReleaseFacts fresh = cached(now);
        if (against == null) {
            return judge(now, fresh, null);
        }
        ReleaseFacts before = cached(against);
        boolean kept = before != null;
        if (before == null && fresh == null) {
            List<ReleaseFacts> both = isolated.read(List.of(now, against), null);
            return judge(now, both.get(0), false, attested(both.get(1), against, false, false));
        }
        if (before == null) {
            before = isolated.read(List.of(against), null).getFirst();
        }
        return judge(now, fresh, attested(before, against, false, kept));
    }

    /// Against facts that were kept when the earlier release was examined.
    public Examination examine(Path now, ReleaseFacts before) throws IOException {
        return judge(now, cached(now), before);
    }

    private Examination judge(
            Path now, @Nullable ReleaseFacts cached, @Nullable ReleaseFacts before)
            throws IOException {
        if (cached != null) {
            return judge(now, cached, true, before);
        }
        Path known = before == null ? null : file(before.sha256());
        return judge(now, isolated.read(List.of(now), known).getFirst(), false, before);
    }

    /// The facts of the file alone do not change, so they may come from the cache; what lies beside it may. Facts that
    /// are kept as they are need not be written again.
    private ReleaseFacts attested(ReleaseFacts facts, Path release, boolean isNew, boolean kept)
            throws IOException {
        ReleaseFacts out = attestations.add(facts, release, isNew);
        return kept && out.equals(facts) ? out : keep(out);
    }

    private Examination judge(
            Path file, ReleaseFacts read, boolean kept, @Nullable ReleaseFacts before)
            throws IOException {
        ReleaseFacts now = attested(read, file, true, kept);
        List<Judgement.Note> notes = new ArrayList<>(known.notes());
        notes.add(
                isolated.rulesRun()
                        ? new Judgement.Note(
                                "yara-run", "YARA rules were run.", "YARA-Regeln wurden angewandt.")
                        : rules == null
                                ? new Judgement.Note(
                                        "yara-none",
                                        "No YARA rules were given, so none were run.",
                                        "Es wurden keine YARA-Regeln angegeben und darum keine angewandt.")
                                : new Judgement.Note(
                                        "yara-missing",
                                        "The YARA rules were NOT run: libyara is not installed.",
                                        "Die YARA-Regeln wurden NICHT angewandt: libyara ist nicht installiert."));
        return new Examination(
                now,
                before,
                Judge.judge(Comparison.of(now, before), known.findings(file, now), notes));
    }

    private @Nullable Path file(String sha256) {
        Path file = cache == null ? null : cache.resolve(sha256 + ".json");
        return file != null && Files.exists(file) ? file : null;
    }

    private @Nullable ReleaseFacts cached(Path release) throws IOException {
        if (cache == null || rules != null) {
            return null;
        }
        Path file = file(Isolated.digest(release, "SHA-256"));
        if (file == null) {
            return null;
        }
        ReleaseFacts facts = FactsJson.read(file);
        // The name is no part of the content, but it can decide how the content is read.
        return facts.revision() == ReleaseFacts.REVISION
                        && facts.name().equals(String.valueOf(release.getFileName()))
                ? facts
                : null;
    }

    private ReleaseFacts keep(ReleaseFacts facts) throws IOException {
        if (cache != null && facts.revision() == ReleaseFacts.REVISION) {
            Files.createDirectories(cache);
            Path temporary = Files.createTempFile(cache, "facts", ".tmp");
            FactsJson.write(facts, temporary);
            Files.move(
                    temporary,
                    cache.resolve(facts.sha256() + ".json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return facts;
    }
}
