package dev.firebreak.core.identity;

import dev.firebreak.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text form of [Aliases].
final class AliasText {
    private static final List<String> COLUMNS =
            List.of("decision", "name", "publisher", "product", "vendor", "note");
    private static final Map<String, String> GERMAN =
            Map.of(
                    "entscheidung", "decision",
                    "hersteller", "publisher",
                    "produkt", "product",
                    "anbieter", "vendor",
                    "notiz", "note",
                    "bemerkung", "note");

    /// A line that long is no decision.
    private static final int MAX_ROW = 10_000;

    private AliasText() {}

    record Parsed(List<Alias> aliases, List<Problem> problems) {}

    private record Row(int line, List<String> cells) {}

    static Parsed read(String source, String text) {
        List<Problem> problems = new ArrayList<>();
        String t = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Row> rows = rows(source, t, separator(t), problems);
        List<Alias> aliases = new ArrayList<>();
        List<String> columns = COLUMNS;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (i == 0 && decision(row.cells.getFirst()) == null) {
                columns = columns(row.cells);
                if (!columns.contains("decision")
                        || !columns.contains("name")
                        || !columns.contains("product")) {
                    problems.add(
                            problem(
                                    source,
                                    row.line,
                                    "the header lacks decision, name or product",
                                    Problem.Severity.LOST));
                    break;
                }
                continue;
            }
            if (aliases.size() >= Aliases.MAX_ENTRIES) {
                problems.add(
                        problem(
                                source,
                                row.line,
                                "more than " + Aliases.MAX_ENTRIES + " decisions",
                                Problem.Severity.LOST));
                break;
            }
            Alias alias = alias(row, columns);
            if (alias == null) {
                problems.add(
                        problem(
                                source,
                                row.line,
                                "no decision (same or other), no name or no product",
                                Problem.Severity.PARTIAL));
            } else {
                aliases.add(alias);
            }
        }
        return new Parsed(aliases, problems);
    }

    static String write(List<Alias> aliases) {
        StringBuilder out = new StringBuilder(Aliases.HEADER).append('\n');
        for (Alias a : aliases) {
            out.append(a.same() ? "same" : "other");
            for (String cell :
                    new @Nullable String[] {
                        a.name(), a.publisher(), a.product(), a.vendor(), a.note()
                    }) {
                out.append(',').append(quote(cell == null ? "" : cell));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String quote(String cell) {
        boolean needed =
                cell.chars()
                                .anyMatch(
                                        c ->
                                                c == ',' || c == '"' || c == '\n' || c == '\r'
                                                        || c == ';' || c == '\t')
                        || !cell.equals(cell.strip());
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static Problem problem(
            String source, int line, String reason, Problem.Severity severity) {
        return new Problem(source, "line " + line, reason, severity);
    }

    private static List<String> columns(List<String> cells) {
        return cells.stream()
                .map(c -> c.strip().toLowerCase(Locale.ROOT))
                .map(c -> GERMAN.getOrDefault(c, c))
                .toList();
    }

    private static @Nullable Alias alias(Row row, List<String> columns) {
        Boolean same = decision(cell(row, columns, "decision"));
        String name = cell(row, columns, "name").strip();
        String product = cell(row, columns, "product").strip();
        if (same == null || name.isEmpty() || product.isEmpty()) {
            return null;
        }
        return new Alias(
                same,
                name,
                cell(row, columns, "publisher").strip(),
                product,
                cell(row, columns, "vendor").strip(),
                cell(row, columns, "note"));
    }

    private static String cell(Row row, List<String> columns, String column) {
        int i = columns.indexOf(column);
        return i < 0 || i >= row.cells.size() ? "" : row.cells.get(i);
    }

    private static @Nullable Boolean decision(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "same", "yes", "ja", "gleich", "y", "true" -> Boolean.TRUE;
            case "other", "no", "nein", "anders", "n", "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static char separator(String text) {
        for (String line : text.lines().limit(100).toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                return line.indexOf(';') >= 0 ? ';' : line.indexOf('\t') >= 0 ? '\t' : ',';
            }
        }
        return ',';
    }

    private static List<Row> rows(
            String source, String text, char separator, List<Problem> problems) {
        List<Row> rows = new ArrayList<>();
        int line = 1;
        int i = 0;
        while (i < text.length()) {
            int start = line;
            if (text.charAt(i) == '#') {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end + 1;
                line++;
                continue;
            }
            List<String> cells = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            int from = i;
            for (; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quoted) {
                    if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                        cell.append('"');
                        i++;
                    } else if (c == '"') {
                        quoted = false;
                    } else {
                        line += c == '\n' ? 1 : 0;
                        cell.append(c);
                    }
                } else if (c == '"' && cell.isEmpty()) {
                    quoted = true;
                } else if (c == separator) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else if (c == '\n') {
                    break;
                } else if (c != '\r') {
                    cell.append(c);
                }
            }
            i++;
            line++;
            cells.add(cell.toString());
            if (quoted || i - from > MAX_ROW) {
                String reason =
                        quoted ? "a quote is not closed" : "longer than " + MAX_ROW + " characters";
                problems.add(
                        problem(
                                source,
                                start,
                                reason,
                                quoted ? Problem.Severity.LOST : Problem.Severity.PARTIAL));
            } else if (cells.size() > 1 || !cells.getFirst().isBlank()) {
                rows.add(new Row(start, cells));
            }
        }
        return rows;
    }
}
