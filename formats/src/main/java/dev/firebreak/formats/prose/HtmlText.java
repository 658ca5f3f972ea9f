package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.prose.Block.Cell;
import dev.firebreak.formats.prose.Block.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/// Plain text and structure of an HTML page: what a reader sees, without scripts, menus and forms.
final class HtmlText {
    private static final int MAX_DEPTH = 200;
    private static final Set<String> SKIPPED =
            Lexicon.words(
                    """
                    script style noscript template nav svg form button select iframe object head aside
                    """);
    private static final Set<String> BLOCKS =
            Lexicon.words(
                    """
                    p div section article main header footer blockquote pre ul ol dl dd address figure figcaption td
                    center body html hr details summary table tr tbody thead fieldset
                    """);

    private final StringBuilder out = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();
    private int open = -1;
    private Kind kind = Kind.PARAGRAPH;
    private int level;
    private int listDepth;
    private boolean tooDeep;

    private HtmlText() {}

    static Document read(String source, byte[] bytes, String decoded) {
        List<Problem> problems = new ArrayList<>();
        org.jsoup.nodes.Document html =
                decoded.indexOf('\ufffd') >= 0 ? parse(bytes) : Jsoup.parse(decoded);
        HtmlText h = new HtmlText();
        h.walk(html.body(), 0);
        h.close();
        if (h.tooDeep) {
            problems.add(
                    new Problem(
                            source,
                            "",
                            "elements nested deeper than " + MAX_DEPTH + " are left out",
                            Problem.Severity.PARTIAL));
        }
        String text = h.out.toString();
        List<Block> blocks = h.blocks;
        if (text.length() > ProseReader.MAX_TEXT) {
            text = text.substring(0, ProseReader.MAX_TEXT);
            blocks = blocks.stream().filter(b -> b.end() <= ProseReader.MAX_TEXT).toList();
            problems.add(ProseReader.cut(source));
        }
        Element h1 = html.selectFirst("h1");
        String title = h1 != null && !h1.text().isBlank() ? h1.text() : html.title();
        return new Document(text, blocks, title.strip(), null, published(html), problems);
    }

    private static org.jsoup.nodes.Document parse(byte[] bytes) {
        try {
            return Jsoup.parse(new java.io.ByteArrayInputStream(bytes), null, "");
        } catch (java.io.IOException e) {
            return Jsoup.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private static @Nullable Instant published(org.jsoup.nodes.Document html) {
        for (String query :
                List.of(
                        "meta[property=article:published_time]",
                        "meta[name=date]",
                        "meta[name=DC.date]",
                        "meta[name=dcterms.issued]",
                        "time[datetime]")) {
            Element e = html.selectFirst(query);
            if (e != null) {
                String value = e.hasAttr("content") ? e.attr("content") : e.attr("datetime");
                try {
                    return value.length() == 10
                            ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(value).toInstant();
                } catch (DateTimeParseException notIso) {
                    continue;
                }
            }
        }
        return null;
    }

    private void walk(Node node, int depth) {
        if (depth > MAX_DEPTH) {
            tooDeep = true;
            return;
        }
        for (Node child : node.childNodes()) {
            if (child instanceof TextNode t) {
                text(t.getWholeText(), node instanceof Element e && e.normalName().equals("pre"));
            } else if (child instanceof Element e) {
                element(e, depth);
            }
        }
    }

    private void element(Element e, int depth) {
        String name = e.normalName();
        if (SKIPPED.contains(name) || e.hasAttr("hidden")) {
            return;
        }
        switch (name) {
            case "br" -> {
                if (open >= 0) {
                    endLine();
                }
            }
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                    inside(e, depth, Kind.HEADING, name.charAt(1) - '0');
            case "dt" -> inside(e, depth, Kind.LEAD, 0);
            case "li" -> inside(e, depth, Kind.ITEM, listDepth * 2);
            case "ul", "ol" -> {
                close();
                listDepth++;
                walk(e, depth + 1);
                listDepth--;
                close();
            }
            case "table" -> table(e);
            default -> {
                boolean block = BLOCKS.contains(name);
                boolean keep = kind == Kind.ITEM && (name.equals("p") || name.equals("div"));
                if (block && !keep) {
                    close();
                }
                walk(e, depth + 1);
                if (block && !keep) {
                    close();
                } else if (name.equals("p") && open >= 0) {
                    endLine();
                }
            }
        }
    }

    private void inside(Element e, int depth, Kind inner, int innerLevel) {
        close();
        kind = inner;
        level = innerLevel;
        walk(e, depth + 1);
        close();
    }

    /// A line break ends a paragraph; in a list item or a heading it is a blank.
    private void endLine() {
        if (kind == Kind.PARAGRAPH) {
            close();
        } else {
            append(' ');
        }
    }

    private void text(String s, boolean pre) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (pre && c == '\n') {
                close();
            } else {
                append(Character.isWhitespace(c) || c == '\u00a0' ? ' ' : c);
            }
        }
    }

    private void append(char c) {
        if (c == ' ' && (open < 0 || out.charAt(out.length() - 1) == ' ')) {
            return;
        }
        if (open < 0) {
            open = out.length();
        }
        out.append(c);
    }

    private void close() {
        if (open >= 0) {
            int end = out.length();
            while (end > open && out.charAt(end - 1) == ' ') {
                end--;
            }
            if (end > open) {
                int lead =
                        kind == Kind.PARAGRAPH && out.charAt(end - 1) == ':'
                                ? Lines.lastSentence(out.substring(0, end), open, end)
                                : end;
                if (lead > open) {
                    blocks.add(Block.of(kind, open, lead, level));
                }
                if (lead < end) {
                    blocks.add(Block.of(Kind.LEAD, lead, end, 0));
                }
                out.setLength(end);
                out.append('\n');
            } else {
                out.setLength(open);
            }
        }
        open = -1;
        if (kind != Kind.ITEM || listDepth == 0) {
            kind = Kind.PARAGRAPH;
            level = 0;
        }
    }

    private void table(Element table) {
        close();
        List<List<Cell>> rows = new ArrayList<>();
        int start = out.length();
        for (Element row : table.select("tr")) {
            List<Cell> cells = new ArrayList<>();
            for (Element c : row.children()) {
                String name = c.normalName();
                if (!name.equals("td") && !name.equals("th")) {
                    continue;
                }
                int from = out.length();
                out.append(c.text());
                cells.add(new Cell(from, out.length(), name.equals("th") && rows.isEmpty()));
                out.append('\t');
            }
            if (!cells.isEmpty()) {
                out.setCharAt(out.length() - 1, '\n');
                rows.add(cells);
            }
        }
        spread(table, rows);
        if (rows.size() > 1) {
            blocks.add(Block.table(start, out.length() - 1, rows));
        } else if (rows.size() == 1) {
            rows.getFirst().stream()
                    .filter(c -> !c.isEmpty())
                    .forEach(c -> blocks.add(Block.of(Kind.PARAGRAPH, c.start(), c.end(), 0)));
        }
    }

    /// Repeats a cell that spans several rows in each of them.
    private static void spread(Element table, List<List<Cell>> rows) {
        List<Element> trs =
                table.select("tr").stream().filter(r -> !r.select("> td, > th").isEmpty()).toList();
        for (int r = 0; r < trs.size() && r < rows.size(); r++) {
            List<Element> tds = trs.get(r).select("> td, > th");
            for (int c = 0; c < tds.size() && c < rows.get(r).size(); c++) {
                String span = tds.get(c).attr("rowspan");
                int n = span.matches("\\d{1,3}") ? Integer.parseInt(span) : 1;
                for (int k = 1; k < n && r + k < rows.size(); k++) {
                    List<Cell> below = new ArrayList<>(rows.get(r + k));
                    below.add(Math.min(c, below.size()), rows.get(r).get(c));
                    rows.set(r + k, below);
                }
            }
        }
    }
}
