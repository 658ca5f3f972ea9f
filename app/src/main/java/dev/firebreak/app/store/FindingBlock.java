package dev.firebreak.app.store;

import dev.firebreak.core.model.Verdict;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Some hundred machines of one organisation's part of an answer, as they are stored: neighbours by name, what they have
/// in common written once. A row for each machine would be most of the cost of an answer that names half a million.
///
/// Where a block ends is decided by the names themselves, so that one machine more changes one block and not all that
/// follow.
///
/// @param low the first name, lower case, cut by [#bound]
/// @param high the last one, cut as well
/// @param hits machines that are affected or contacted
/// @param contactAt first contacts, in steps of [#STEP_SECONDS] since 1970
/// @param contactMachines how many machines had theirs then
/// @param texts what its machines are named for, lower case, each once, one a line
record FindingBlock(
        String low,
        String high,
        int machines,
        int hits,
        List<Long> contactAt,
        List<Integer> contactMachines,
        String texts,
        byte[] content) {
    /// Ten minutes: the finest step of a timeline.
    static final long STEP_SECONDS = 600;

    /// One name of so many ends a block.
    private static final int MEAN = 512;

    private static final int MOST = 2_048;

    /// A block ends, too, when it has so many bytes: long log lines are not to make it too large to be read for one page.
    private static final int MOST_BYTES = 256 << 10;

    /// So much of a name is a block's bound, in UTF-16 units: two of them fit an entry of PostgreSQL's index (2,704 bytes)
    /// in any script, however long the names are that somebody reports.
    private static final int BOUND = 400;

    private static final int VERSION = 1;
    private static final int MOST_PROOFS = 1_000_000;
    private static final Verdict[] VERDICTS = {
        Verdict.AFFECTED, Verdict.CONTACTED, Verdict.UNKNOWN
    };

    /// By key, in the order of PostgreSQL's collation "C", which is that of code points; equal ones by their very name.
    static final Comparator<Finding> ORDER =
            Comparator.<Finding, String>comparing(Finding::key, FindingBlock::byCodePoint)
                    .thenComparing(Finding::machine, FindingBlock::byCodePoint);

    /// A machine with its key, made once: sorting asks for it again and again.
    private record Keyed(String key, Finding finding) {}

    /// The same order.
    private static final Comparator<Keyed> KEYED =
            Comparator.comparing(Keyed::key, FindingBlock::byCodePoint)
                    .thenComparing(k -> k.finding().machine(), FindingBlock::byCodePoint);

    static int byCodePoint(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? x - y
                        : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /// All blocks of one organisation's part.
    ///
    /// @param all in any order, each name once
    static List<FindingBlock> of(List<Finding> all) {
        List<Keyed> sorted = new ArrayList<>(all.size());
        for (Finding f : all) {
            sorted.add(new Keyed(f.key(), f));
        }
        sorted.sort(KEYED);
        List<FindingBlock> blocks = new ArrayList<>();
        Writer writer = new Writer();
        String before = "";
        for (Keyed one : sorted) {
            String key = one.key();
            boolean ends =
                    ends(key) || writer.machines >= MOST || writer.body.length() >= MOST_BYTES;
            if (ends && writer.machines > 0 && !bound(key).equals(bound(before))) {
                blocks.add(writer.block());
                writer = new Writer();
            }
            writer.add(one.finding(), key);
            before = key;
        }
        if (writer.machines > 0) {
            blocks.add(writer.block());
        }
        return blocks;
    }

    /// The beginning of a name, which is ordered as the name is or the same as its neighbour's.
    static String bound(String key) {
        if (key.length() <= BOUND) {
            return key;
        }
        // Half a character is none.
        return key.substring(
                0, Character.isHighSurrogate(key.charAt(BOUND - 1)) ? BOUND - 1 : BOUND);
    }

    private static boolean ends(String key) {
        int hash = key.hashCode() * 0x9e3779b9; // names that are counted up have hashes that are
        return (hash >>> 16) % MEAN == 0;
    }

    /// Reads its machines in order.
    ///
    /// @param each false ends the reading
    static void read(byte[] content, Predicate<Finding> each) {
        new Reader(new In(content)).read(each);
    }

    static List<Finding> read(byte[] content) {
        List<Finding> all = new ArrayList<>();
        read(content, all::add);
        return all;
    }

    /// What proofs of many machines have in common.
    private record Shape(
            String kind,
            String subject,
            String meets,
            String source,
            String line,
            String german,
            String english) {
        static Shape of(Finding.Proof p) {
            return new Shape(
                    p.kind(),
                    p.subject(),
                    p.meets(),
                    p.source(),
                    p.line(),
                    p.german(),
                    p.english());
        }
    }

    private static final class Writer {
        final Out body = new Out(8_192);
        int machines;
        private final Out shapes = new Out(1_024);
        private final Map<String, Integer> words = new HashMap<>();
        private final Map<Shape, Integer> numbers = new LinkedHashMap<>();
        private final Set<String> texts = new LinkedHashSet<>();
        private final TreeMap<Long, Integer> contacts = new TreeMap<>();
        private Finding.@Nullable Proof lastProof;
        private int lastNumber;
        private String low = "";
        private String high = "";
        private String name = "";
        private long since;
        private int hits;

        void add(Finding f, String key) {
            if (machines++ == 0) {
                low = bound(key);
            }
            high = bound(key);
            hits += f.hit() ? 1 : 0;
            int common = common(name, f.machine());
            name = f.machine();
            body.varint(common).text(name.substring(common));
            body.u8(verdict(f.verdict()) << 1 | (f.contacted() ? 1 : 0));
            long now =
                    Math.multiplyExact(f.since().getEpochSecond(), 1_000_000L)
                            + f.since().getNano() / 1_000;
            body.signed(now - since);
            since = now;
            moment(f.firstContact());
            moment(f.lastContact());
            body.varint(f.contacts());
            body.varint(f.proofs().size());
            for (Finding.Proof p : f.proofs()) {
                body.varint(shape(p)).varint(p.place());
                moment(p.first());
                moment(p.last());
                body.varint(p.count());
            }
            if (f.firstContact() != null) {
                contacts.merge(
                        Math.floorDiv(f.firstContact().getEpochSecond(), STEP_SECONDS),
                        1,
                        Integer::sum);
            }
        }

        private int shape(Finding.Proof p) {
            Finding.Proof last = lastProof;
            // Machines that are named for the same reason share its very texts: no look-up.
            if (last != null
                    && p.german() == last.german()
                    && p.source() == last.source()
                    && p.subject() == last.subject()
                    && p.meets() == last.meets()
                    && p.line() == last.line()
                    && p.kind() == last.kind()
                    && p.english() == last.english()) {
                return lastNumber;
            }
            Shape shape = Shape.of(p);
            Integer known = numbers.get(shape);
            if (known == null) {
                known = numbers.size();
                numbers.put(shape, known);
                word(p.kind());
                word(p.subject());
                word(p.meets());
                word(p.source());
                word(p.line());
                word(p.german());
                word(p.english());
                text(p.subject());
                text(p.meets());
            }
            lastProof = p;
            lastNumber = known;
            return known;
        }

        private void text(String text) {
            if (!text.isEmpty()) {
                texts.add(searched(text));
            }
        }

        /// A word that was there before is told by its number, a new one by the next number and itself.
        private void word(String word) {
            Integer known = words.putIfAbsent(word, words.size());
            shapes.varint(known == null ? words.size() - 1L : known);
            if (known == null) {
                shapes.text(word);
            }
        }

        private void moment(@Nullable Instant at) {
            if (at == null) {
                body.u8(0);
            } else {
                body.u8(1).signed(at.getEpochSecond()).varint(at.getNano());
            }
        }

        FindingBlock block() {
            Out out = new Out(shapes.length() + body.length() + 32);
            byte[] common = shapes.bytes();
            byte[] each = body.bytes();
            out.u8(VERSION).varint(numbers.size()).varint(machines);
            out.raw(common, 0, common.length).raw(each, 0, each.length);
            return new FindingBlock(
                    low,
                    high,
                    machines,
                    hits,
                    List.copyOf(contacts.keySet()),
                    List.copyOf(contacts.values()),
                    String.join("\n", texts),
                    out.bytes());
        }
    }

    /// A text as it is searched.
    static String searched(String text) {
        return text.toLowerCase(Locale.ROOT).replace("\0", "");
    }

    private static int common(String a, String b) {
        int n = Math.min(a.length(), b.length());
        int i = 0;
        while (i < n && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        // Half a character is none.
        return i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
    }

    private static int verdict(Verdict verdict) {
        for (int i = 0; i < VERDICTS.length; i++) {
            if (VERDICTS[i] == verdict) {
                return i;
            }
        }
        throw new IllegalArgumentException("a machine that is named for " + verdict);
    }

    private static final class Reader {
        private final In in;
        private final List<String> words = new ArrayList<>();

        Reader(In in) {
            this.in = in;
        }

        void read(Predicate<Finding> each) {
            int version = in.u8();
            if (version != VERSION) {
                throw in.malformed("a block of version " + version);
            }
            int count = in.count(Integer.MAX_VALUE);
            int machines = in.count(Integer.MAX_VALUE);
            List<Shape> shapes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                shapes.add(new Shape(word(), word(), word(), word(), word(), word(), word()));
            }
            String name = "";
            long since = 0;
            for (int i = 0; i < machines; i++) {
                int common = in.index(name.length() + 1);
                name = name.substring(0, common) + in.text();
                int flags = in.u8();
                since += in.signed();
                Instant first = moment();
                Instant last = moment();
                long contacts = in.varint();
                List<Finding.Proof> proofs = new ArrayList<>();
                int n = in.count(MOST_PROOFS);
                for (int p = 0; p < n; p++) {
                    proofs.add(proof(shapes.get(in.index(shapes.size()))));
                }
                Finding finding =
                        new Finding(
                                name,
                                VERDICTS[flags >> 1],
                                (flags & 1) != 0,
                                first,
                                last,
                                contacts,
                                proofs,
                                Instant.ofEpochSecond(
                                        Math.floorDiv(since, 1_000_000L),
                                        Math.floorMod(since, 1_000_000L) * 1_000));
                if (!each.test(finding)) {
                    return;
                }
            }
            in.end();
        }

        private Finding.Proof proof(Shape shape) {
            long place = in.varint();
            Instant first = moment();
            Instant last = moment();
            return new Finding.Proof(
                    shape.kind(),
                    shape.subject(),
                    shape.meets(),
                    shape.source(),
                    place,
                    shape.line(),
                    first,
                    last,
                    in.varint(),
                    shape.german(),
                    shape.english());
        }

        private String word() {
            int number = in.index(words.size() + 1);
            if (number == words.size()) {
                words.add(in.text());
            }
            return words.get(number);
        }

        private @Nullable Instant moment() {
            return in.bool() ? Instant.ofEpochSecond(in.signed(), in.varint()) : null;
        }
    }
}
