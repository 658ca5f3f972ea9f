package dev.firebreak.formats.list;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.text.IndicatorMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A list of indicators in JSON: an array of texts, or of flat objects whose keys are like the headers of a table. It may
/// stand under a key of the document (`{"indicators": [...]}`), and there may be several.
public final class JsonList {
    private static final int MAX_DEPTH = 3;
    private static final int MAX_KEYS = 200;
    private static final double SHARE = 0.7;

    /// Keys under which a warning names its sources.
    private static final Set<String> REFERENCES =
            Set.of(
                    "reference",
                    "references",
                    "externalreferences",
                    "link",
                    "links",
                    "source",
                    "sources",
                    "quelle",
                    "quellen",
                    "referenzen",
                    "blogs",
                    "reports");

    private JsonList() {}

    /// Adds what the document lists.
    ///
    /// @return false if it holds no list of indicators; nothing is added then
    public static boolean read(Json root, AdvisoryDraft draft) {
        ArrayList<Json> lists = new ArrayList<>();
        find(root, 0, lists);
        boolean any = false;
        for (Json list : lists) {
            if (REFERENCES.contains(Column.normal(list.step())) && isOfReferences(list)) {
                references(list, draft);
            } else {
                any |= texts(list, draft) || objects(list, draft);
            }
        }
        return any;
    }

    /// Whether nothing but pages and their names is listed: addresses under `sources` are where an attack comes from.
    private static boolean isOfReferences(Json list) {
        return list.items().stream()
                .allMatch(
                        item ->
                                item.isString()
                                        ? isReference(item)
                                        : item.values().stream().allMatch(JsonList::isReference));
    }

    private static boolean isReference(Json value) {
        return Values.classify(value.text())
                .map(
                        match ->
                                match.type() == ObservableType.URL
                                        || match.type() == ObservableType.DOMAIN)
                .orElse(true);
    }

    private static void references(Json list, AdvisoryDraft draft) {
        for (Json item : list.items()) {
            for (Json value : item.isString() ? List.of(item) : item.values()) {
                boolean page = item.isString() || Values.classify(value.text()).isPresent();
                if (page && !value.text().isBlank()) {
                    draft.fact(
                            Fact.Type.REFERENCE,
                            value.text().strip(),
                            Certainty.INFERRED,
                            draft.span(value));
                }
            }
        }
    }

    private static void find(Json value, int depth, List<Json> lists) {
        if (value.isArray()) {
            lists.add(value);
        } else if (depth < MAX_DEPTH) {
            value.values().forEach(one -> find(one, depth + 1, lists));
        }
    }

    private static boolean texts(Json list, AdvisoryDraft draft) {
        int good = 0;
        for (Json item : list.items()) {
            good += item.isString() && Values.classify(item.text()).isPresent() ? 1 : 0;
        }
        if (good == 0 || good < SHARE * list.items().size()) {
            return false;
        }
        for (Json item : list.items()) {
            Optional<IndicatorMatch> match = Values.classify(item.text());
            if (match.isEmpty()) {
                draft.partial(item.pointer(), "no indicator: " + PlainList.shorten(item.text()));
            } else {
                draft.indicator(
                        new Indicator(
                                match.get().type(),
                                match.get().value(),
                                null,
                                null,
                                match.get().ambiguous() ? Certainty.INFERRED : Certainty.STATED,
                                "",
                                List.of(draft.span(item))));
            }
        }
        return true;
    }

    private static boolean objects(Json list, AdvisoryDraft draft) {
        LinkedHashSet<String> keys = new LinkedHashSet<>();
        for (Json item : list.items()) {
            if (keys.size() < MAX_KEYS) {
                keys.addAll(item.keys());
            }
        }
        ArrayList<String> header = new ArrayList<>(keys);
        ArrayList<Table.Row> rows = new ArrayList<>();
        for (Json item : list.items()) {
            ArrayList<String> cells = new ArrayList<>();
            for (String key : header) {
                cells.add(item.get(key).text());
            }
            rows.add(new Table.Row(item.pointer(), cells));
        }
        List<Column> columns = rows.isEmpty() ? null : Table.header(header);
        if (columns == null || !Table.usable(rows, columns)) {
            return false;
        }
        TableRows reader = new TableRows(draft, columns, header);
        rows.forEach(reader::row);
        reader.finish();
        return true;
    }
}
