package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.NativeFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Files that were made by other tools, or packed at another time, than the rest of their container.
final class ProvenanceRule implements Rule {
    private static final int MIN_ENTRIES = 8;
    private static final double RARE = 0.06;
    private static final long DAY = 86_400;

    @Override
    public void look(Comparison c, Findings out) {
        if (c.first()) {
            return;
        }
        Map<String, List<Pair>> containers = new TreeMap<>();
        for (Pair p : c.pairs()) {
            if (!p.now().path().isEmpty() && p.now().kind() != FileKind.LINK) {
                containers.computeIfAbsent(p.now().container(), _ -> new ArrayList<>()).add(p);
            }
        }
        containers.forEach(
                (_, pairs) -> {
                    if (pairs.size() >= MIN_ENTRIES) {
                        makers(c, pairs, out);
                        times(pairs, out);
                        odd(pairs, f -> f.placing().owner(), "owner", out);
                        classes(c, pairs, out);
                    }
                });
        toolchain(c, out);
    }

    /// Module declarations hold no code that runs, and build tools add them afterwards.
    private static boolean candidate(Pair p) {
        return !p.same()
                && p.now().kind().executable()
                && !p.now().name().equals("module-info.class");
    }

    private static Map<String, Integer> count(List<Pair> pairs, Function<FileFacts, String> of) {
        Map<String, Integer> counts = new HashMap<>();
        for (Pair p : pairs) {
            counts.merge(of.apply(p.now()), 1, Integer::sum);
        }
        return counts;
    }

    private static void makers(Comparison c, List<Pair> pairs, Findings out) {
        Map<String, Integer> counts = count(pairs, f -> f.placing().maker());
        for (Pair p : pairs) {
            String maker = p.now().placing().maker();
            if (candidate(p)
                    && !maker.isEmpty()
                    && !c.oldMaker(maker)
                    && counts.getOrDefault(maker, 0) < pairs.size() * RARE + 1) {
                out.add(
                        Severity.MEDIUM,
                        Family.PROVENANCE,
                        "other-packer",
                        p.now().path(),
                        "The entry was written by another tool than the rest of the archive.",
                        "Der Eintrag wurde von einem anderen Werkzeug geschrieben als der Rest des Archivs.",
                        "zip writer "
                                + maker
                                + ", "
                                + counts.get(maker)
                                + " of "
                                + pairs.size()
                                + " entries");
            }
        }
    }

    /// Nearly all entries carry times of one day (or one constant), this one does not.
    private static void times(List<Pair> pairs, Findings out) {
        Map<String, Integer> days = count(pairs, f -> Long.toString(f.placing().modified() / DAY));
        String common = "";
        for (Map.Entry<String, Integer> e : new TreeMap<>(days).entrySet()) {
            if (e.getValue() > days.getOrDefault(common, 0)) {
                common = e.getKey();
            }
        }
        int n = days.getOrDefault(common, 0);
        if (n < pairs.size() * (1 - RARE) - 1) {
            return;
        }
        long usual = Long.parseLong(common);
        boolean built = programsApart(pairs, usual);
        for (Pair p : pairs) {
            long day = p.now().placing().modified() / DAY;
            if (candidate(p)
                    && Math.abs(day - usual) > 1
                    && !(built && p.now().kind().nativeCode())) {
                out.add(
                        Severity.MEDIUM,
                        Family.TIMING,
                        "other-time",
                        p.now().path(),
                        "The entry carries another date than the rest of its archive.",
                        "Der Eintrag trägt ein anderes Datum als der Rest seines Archivs.",
                        java.time.Instant.ofEpochSecond(p.now().placing().modified())
                                + ", the rest "
                                + java.time.LocalDate.ofEpochDay(Long.parseLong(common)));
            }
        }
    }

    /// Programs for many systems are built on many machines: where a third of them is of another day than the rest, that is
    /// how this package is made.
    private static boolean programsApart(List<Pair> pairs, long usual) {
        int all = 0;
        int apart = 0;
        for (Pair p : pairs) {
            if (p.now().kind().nativeCode()) {
                all++;
                apart += Math.abs(p.now().placing().modified() / DAY - usual) > 1 ? 1 : 0;
            }
        }
        return all >= 6 && apart * 3 >= all;
    }

    private static void odd(
            List<Pair> pairs, Function<FileFacts, String> of, String what, Findings out) {
        Map<String, Integer> counts = count(pairs, of);
        boolean oneBefore =
                pairs.stream()
                                .filter(p -> p.before() != null)
                                .map(p -> of.apply(p.before() == null ? p.now() : p.before()))
                                .distinct()
                                .count()
                        == 1;
        for (Pair p : pairs) {
            String value = of.apply(p.now());
            if (candidate(p)
                    && oneBefore
                    && !value.isEmpty()
                    && counts.getOrDefault(value, 0) < pairs.size() * RARE + 1) {
                out.add(
                        Severity.MEDIUM,
                        Family.TIMING,
                        "other-" + what,
                        p.now().path(),
                        "The entry belongs to another owner than the rest of its archive.",
                        "Der Eintrag gehört einem anderen Eigentümer als der Rest seines Archivs.",
                        what + " " + value);
            }
        }
    }

    private static void classes(Comparison c, List<Pair> pairs, Findings out) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Integer> old = new HashMap<>();
        int total = 0;
        for (Pair p : pairs) {
            if (plainClass(p.now())) {
                total++;
                counts.merge(compiler(p.now()), 1, Integer::sum);
            }
            if (p.before() != null && plainClass(p.before())) {
                old.merge(compiler(p.before()), 1, Integer::sum);
            }
        }
        for (Pair p : pairs) {
            if (candidate(p)
                    && total >= MIN_ENTRIES
                    && plainClass(p.now())
                    && !old.containsKey(compiler(p.now()))
                    && counts.getOrDefault(compiler(p.now()), 0) < total * RARE + 1) {
                out.add(
                        Severity.MEDIUM,
                        Family.PROVENANCE,
                        "other-compiler",
                        p.now().path(),
                        "The class was compiled in another way than the rest of the library.",
                        "Die Klasse wurde anders übersetzt als der Rest der Bibliothek.",
                        compiler(p.now())
                                + ", "
                                + counts.get(compiler(p.now()))
                                + " of "
                                + total
                                + " classes");
            }
        }
    }

    private static boolean plainClass(FileFacts f) {
        return f.kind() == FileKind.CLASS
                && f.code() != null
                && !f.name().equals("module-info.class")
                && !f.name().equals("package-info.class")
                && !f.inner().startsWith("META-INF/");
    }

    private static String compiler(FileFacts f) {
        NativeFacts code = f.code();
        return code == null ? "" : String.join(", ", code.toolchain());
    }

    /// A program that changed its tools while the others kept theirs.
    private static void toolchain(Comparison c, Findings out) {
        int kept = 0;
        List<Pair> moved = new ArrayList<>();
        for (Pair p : c.pairs()) {
            FileFacts before = p.before();
            if (before == null
                    || !p.now().kind().nativeCode()
                    || p.now().code() == null
                    || before.code() == null
                    || p.same()) {
                continue;
            }
            if (p.now().code().toolchain().equals(before.code().toolchain())) {
                kept++;
            } else {
                moved.add(p);
            }
        }
        for (Pair p : moved) {
            FileFacts before = p.before();
            if (moved.size() <= kept || kept == 0 && p.now().kind() == FileKind.PE) {
                out.add(
                        Severity.MEDIUM,
                        Family.PROVENANCE,
                        "other-toolchain",
                        p.now().path(),
                        "The program was built with other tools than before, unlike the rest of the release.",
                        "Das Programm wurde mit anderen Werkzeugen gebaut als zuvor, anders als der Rest der Version.",
                        (before == null || before.code() == null
                                        ? ""
                                        : before.code().toolchain().toString())
                                + " -> "
                                + (p.now().code() == null
                                        ? ""
                                        : p.now().code().toolchain().toString()));
            }
        }
    }
}
