package dev.firebreak.core.answer;

import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The answer in numbers, over all machines whether they are listed or not.
///
/// @param machines all that are known
/// @param unlisted of them, those that the answer does not list one by one
/// @param verdicts how many have this verdict, among others or alone
/// @param organisations the same for each organisation, by name
/// @param because what is said of those that are not listed; a machine counts with each thing that is said of it
public record Tally(
        long machines,
        long unlisted,
        Map<Verdict, Long> verdicts,
        List<OfOne> organisations,
        List<Because> because) {
    /// One organisation.
    ///
    /// @param name absent if nobody told one
    public record OfOne(@Nullable String name, long machines, Map<Verdict, Long> verdicts) {
        public OfOne {
            verdicts = Map.copyOf(verdicts);
        }
    }

    /// So many machines have a verdict for this reason.
    public record Because(Verdict verdict, Reason reason, long machines) {}

    public Tally {
        verdicts = Map.copyOf(verdicts);
        organisations = List.copyOf(organisations);
        because = List.copyOf(because);
    }

    public long count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /// Of an answer that lists every machine.
    public static Tally of(List<AssetAnswer> assets) {
        Counter counter = new Counter();
        for (AssetAnswer asset : assets) {
            int bits = 0;
            for (Verdict verdict : asset.verdicts()) {
                bits |= 1 << verdict.ordinal();
            }
            counter.add(asset.organisation(), bits, 1);
        }
        return counter.tally(0, List.of());
    }

    /// Counts machines one after the other.
    static final class Counter {
        private final Map<String, long[]> byOrganisation = new TreeMap<>();
        private String last = "";
        private long @Nullable [] lastCounts;
        private long machines;

        /// @param bits of the ordinals of their verdicts
        /// @param n so many machines
        void add(@Nullable String organisation, int bits, long n) {
            String name = organisation == null ? "" : organisation;
            long[] counts = lastCounts;
            if (counts == null || !name.equals(last)) {
                counts = byOrganisation.computeIfAbsent(name, _ -> new long[16]);
                last = name;
                lastCounts = counts;
            }
            counts[bits] += n;
            machines += n;
        }

        Tally tally(long unlisted, List<Because> because) {
            List<OfOne> organisations = new ArrayList<>();
            Map<Verdict, Long> all = new EnumMap<>(Verdict.class);
            byOrganisation.forEach(
                    (name, counts) -> {
                        Map<Verdict, Long> own = new EnumMap<>(Verdict.class);
                        long sum = 0;
                        for (int bits = 0; bits < counts.length; bits++) {
                            sum += counts[bits];
                            for (Verdict verdict : Verdict.values()) {
                                if ((bits >> verdict.ordinal() & 1) != 0 && counts[bits] > 0) {
                                    own.merge(verdict, counts[bits], Long::sum);
                                    all.merge(verdict, counts[bits], Long::sum);
                                }
                            }
                        }
                        organisations.add(new OfOne(name.isEmpty() ? null : name, sum, own));
                    });
            return new Tally(machines, unlisted, all, organisations, because);
        }
    }

    /// Machines of an organisation.
    public long of(@Nullable String organisation, Verdict verdict) {
        return organisations.stream()
                .filter(one -> Objects.equals(one.name(), organisation))
                .mapToLong(one -> one.verdicts().getOrDefault(verdict, 0L))
                .sum();
    }
}
