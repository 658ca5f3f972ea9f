package dev.firebreak.gate.compare;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A release held against the one before it.
///
/// Files are paired by path, then by path with version numbers taken out (`lib/foo-1.2.jar` and `lib/foo-1.3.jar`),
/// then by content (moved).
public final class Comparison {
    /// Version numbers and content hashes in names.
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "(?<![A-Za-z])v?\\d+(?:[._]\\d+)+(?:[-._+~]?(?:alpha|beta|rc|a|b|m|final|release|jre|snapshot|dev|deb|ubuntu|u|r|p|pre|post|build|security)[-._]?\\d*)*|\\b[0-9a-f]{8,64}\\b|\\d+",
                    Pattern.CASE_INSENSITIVE);

    private final ReleaseFacts now;
    private final @Nullable ReleaseFacts before;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<FileFacts> removed = new ArrayList<>();
    private final Map<SignalKind, Set<String>> known = new EnumMap<>(SignalKind.class);
    private final Map<String, Map<SignalKind, Set<String>>> knownByComponent = new HashMap<>();
    private final Set<String> oldMakers = new HashSet<>();

    private Comparison(ReleaseFacts now, @Nullable ReleaseFacts before) {
        this.now = now;
        this.before = before;
    }

    /// @param before absent for a first release; then every file counts as added
    public static Comparison of(ReleaseFacts now, @Nullable ReleaseFacts before) {
        Comparison c = new Comparison(now, before);
        c.pair();
        if (before != null) {
            c.learn(before);
        }
        return c;
    }

    private void pair() {
        Map<String, FileFacts> exact = new TreeMap<>();
        if (before != null) {
            for (FileFacts f : before.files()) {
                exact.putIfAbsent(f.path(), f);
            }
        }
        List<FileFacts> open = new ArrayList<>();
        for (FileFacts f : now.files()) {
            FileFacts old = exact.remove(f.path());
            if (old != null) {
                pairs.add(new Pair(f, old));
            } else {
                open.add(f);
            }
        }
        Map<String, ArrayDeque<FileFacts>> bySha = index(exact.values(), false);
        List<FileFacts> rest = take(open, bySha, exact, false);
        Map<String, ArrayDeque<FileFacts>> byShape = index(exact.values(), true);
        for (FileFacts f : underOneFolder(take(rest, byShape, exact, true), exact)) {
            pairs.add(new Pair(f, null));
        }
        removed.addAll(exact.values());
    }

    /// The whole release lies in one folder and so did the last one, but the folder is called otherwise.
    private List<FileFacts> underOneFolder(List<FileFacts> open, Map<String, FileFacts> exact) {
        String folder = folder(now);
        String old = before == null ? "" : folder(before);
        if (folder.isEmpty() || old.isEmpty() || folder.equals(old)) {
            return open;
        }
        List<FileFacts> rest = new ArrayList<>();
        for (FileFacts f : open) {
            FileFacts was =
                    f.path().startsWith(folder)
                            ? exact.remove(old + f.path().substring(folder.length()))
                            : null;
            if (was == null) {
                rest.add(f);
            } else {
                pairs.add(new Pair(f, was));
            }
        }
        return rest;
    }

    /// The one folder with everything in it, with a slash; empty if there is none.
    private static String folder(ReleaseFacts release) {
        String out = "";
        for (FileFacts f : release.files()) {
            if (f.path().isEmpty()) {
                continue;
            }
            String own = f.path().substring(0, f.path().indexOf('/') + 1);
            if (own.isEmpty() || own.endsWith("!/") || !out.isEmpty() && !own.equals(out)) {
                return "";
            }
            out = own;
        }
        return out;
    }

    private static Map<String, ArrayDeque<FileFacts>> index(
            Collection<FileFacts> files, boolean shape) {
        Map<String, ArrayDeque<FileFacts>> out = new HashMap<>();
        for (FileFacts f : files) {
            String key = shape ? shape(f.path()) : f.sha256() + "/" + f.name();
            out.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(f);
        }
        return out;
    }

    private List<FileFacts> take(
            List<FileFacts> open,
            Map<String, ArrayDeque<FileFacts>> index,
            Map<String, FileFacts> exact,
            boolean shape) {
        List<FileFacts> rest = new ArrayList<>();
        for (FileFacts f : open) {
            ArrayDeque<FileFacts> candidates =
                    index.get(shape ? shape(f.path()) : f.sha256() + "/" + f.name());
            FileFacts old = candidates == null ? null : candidates.poll();
            if (old == null) {
                rest.add(f);
            } else {
                exact.remove(old.path());
                pairs.add(new Pair(f, old));
            }
        }
        return rest;
    }

    /// A path without its version numbers and content hashes.
    public static String shape(String path) {
        return VARIABLE.matcher(path).replaceAll("#");
    }

    private void learn(ReleaseFacts old) {
        for (FileFacts f : old.files()) {
            if (!f.placing().maker().isEmpty()) {
                oldMakers.add(f.placing().maker());
            }
            Map<SignalKind, Set<String>> component =
                    knownByComponent.computeIfAbsent(
                            shape(f.container()), _ -> new EnumMap<>(SignalKind.class));
            for (Signal s : f.signals()) {
                known.computeIfAbsent(s.kind(), _ -> new HashSet<>()).add(s.what());
                component.computeIfAbsent(s.kind(), _ -> new HashSet<>()).add(s.what());
            }
        }
    }

    public ReleaseFacts now() {
        return now;
    }

    public @Nullable ReleaseFacts before() {
        return before;
    }

    public boolean first() {
        return before == null;
    }

    public List<Pair> pairs() {
        return pairs;
    }

    public List<FileFacts> removed() {
        return removed;
    }

    /// The old release showed this thing somewhere.
    public boolean knew(Signal s) {
        return known.getOrDefault(s.kind(), Set.of()).contains(s.what());
    }

    /// The old release had this ability somewhere in the same component (the innermost container).
    public boolean componentHad(FileFacts file, SignalKind kind) {
        Map<SignalKind, Set<String>> component = knownByComponent.get(shape(file.container()));
        return component != null && component.containsKey(kind);
    }

    /// The old release had the component of this file at all.
    public boolean hadComponent(FileFacts file) {
        return knownByComponent.containsKey(shape(file.container()));
    }

    public boolean releaseHad(SignalKind kind) {
        return known.containsKey(kind);
    }

    public Set<String> all(SignalKind kind) {
        return known.getOrDefault(kind, Set.of());
    }

    /// A writer of this kind made entries of the old release.
    public boolean oldMaker(String maker) {
        return oldMakers.contains(maker);
    }

    /// What the file shows that its former self did not.
    public static List<Signal> fresh(Pair pair) {
        List<Signal> out = new ArrayList<>();
        Set<String> had = new HashSet<>();
        if (pair.before() != null) {
            for (Signal s : pair.before().signals()) {
                had.add(s.kind() + "|" + s.what());
            }
        }
        for (Signal s : pair.now().signals()) {
            if (!had.contains(s.kind() + "|" + s.what())) {
                out.add(s);
            }
        }
        return out;
    }
}
