package dev.firebreak.stream.flow;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.Keys;
import dev.firebreak.stream.record.Question;
import java.util.List;

/// Where a question goes: a thing to its keys (a wide block to several), products to every shelf of the dictionary.
public final class Expansion {
    private Expansion() {}

    /// The keys of a question about a thing; empty if its value is not what its type says, or is a block too wide.
    public static List<Watch> watches(Question q, Question.Thing thing) {
        List<JoinKey> keys = Keys.ofIndicator(thing.type(), thing.value());
        return keys.stream()
                .map(
                        key ->
                                new Watch(
                                        new KeyedIndicator(
                                                q.id(),
                                                q.revision(),
                                                key,
                                                thing.value(),
                                                q.validFrom(),
                                                q.validUntil(),
                                                q.withdrawn()),
                                        q.id(),
                                        q.revision(),
                                        q.asker(),
                                        new byte[0]))
                .toList();
    }

    /// The report that the question was handed on.
    public static Node root(Question q, int parts) {
        return Node.branch(q.id(), q.revision(), q.asker(), "", parts);
    }

    /// The report of a shelf.
    ///
    /// @param refused whether components had no room there
    public static Node shelf(Question q, int shelf, int indicators, boolean refused) {
        Node node = Node.branch(q.id(), q.revision(), q.asker(), "shelf " + shelf, indicators);
        return refused ? node.refusing() : node;
    }

    /// The report of a key that handed an indicator on to its buckets.
    public static Node key(Watch w, int buckets) {
        return Node.branch(w.question(), w.questionRevision(), w.asker(), keyId(w), buckets);
    }

    /// The report of a bucket.
    ///
    /// @param folds how many parts have to hand its findings on before it is done with them
    public static Node bucket(Watch w, RouteKey route, long machines, boolean done, int folds) {
        return new Node(
                w.question(),
                w.questionRevision(),
                w.asker(),
                keyId(w) + '\t' + route.level() + '.' + route.bucket(),
                folds,
                machines,
                done,
                false,
                w.indicator().revision());
    }

    /// The report that the findings of a bucket were handed on.
    public static Node folded(Node bucket, int number) {
        return Node.branch(
                bucket.question(),
                bucket.revision(),
                bucket.asker(),
                bucket.id() + '/' + number,
                0);
    }

    private static String keyId(Watch w) {
        return w.indicator().id() + ' ' + RouteKey.text(w.indicator().key());
    }
}
