package dev.firebreak.formats.log;

import dev.firebreak.formats.table.ColumnMap.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Reads lines told by a [KnownLine]; a log may mix them with others. Not made for speed.
final class KnownLineParser extends LineParser {
    private static final Set<LogKind> OWN = EnumSet.of(LogKind.KNOWN_LINES);

    private static final KnownLine[] KINDS = KnownLine.values();

    /// What these lines say stands near their beginning; looked at up to here, in bytes, since patterns may take the square of it.
    private static final int MAX_LOOKED_AT = 8192;

    private final MappedMeaning meaning;
    private final LinePrefix prefix;
    private final Times times;
    private final EpochTimes epochs = new EpochTimes();
    private int lastKind;

    KnownLineParser(Output out, Times times) {
        super(out);
        this.times = times;
        meaning = new MappedMeaning(out, times, true);
        prefix = new LinePrefix(times);
    }

    private static String beginning(byte[] a, int start, int end) {
        int length = Math.min(end - start, MAX_LOOKED_AT);
        return new String(a, start, length, StandardCharsets.ISO_8859_1);
    }

    static boolean isLine(byte[] a, int start, int end) {
        String line = beginning(a, start, end);
        for (KnownLine kind : KINDS) {
            if (kind.in(line) != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    void line(byte[] a, int start, int end) {
        String line = beginning(a, start, end);
        // A log is mostly of one kind: the last one is tried first.
        for (int i = 0; i < KINDS.length; i++) {
            int kind = i == 0 ? lastKind : i <= lastKind ? i - 1 : i;
            Matcher found = KINDS[kind].in(line);
            if (found != null) {
                lastKind = kind;
                tell(KINDS[kind], found, a, start, end);
                return;
            }
        }
        out.foreign(OWN);
    }

    private void tell(KnownLine kind, Matcher found, byte[] a, int start, int end) {
        meaning.clear();
        set(kind, found, "client", Field.HOST, a, start);
        set(kind, found, "ip", Field.IP, a, start);
        set(kind, found, "domain", Field.DOMAIN, a, start);
        set(kind, found, "url", Field.URL, a, start);
        long micros = Output.NO_TIME;
        if (kind.has("time")) {
            byte[] stamp = found.group("time").getBytes(StandardCharsets.ISO_8859_1);
            byte[] padded = Arrays.copyOf(stamp, stamp.length + BlockParser.SLACK);
            micros = epochs.parse(padded, 0, stamp.length);
            micros = micros == Output.NO_TIME ? times.parse(padded, 0, stamp.length) : micros;
        } else {
            micros = prefix.time(a, start, end);
        }
        if (micros == Output.NO_TIME) {
            out.remark("has no time that can be read; the line counts without it");
        }
        meaning.tellAt(micros);
    }

    private void set(
            KnownLine kind, Matcher found, String group, Field field, byte[] a, int lineStart) {
        if (kind.has(group) && isFound(found.group(group))) {
            meaning.value(field)
                    .set(a, lineStart + found.start(group), lineStart + found.end(group));
        }
    }

    private static boolean isFound(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
