package dev.firebreak.formats.list;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of a list, without the numbers that `grep -n` puts before them.
///
/// @param lines in order; `number` counts from 1 in the file as it is
record Lines(List<Line> lines, boolean numbered) {
    /// Lines read of one list.
    static final int MAX_LINES = 5_000_000;

    /// Longest line that is read.
    static final int MAX_LINE = 64 << 10;

    record Line(int number, String text, boolean tooLong) {
        boolean isBlank() {
            return text.isBlank();
        }

        boolean isComment() {
            String start = text.stripLeading();
            return start.startsWith("#")
                    || start.startsWith("//")
                    || start.startsWith(";")
                    || start.startsWith("!");
        }
    }

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})[-:](.*)", Pattern.DOTALL);

    /// Share of lines that must carry a rising number before it is taken off.
    private static final double NUMBERED = 0.9;

    static Lines of(String text) {
        ArrayList<Line> lines = new ArrayList<>();
        int start = 0;
        int number = 0;
        while (start < text.length() && number < MAX_LINES) {
            number++;
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            boolean tooLong = end - start > MAX_LINE;
            String line =
                    text.substring(start, tooLong ? start + MAX_LINE : end).replace('\0', ' ');
            lines.add(new Line(number, line, tooLong));
            start =
                    end < text.length() - 1
                                    && text.charAt(end) == '\r'
                                    && text.charAt(end + 1) == '\n'
                            ? end + 2
                            : end + 1;
        }
        return isNumbered(lines) ? new Lines(unnumber(lines), true) : new Lines(lines, false);
    }

    private static boolean isNumbered(List<Line> lines) {
        long last = -1;
        int rising = 0;
        int all = 0;
        for (Line line : lines) {
            if (line.isBlank()) {
                continue;
            }
            all++;
            Matcher m = NUMBER.matcher(line.text());
            if (m.matches()) {
                long value = Long.parseLong(m.group(1));
                rising += value > last ? 1 : 0;
                last = value;
            }
        }
        return all >= 3 && rising >= NUMBERED * all;
    }

    private static List<Line> unnumber(List<Line> lines) {
        ArrayList<Line> plain = new ArrayList<>();
        for (Line line : lines) {
            Matcher m = NUMBER.matcher(line.text());
            plain.add(m.matches() ? new Line(line.number(), m.group(2), line.tooLong()) : line);
        }
        return plain;
    }
}
