package dev.firebreak.gate.examine;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.facts.FactsJson;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Judge;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Examines a release: reads its facts in the isolated process (or takes them from the cache), compares and judges.
public final class Examiner {
    private final Isolated isolated;
    private final @Nullable Path cache;

    /// @param cache folder of facts by SHA-256, absent to keep none
    public Examiner(Limits limits, @Nullable Path cache) {
        this.isolated = new Isolated(limits);
        this.cache = cache;
    }

    /// @param against the release before, absent if there is none
    public Examination examine(Path now, @Nullable Path against) throws IOException {
        ReleaseFacts before = against == null ? null : cached(against);
        ReleaseFacts fresh = cached(now);
        if (against == null) {
            ReleaseFacts facts = fresh == null ? keep(isolated.read(List.of(now), null).getFirst()) : fresh;
            return judge(facts, null);
        }
        if (fresh == null && before == null) {
            List<ReleaseFacts> both = isolated.read(List.of(now, against), null);
            keep(both.get(1));
            return judge(keep(both.get(0)), both.get(1));
        }
        if (before == null) {
            before = keep(isolated.read(List.of(against), null).getFirst());
        }
        if (fresh == null) {
            fresh = keep(isolated.read(List.of(now), file(before.sha256())).getFirst());
        }
        return judge(fresh, before);
    }

    /// Against facts that were kept when the earlier release was examined.
    public Examination examine(Path now, ReleaseFacts before) throws IOException {
        ReleaseFacts fresh = cached(now);
        return judge(fresh == null ? keep(isolated.read(List.of(now), file(before.sha256())).getFirst()) : fresh, before);
    }

    private static Examination judge(ReleaseFacts now, @Nullable ReleaseFacts before) {
        return new Examination(now, before, Judge.judge(Comparison.of(now, before), List.of()));
    }

    private @Nullable Path file(String sha256) {
        Path file = cache == null ? null : cache.resolve(sha256 + ".json");
        return file != null && Files.exists(file) ? file : null;
    }

    private @Nullable ReleaseFacts cached(Path release) throws IOException {
        if (cache == null) {
            return null;
        }
        Path file = file(Isolated.sha256(release));
        if (file == null) {
            return null;
        }
        ReleaseFacts facts = FactsJson.read(file);
        // The name is no part of the content, but it can decide how the content is read.
        return facts.revision() == ReleaseFacts.REVISION && facts.name().equals(String.valueOf(release.getFileName())) ? facts : null;
    }

    private ReleaseFacts keep(ReleaseFacts facts) throws IOException {
        if (cache != null && facts.revision() == ReleaseFacts.REVISION) {
            Files.createDirectories(cache);
            Path temporary = Files.createTempFile(cache, "facts", ".tmp");
            FactsJson.write(facts, temporary);
            Files.move(temporary, cache.resolve(facts.sha256() + ".json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return facts;
    }
}
