package dev.firebreak.app.memory;

import dev.firebreak.app.check.Judging;
import dev.firebreak.core.answer.AssetFacts;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.FlatEstate;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.identity.ReadComponents;
import dev.firebreak.core.index.IndexView;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which machines each organisation has and how well they are known, at one state of the memory: what every question
/// needs, whatever it asks. Of a machine it holds two numbers and a bit.
final class Census {
    private static final int FIRST_ROOM = 64;

    /// Nothing, or not everything, that is installed on the machine is known.
    private static final long NOT_KNOWN = Long.MIN_VALUE;

    /// Its inventory tells no time, so it is not too old.
    private static final long TIMELESS = Long.MAX_VALUE;

    private final IndexView view;
    private final EstateView all;
    private final ReadComponents components;
    private final int[] organisationOf;

    /// When a machine's software was last known, in microseconds since 1970, or one of the above.
    private final long[] knownAt;

    /// Machines that any log names.
    private final BitSet inLogs = new BitSet();

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Group> groups = new HashMap<>();

    /// One organisation.
    static final class Group {
        /// Numbers of its machines in the estate of all.
        private int[] assets = new int[FIRST_ROOM];

        private int count;
        private LogSpan logs = LogSpan.NONE;

        int count() {
            return count;
        }

        int asset(int i) {
            return assets[i];
        }

        LogSpan logs() {
            return logs;
        }

        private void add(int asset) {
            if (count == assets.length) {
                assets = Arrays.copyOf(assets, count * 2);
            }
            assets[count++] = asset;
        }
    }

    private Census(IndexView view, EstateView all, ReadComponents before) {
        this.view = view;
        this.all = all;
        this.components = ReadComponents.of(Judging.components(all), before);
        this.organisationOf = new int[all.assetCount()];
        this.knownAt = new long[organisationOf.length];
    }

    /// @param before of an earlier state of the memory, absent if there is none
    static Census of(IndexView view, @Nullable Census before) throws IOException {
        Census census =
                new Census(
                        view,
                        view.estate(null),
                        before == null ? ReadComponents.NONE : before.components);
        FlatEstate flat = census.all.flat();
        for (int i = 0; i < census.organisationOf.length; i++) {
            AssetFacts facts = flat.facts(i);
            census.knownAt[i] = knownAt(facts);
            census.inLogs.set(i, facts.inLogs());
            String organisation = facts.organisation();
            int number = census.numbered(organisation == null ? "" : organisation);
            census.organisationOf[i] = number;
            census.groups.computeIfAbsent(number, _ -> new Group()).add(i);
        }
        for (String organisation : view.organisations()) {
            if (!organisation.isEmpty()) {
                int number = census.numbered(organisation);
                census.groups.computeIfAbsent(number, _ -> new Group()).logs =
                        view.estate(organisation).logSpan();
            }
        }
        return census;
    }

    private int numbered(String organisation) {
        return numbers.computeIfAbsent(organisation, _ -> numbers.size());
    }

    private static long knownAt(AssetFacts facts) {
        if (!facts.hasInventory() || !facts.inventoryComplete()) {
            return NOT_KNOWN;
        }
        return facts.inventoryAsOf() == null ? TIMELESS : micros(facts.inventoryAsOf());
    }

    private static long micros(Instant at) {
        return Math.addExact(
                Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    long generation() {
        return view.generation();
    }

    IndexView view() {
        return view;
    }

    /// The estate of all, for one thread at a time.
    EstateView estate() {
        return all;
    }

    /// The distinct components, for any thread.
    ReadComponents components() {
        return components;
    }

    int machines() {
        return organisationOf.length;
    }

    int number(String organisation) {
        return numbers.getOrDefault(organisation, -1);
    }

    @Nullable Group group(int number) {
        return groups.get(number);
    }

    /// From when on an inventory is new enough; for [#wellKnown].
    static long notBefore(Instant moment) {
        // Inventories are dated to the microsecond: one begun before the moment is before it.
        return micros(moment) + (moment.getNano() % 1_000 == 0 ? 0 : 1);
    }

    /// Whether a machine's inventory lets it be said that something is not installed.
    ///
    /// @param notBefore see [#notBefore]
    boolean wellKnown(int asset, long notBefore) {
        return knownAt[asset] != NOT_KNOWN && knownAt[asset] >= notBefore;
    }

    /// Whether any log names a machine.
    boolean inLogs(int asset) {
        return inLogs.get(asset);
    }

    /// See [Memory#aged].
    Set<String> aged(Instant notBeforeThen, Instant notBeforeNow) {
        long then = notBefore(notBeforeThen);
        long now = notBefore(notBeforeNow);
        Set<String> aged = new HashSet<>();
        numbers.forEach(
                (name, number) -> {
                    Group group = groups.get(number);
                    for (int i = 0; group != null && i < group.count; i++) {
                        int asset = group.assets[i];
                        if (wellKnown(asset, then) && !wellKnown(asset, now)) {
                            aged.add(name);
                            return;
                        }
                    }
                });
        return aged;
    }
}
