package dev.firebreak.app.report;

import dev.firebreak.app.text.Language;
import dev.firebreak.core.answer.Finding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A picture of when which machine made contact, as inline SVG; the table beside it says the same in words.
final class Timeline {
    /// Machines drawn; the table has all.
    private static final int MAX_ROWS = 60;

    private static final int WIDTH = 960;
    private static final int LEFT = 220;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int ROW = 22;

    private final Language language;

    Timeline(Language language) {
        this.language = language;
    }

    private record Bar(Instant first, Instant last, long count) {
        Bar with(Instant otherFirst, Instant otherLast, long more) {
            return new Bar(
                    otherFirst.isBefore(first) ? otherFirst : first,
                    otherLast.isAfter(last) ? otherLast : last,
                    count + more);
        }
    }

    /// The picture, or nothing if no contact carries a time.
    String svg(List<Finding.Contact> contacts) {
        Map<String, Bar> bars = new LinkedHashMap<>();
        for (Finding.Contact contact : contacts) {
            @Nullable Instant first = contact.sighting().first();
            @Nullable Instant last = contact.sighting().last();
            if (first != null && last != null) {
                long count = contact.sighting().count();
                bars.merge(
                        contact.asset(),
                        new Bar(first, last, count),
                        (a, b) -> a.with(b.first(), b.last(), b.count()));
            }
        }
        if (bars.isEmpty()) {
            return "";
        }
        Instant begin =
                bars.values().stream().map(Bar::first).min(Instant::compareTo).orElseThrow();
        Instant end = bars.values().stream().map(Bar::last).max(Instant::compareTo).orElseThrow();
        return draw(bars, begin, end);
    }

    private String draw(Map<String, Bar> bars, Instant begin, Instant end) {
        long span = Math.max(1, end.getEpochSecond() - begin.getEpochSecond());
        int rows = Math.min(MAX_ROWS, bars.size());
        int height = TOP + rows * ROW + 12;
        String label =
                language.of(
                        "Contacts of "
                                + bars.size()
                                + " machines between "
                                + begin
                                + " and "
                                + end
                                + "; the table below lists each.",
                        "Kontakte von "
                                + bars.size()
                                + " Rechnern zwischen "
                                + begin
                                + " und "
                                + end
                                + "; die Tabelle darunter führt jeden auf.");
        Html html = new Html();
        html.raw("<svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + height + "\" aria-label=\"")
                .text(label)
                .raw("\">");
        axis(html, begin, end, span, height);
        int row = 0;
        for (Map.Entry<String, Bar> entry : bars.entrySet()) {
            if (row == rows) {
                break;
            }
            int y = TOP + row * ROW + 14;
            bar(html, entry.getKey(), entry.getValue(), begin, span, y);
            row++;
        }
        html.raw("</svg>");
        if (bars.size() > rows) {
            html.tag(
                    "p class=\"soft\"",
                    language.of(
                            "The picture shows the first "
                                    + rows
                                    + " of "
                                    + bars.size()
                                    + " machines.",
                            "Das Bild zeigt die ersten "
                                    + rows
                                    + " von "
                                    + bars.size()
                                    + " Rechnern."));
        }
        return html.toString();
    }

    private void bar(Html html, String asset, Bar bar, Instant begin, long span, int y) {
        String name =
                asset.isEmpty()
                        ? language.of("(no machine named)", "(kein Rechner genannt)")
                        : asset;
        String shown = name.length() > 30 ? name.substring(0, 29) + "…" : name;
        html.raw("<text x=\"8\" y=\"" + (y + 4) + "\">").text(shown).raw("</text>");
        long x1 = x(bar.first(), begin, span);
        long x2 = x(bar.last(), begin, span);
        html.raw("<g>")
                .tag(
                        "title",
                        name + ": " + bar.first() + " – " + bar.last() + ", " + bar.count() + "×");
        if (x2 > x1) {
            html.raw(
                    "<line class=\"bar\" x1=\""
                            + x1
                            + "\" x2=\""
                            + x2
                            + "\" y1=\""
                            + y
                            + "\" y2=\""
                            + y
                            + "\"/>");
        }
        html.raw("<circle class=\"dot\" cx=\"" + x1 + "\" cy=\"" + y + "\" r=\"5\"/></g>");
    }

    private static long x(Instant at, Instant begin, long span) {
        return LEFT
                + (at.getEpochSecond() - begin.getEpochSecond()) * (WIDTH - LEFT - RIGHT) / span;
    }

    private void axis(Html html, Instant begin, Instant end, long span, int height) {
        LocalDate first = LocalDate.ofInstant(begin, ZoneOffset.UTC);
        long days = LocalDate.ofInstant(end, ZoneOffset.UTC).toEpochDay() - first.toEpochDay();
        boolean byHour = days < 2;
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(
                                byHour ? "HH:mm" : language.of("d MMM", "d. MMM"),
                                language.locale())
                        .withZone(ZoneOffset.UTC);
        int ticks = 6;
        for (int i = 0; i <= ticks; i++) {
            Instant at = begin.plusSeconds(span * i / ticks);
            long x = x(at, begin, span);
            html.raw(
                    "<line class=\"axis\" x1=\""
                            + x
                            + "\" x2=\""
                            + x
                            + "\" y1=\"24\" y2=\""
                            + (height - 6)
                            + "\"/>");
            String anchor = i == 0 ? "start" : i == ticks ? "end" : "middle";
            html.raw("<text x=\"" + x + "\" y=\"16\" text-anchor=\"" + anchor + "\">")
                    .text(format.format(at))
                    .raw("</text>");
        }
    }
}
