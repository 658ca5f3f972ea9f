package dev.firebreak.stream.flow;

import dev.firebreak.core.judge.ComponentJudge;
import dev.firebreak.stream.record.Question;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps the judges of the questions used last.
public final class KeptJudges implements Shelf.Judges {
    private static final int MAX_KEPT = 256;

    private record Key(String id, long revision) {}

    private final Map<Key, ComponentJudge> kept =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, ComponentJudge> eldest) {
                    return size() > MAX_KEPT;
                }
            };

    @Override
    public ComponentJudge of(Question q) {
        return kept.computeIfAbsent(new Key(q.id(), q.revision()), _ -> Shelf.Judges.make(q));
    }
}
