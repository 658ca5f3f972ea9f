package dev.firebreak.core.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// The oracle: keeps every line in a list and compares each with each, by the words of the documentation.
final class NaiveJoin {
    private NaiveJoin() {}

    static List<Object> randomInput(Random random, JoinKey key) {
        List<Object> input = new ArrayList<>();
        int observations = random.nextInt(40);
        for (int i = 0; i < observations; i++) {
            long at =
                    random.nextInt(20) == 0 && key.kind() != JoinKey.Kind.PRODUCT
                            ? Tally.NO_TIME
                            : random.nextInt(8) * Join.PERIOD_MICROS + random.nextInt(20);
            boolean removal = key.kind() == JoinKey.Kind.PRODUCT && random.nextInt(3) == 0;
            String value =
                    switch (key.kind()) {
                        case BLOCK -> "192.0.2." + random.nextInt(40);
                        case PRODUCT -> random.nextInt(6) == 0 ? "" : "v" + random.nextInt(3);
                        default -> random.nextInt(3) + ".bad.example";
                    };
            long to = at == Tally.NO_TIME || removal ? at : at + random.nextInt(3);
            input.add(
                    new KeyedObservation(
                            key,
                            value,
                            new Owner(
                                    random.nextBoolean() ? "Stadt" : "Land",
                                    "PC" + random.nextInt(4)),
                            at,
                            to,
                            to == at ? 1 : 2 + random.nextInt(3),
                            removal,
                            "log" + random.nextInt(2),
                            random.nextInt(100),
                            i));
        }
        int indicators = 1 + random.nextInt(6);
        for (int i = 0; i < indicators; i++) {
            boolean bounded = random.nextBoolean();
            long from = random.nextInt(8) * Join.PERIOD_MICROS + random.nextInt(20);
            String id = "i" + random.nextInt(3);
            String pattern =
                    switch (key.kind()) {
                        case BLOCK -> "192.0.2." + random.nextInt(3) * 16 + "/28";
                        case PRODUCT -> "v" + random.nextInt(3);
                        default -> "bad.example";
                    };
            input.add(
                    new KeyedIndicator(
                            id,
                            i,
                            key,
                            pattern,
                            bounded ? from : Long.MIN_VALUE,
                            bounded
                                    ? from + random.nextInt(3) * Join.PERIOD_MICROS
                                    : Long.MAX_VALUE,
                            random.nextInt(4) == 0));
        }
        return input;
    }

    /// The findings that stand at the end, by id.
    static TreeMap<String, Finding> findings(Join join, JoinKey key, List<Object> input) {
        Map<String, KeyedIndicator> newest = new HashMap<>();
        List<KeyedObservation> seen = new ArrayList<>();
        Set<Long> marks = new HashSet<>();
        for (Object o : input) {
            switch (o) {
                case KeyedIndicator i ->
                        newest.merge(i.id(), i, (a, b) -> a.revision() >= b.revision() ? a : b);
                case KeyedObservation s -> {
                    if (marks.add(s.mark())) {
                        seen.add(s);
                    }
                }
                default -> throw new AssertionError();
            }
        }
        TreeMap<String, Finding> out = new TreeMap<>();
        for (KeyedIndicator i : newest.values()) {
            if (i.withdrawn()) {
                continue;
            }
            Map<Owner, List<KeyedObservation>> byOwner = new HashMap<>();
            for (KeyedObservation s : seen) {
                byOwner.computeIfAbsent(s.owner(), _ -> new ArrayList<>()).add(s);
            }
            byOwner.forEach(
                    (owner, lines) -> {
                        Finding f = finding(i, owner, lines);
                        if (f != null) {
                            out.put(f.id(), f);
                        }
                    });
        }
        return out;
    }

    private static @org.jspecify.annotations.Nullable Finding finding(
            KeyedIndicator i, Owner owner, List<KeyedObservation> lines) {
        boolean product = i.key().kind() == JoinKey.Kind.PRODUCT;
        // groups of lines that the join may fold: one value, one day
        Map<String, List<KeyedObservation>> rows = new TreeMap<>();
        for (KeyedObservation s : lines) {
            String value = i.key().kind().decides() ? "" : s.value();
            String day =
                    product || s.first() == Tally.NO_TIME
                            ? "none"
                            : "" + Math.floorDiv(s.first(), Join.PERIOD_MICROS);
            rows.computeIfAbsent(value + "\n" + day, _ -> new ArrayList<>()).add(s);
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long count = 0;
        long most = 0;
        boolean sure = false;
        boolean open = false;
        @org.jspecify.annotations.Nullable KeyedObservation head = null;
        for (List<KeyedObservation> row : rows.values()) {
            List<KeyedObservation> here = row.stream().filter(s -> !s.removal()).toList();
            String value = row.getFirst().value();
            boolean unsure = product && value.isEmpty();
            boolean meets =
                    i.key().kind().decides()
                            || unsure
                            || (product ? value.equals(i.pattern()) : inBlock(i.pattern(), value));
            if (here.isEmpty() || !meets) {
                continue;
            }
            long gone =
                    row.stream()
                            .filter(KeyedObservation::removal)
                            .mapToLong(KeyedObservation::last)
                            .max()
                            .orElse(Long.MIN_VALUE);
            long lines1 = here.stream().mapToLong(KeyedObservation::count).sum();
            long low = here.stream().mapToLong(KeyedObservation::first).min().orElseThrow();
            long high = here.stream().mapToLong(KeyedObservation::last).max().orElseThrow();
            boolean timed = low != Tally.NO_TIME;
            if (timed && low >= i.validUntil()) {
                continue;
            }
            boolean highIn = !timed || high < i.validUntil();
            most += lines1;
            open |= gone == Long.MIN_VALUE || high >= gone;
            if (timed) {
                first = Math.min(first, low);
                last = Math.max(last, highIn ? high : low);
            }
            if (!unsure) {
                sure = true;
                count += highIn ? lines1 : 1;
            }
            for (KeyedObservation s : here) {
                if (head == null || before(s, head)) {
                    head = s;
                }
            }
        }
        if (head == null) {
            return null;
        }
        return new Finding(
                Finding.idOf(i.id(), owner),
                i.id(),
                i.revision(),
                owner,
                head.value(),
                first == Long.MAX_VALUE ? Tally.NO_TIME : first,
                last,
                count,
                most,
                sure,
                true,
                open ? Finding.State.OPEN : Finding.State.REMOVED,
                head.source(),
                head.offset());
    }

    private static boolean before(KeyedObservation a, KeyedObservation b) {
        long x = a.first() == Tally.NO_TIME ? Long.MAX_VALUE : a.first();
        long y = b.first() == Tally.NO_TIME ? Long.MAX_VALUE : b.first();
        if (x != y) {
            return x < y;
        }
        int c = a.source().compareTo(b.source());
        c = c == 0 ? Long.compare(a.offset(), b.offset()) : c;
        return (c == 0 ? a.value().compareTo(b.value()) : c) < 0;
    }

    private static boolean inBlock(String block, String address) {
        int low = Integer.parseInt(block.substring("192.0.2.".length(), block.indexOf('/')));
        int n = Integer.parseInt(address.substring("192.0.2.".length()));
        return n >= low && n < low + 16;
    }
}
