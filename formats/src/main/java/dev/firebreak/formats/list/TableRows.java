package dev.firebreak.formats.list;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Indicators;
import dev.firebreak.formats.fields.Placeholders;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.fields.VersionText;
import dev.firebreak.formats.text.IndicatorMatch;
import dev.firebreak.formats.text.IndicatorScanner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the rows of a table by what its columns hold.
final class TableRows {
    private static final Pattern CVE = Pattern.compile("(?i)CVE-\\d{4}-\\d{4,19}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;|]+");
    private static final Set<String> NO =
            Set.of("false", "no", "nein", "0", "falsch", "n", "benign", "inactive", "inaktiv");

    private final AdvisoryDraft draft;
    private final List<Column> columns;
    private final List<String> header;
    private final Map<String, Integer> unused = new LinkedHashMap<>();

    /// Whether a column names versions; a catalogue of products without one says nothing for sure of any.
    private final boolean versioned;

    private boolean products;
    private boolean unlabelled;
    private @Nullable Tlp label;
    private @Nullable Span labelSpan;

    TableRows(AdvisoryDraft draft, List<Column> columns, List<String> header) {
        this.draft = draft;
        this.columns = columns;
        this.header = header;
        this.versioned =
                columns.stream()
                        .anyMatch(
                                c ->
                                        c.role() == Column.Role.VERSION
                                                || c.role() == Column.Role.FIXED);
    }

    void row(Table.Row row) {
        boolean used = false;
        String type = text(row, Column.Role.TYPE);
        boolean product = text(row, Column.Role.PRODUCT) != null;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String cell = row.cell(i).strip();
            if (column.isIndicator() && !Placeholders.isPlaceholder(cell)) {
                used |= cell(row, i, column, cell, column.observable() == null ? type : null);
            } else if (column.role() == Column.Role.CVE) {
                used |= cves(row, i, cell);
            }
        }
        if (product) {
            product(row);
            products = true;
            used = true;
        }
        label(row);
        if (!used) {
            draft.partial(
                    row.where(),
                    "no indicator: " + PlainList.shorten(String.join(" | ", row.cells())));
        }
    }

    private @Nullable String text(Table.Row row, Column.Role role) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).role() == role && !Placeholders.isPlaceholder(row.cell(i))) {
                return row.cell(i).strip();
            }
        }
        return null;
    }

    private Span span(Table.Row row, int column, String text) {
        String name =
                column < header.size() ? header.get(column).strip() : "column " + (column + 1);
        return Span.field(draft.source(), row.where() + ", " + name, text);
    }

    private boolean cves(Table.Row row, int column, String cell) {
        Matcher cve = CVE.matcher(cell);
        boolean found = false;
        while (cve.find()) {
            draft.fact(
                    Fact.Type.CVE,
                    cve.group().toUpperCase(Locale.ROOT),
                    Certainty.STATED,
                    span(row, column, cve.group()));
            found = true;
        }
        return found;
    }

    /// @return whether the cell is dealt with, be it by a note that its type is not looked for
    private boolean cell(
            Table.Row row, int i, Column column, String cell, @Nullable String typeWord) {
        if (typeWord != null && TypeWord.isUnused(typeWord)) {
            unused.merge(typeWord, 1, Integer::sum);
            return true;
        }
        if (CVE.matcher(cell).matches()) {
            return cves(row, i, cell);
        }
        ObservableType stated = column.observable();
        boolean byColumn = stated != null;
        if (stated == null && typeWord != null) {
            stated = TypeWord.of(typeWord, cell);
        }
        if (stated == null && column.role() == Column.Role.ADDRESS) {
            stated = Indicators.addressType(cell);
        }
        if (stated == null && column.role() == Column.Role.HASH) {
            stated = Indicators.hashType(cell);
        }
        Optional<IndicatorMatch> seen = Values.classify(cell);
        if (seen.isPresent() && fits(stated, seen.get().type())) {
            add(row, i, cell, seen.get().type(), seen.get().value(), Certainty.STATED);
            return true;
        }
        if (seen.isEmpty() && isSeveral(cell)) {
            return several(row, i, cell);
        }
        if (stated != null) {
            Optional<String> canonical = IndicatorScanner.canonical(stated, cell);
            if (canonical.isPresent()) {
                add(row, i, cell, stated, canonical.get(), Certainty.STATED);
                return true;
            }
        }
        if (seen.isPresent()) {
            if (stated != null) {
                draft.note(
                        row.where(),
                        "called "
                                + (byColumn || typeWord == null ? stated.json() : typeWord)
                                + ", but reads like "
                                + seen.get().type().json()
                                + ": "
                                + PlainList.shorten(cell));
            }
            add(row, i, cell, seen.get().type(), seen.get().value(), Certainty.INFERRED);
            return true;
        }
        return several(row, i, cell);
    }

    private static boolean isSeveral(String cell) {
        String[] parts = SEPARATORS.split(cell);
        if (parts.length < 2) {
            return false;
        }
        for (String part : parts) {
            if (!part.isBlank() && Values.classify(part).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// A cell with several values, `a.example; b.example`.
    private boolean several(Table.Row row, int column, String cell) {
        boolean found = false;
        boolean all = true;
        for (String part : SEPARATORS.split(cell)) {
            if (part.isBlank()) {
                continue;
            }
            Optional<IndicatorMatch> one = Values.classify(part);
            all &= one.isPresent();
            if (one.isPresent()) {
                add(row, column, part, one.get().type(), one.get().value(), Certainty.STATED);
                found = true;
            }
        }
        if (!all) {
            draft.partial(row.where(), "not wholly read: " + PlainList.shorten(cell));
        }
        return found || !all;
    }

    private static boolean fits(@Nullable ObservableType stated, ObservableType seen) {
        if (stated == null || stated == seen) {
            return true;
        }
        boolean addresses =
                stated == ObservableType.IPV4 && seen == ObservableType.IPV6
                        || stated == ObservableType.IPV6 && seen == ObservableType.IPV4;
        boolean hostAsAddress =
                stated == ObservableType.DOMAIN
                        && (seen == ObservableType.IPV4 || seen == ObservableType.IPV6);
        return addresses || hostAsAddress;
    }

    private void add(
            Table.Row row,
            int column,
            String cell,
            ObservableType type,
            String value,
            Certainty certainty) {
        String flag = text(row, Column.Role.FLAG);
        boolean doubted = flag != null && NO.contains(flag.toLowerCase(Locale.ROOT));
        String description = text(row, Column.Role.DESCRIPTION);
        String untilText = text(row, Column.Role.UNTIL);
        Instant until = untilText == null ? null : Times.parse(germanDate(untilText));
        if (untilText != null && until == null) {
            draft.partial(row.where(), "not a date: " + untilText);
        }
        if (doubted) {
            draft.note(
                    row.where(),
                    PlainList.shorten(cell) + " is marked \"" + flag + "\" and listed as unsure");
        }
        draft.indicator(
                new Indicator(
                        type,
                        value,
                        null,
                        until,
                        doubted ? Certainty.UNSURE : certainty,
                        description == null ? "" : description,
                        List.of(span(row, column, cell))));
    }

    /// `31.12.2099` as `2099-12-31`.
    private static String germanDate(String text) {
        return text.replaceFirst("^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})$", "$3-0$2-0$1")
                .replaceAll("-0(\\d\\d)", "-$1");
    }

    private void label(Table.Row row) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).role() != Column.Role.TLP) {
                continue;
            }
            Optional<Tlp> tlp = Tlp.parse(row.cell(i));
            if (tlp.isEmpty()) {
                unlabelled = true;
            } else {
                label = label == null ? tlp.get() : label.stricter(tlp.get());
                labelSpan = span(row, i, row.cell(i).strip());
            }
        }
    }

    private void product(Table.Row row) {
        String name = text(row, Column.Role.PRODUCT);
        if (name == null) {
            return;
        }
        Product product = Product.named(name, text(row, Column.Role.VENDOR));
        String platform = text(row, Column.Role.PLATFORM);
        Set<Platform> platforms = Platforms.in(platform == null ? name : platform);
        String status = text(row, Column.Role.STATUS);
        Status said = status == null ? Status.AFFECTED : status(status);
        if (said == null) {
            said = Status.UNDER_INVESTIGATION;
            draft.partial(row.where(), "unknown status \"" + status + "\"");
        }
        int column = 0;
        while (column < columns.size() && columns.get(column).role() != Column.Role.PRODUCT) {
            column++;
        }
        Span place = span(row, column, name);
        state(product, platforms, said, text(row, Column.Role.VERSION), place);
        String fixed = text(row, Column.Role.FIXED);
        if (fixed != null) {
            state(product, platforms, Status.FIXED, fixed, place);
        }
    }

    private void state(
            Product product,
            Set<Platform> platforms,
            Status status,
            @Nullable String version,
            Span place) {
        VersionText.Reading reading = version == null ? null : VersionText.read(version);
        boolean understood = reading != null && reading.understood();
        if (version != null && !understood) {
            draft.question(
                    new Question(
                            "version-text",
                            "Which versions of "
                                    + product.name()
                                    + " does \""
                                    + version
                                    + "\" stand for?",
                            "Welche Versionen von "
                                    + product.name()
                                    + " sind mit „"
                                    + version
                                    + "“ gemeint?",
                            List.of(),
                            List.of(place)));
        }
        for (Platform platform : Platforms.orAny(platforms)) {
            draft.statement(
                    new ProductStatement(
                            product,
                            platform,
                            status,
                            VersionScheme.GENERIC,
                            understood && reading != null ? reading.versions() : List.of(),
                            understood && reading != null ? reading.ranges() : List.of(),
                            reading != null
                                    ? reading.certainty()
                                    : versioned ? Certainty.STATED : Certainty.UNSURE,
                            List.of(place)));
        }
    }

    private static @Nullable Status status(String word) {
        return switch (Column.normal(word)) {
            case "affected",
                    "betroffen",
                    "vulnerable",
                    "verwundbar",
                    "knownaffected",
                    "yes",
                    "ja" ->
                    Status.AFFECTED;
            case "notaffected", "unaffected", "nichtbetroffen", "knownnotaffected", "no", "nein" ->
                    Status.NOT_AFFECTED;
            case "fixed", "behoben", "patched", "resolved" -> Status.FIXED;
            case "underinvestigation", "inprufung", "unknown", "unbekannt", "wirdgepruft" ->
                    Status.UNDER_INVESTIGATION;
            default -> null;
        };
    }

    void finish() {
        if (products && !versioned) {
            draft.question(
                    new Question(
                            "version-missing",
                            "The table names products and no versions. Which versions are affected?",
                            "Die Tabelle nennt Produkte und keine Versionen. Welche Versionen sind betroffen?",
                            List.of(),
                            List.of()));
        }
        unused.forEach(
                (type, n) ->
                        draft.note(
                                "",
                                n
                                        + " row(s) of type \""
                                        + type
                                        + "\" are nothing that is looked for"));
        Span place = labelSpan;
        if (label != null && place != null) {
            if (unlabelled) {
                draft.note(
                        place.where(),
                        "some rows carry no TLP label; the whole counts as unlabelled");
            } else {
                draft.tlp(label, place);
            }
        }
    }
}
