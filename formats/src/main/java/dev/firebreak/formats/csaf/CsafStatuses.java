package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the product statuses of a document's vulnerabilities into statements (CSAF 2.0 section 3.2.3.9).
///
/// A product can be affected by one vulnerability of a document and fixed for another. Here a document is one warning:
/// affected wins, and the answer says so.
final class CsafStatuses {
    private static final Map<String, Status> GROUPS = groups();

    private record Mention(Status status, String group, Json place) {}

    private final AdvisoryDraft draft;
    private final ProductTree tree;
    private final Map<String, List<Mention>> mentions = new LinkedHashMap<>();
    private final Set<String> undefined = new LinkedHashSet<>();

    CsafStatuses(AdvisoryDraft draft, ProductTree tree) {
        this.draft = draft;
        this.tree = tree;
    }

    private static Map<String, Status> groups() {
        LinkedHashMap<String, Status> groups = new LinkedHashMap<>();
        groups.put("known_affected", Status.AFFECTED);
        groups.put("first_affected", Status.AFFECTED);
        groups.put("last_affected", Status.AFFECTED);
        groups.put("fixed", Status.FIXED);
        groups.put("first_fixed", Status.FIXED);
        groups.put("recommended", Status.FIXED);
        groups.put("known_not_affected", Status.NOT_AFFECTED);
        groups.put("under_investigation", Status.UNDER_INVESTIGATION);
        groups.put("unknown", Status.UNDER_INVESTIGATION);
        return groups;
    }

    void read(Json root) {
        for (Json vulnerability : root.get("vulnerabilities").items()) {
            Json status = vulnerability.get("product_status");
            for (String group : status.keys()) {
                if (!GROUPS.containsKey(group)) {
                    draft.partial(
                            status.get(group).pointer(),
                            "unknown product status \"" + group + "\"");
                }
            }
            GROUPS.forEach(
                    (group, meaning) -> {
                        for (Json id : status.get(group).itemsOrSelf()) {
                            mention(id, group, meaning);
                        }
                    });
            trains(status);
        }
        mentions.forEach(this::state);
        unmentioned(root);
    }

    private void mention(Json id, String group, Status status) {
        if (tree.get(id.text()) == null) {
            if (undefined.add(id.text())) {
                draft.partial(
                        id.pointer(),
                        "the product \""
                                + id.text()
                                + "\" ("
                                + group
                                + ") is not defined in the product tree");
            }
            return;
        }
        mentions.computeIfAbsent(id.text(), k -> new ArrayList<>())
                .add(new Mention(status, group, id));
    }

    private void state(String id, List<Mention> all) {
        ProductTree.Entry entry = tree.get(id);
        if (entry == null) {
            return;
        }
        boolean affected = all.stream().anyMatch(m -> m.status() == Status.AFFECTED);
        Set<Status> said = new LinkedHashSet<>();
        for (Mention mention : all) {
            if (affected && mention.status() != Status.AFFECTED) {
                draft.note(
                        mention.place().pointer(),
                        "\""
                                + id
                                + "\" is "
                                + mention.group()
                                + " here and affected elsewhere in this document; affected counts");
            } else if (said.add(mention.status())) {
                statements(entry, mention);
            }
        }
    }

    private void statements(ProductTree.Entry entry, Mention mention) {
        Span place = Span.field(draft.source(), mention.place().pointer(), entry.span().text());
        String rangeText = entry.rangeText();
        Certainty certainty = entry.certainty();
        if (mention.group().equals("recommended")) {
            certainty = weaker(certainty, Certainty.INFERRED);
        }
        if (rangeText != null) {
            certainty = Certainty.UNSURE;
            draft.question(rangeQuestion(entry, rangeText));
        }
        for (Platform platform : Platforms.orAny(entry.platforms())) {
            draft.statement(
                    new ProductStatement(
                            entry.product(),
                            platform,
                            mention.status(),
                            entry.scheme(),
                            entry.versions(),
                            entry.ranges(),
                            certainty,
                            List.of(entry.span(), place)));
        }
    }

    private static Certainty weaker(Certainty a, Certainty b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Question rangeQuestion(ProductTree.Entry entry, String text) {
        String product = entry.product().name();
        return new Question(
                "version-text",
                "Which versions of " + product + " does \"" + text + "\" stand for?",
                "Welche Versionen von " + product + " sind mit „" + text + "“ gemeint?",
                List.of(),
                List.of(entry.span()));
    }

    /// First and last affected version of one product enclose the versions between; one of them alone leaves an end open
    /// that only a person can close.
    private void trains(Json status) {
        LinkedHashMap<String, ProductTree.Entry> first = new LinkedHashMap<>();
        LinkedHashMap<String, ProductTree.Entry> last = new LinkedHashMap<>();
        single(status.get("first_affected"), first);
        single(status.get("last_affected"), last);
        Set<String> names = new LinkedHashSet<>(first.keySet());
        names.addAll(last.keySet());
        boolean listed = status.has("known_affected");
        for (String name : names) {
            ProductTree.Entry from = first.get(name);
            ProductTree.Entry to = last.get(name);
            if (from != null && to != null) {
                interval(from, to);
            } else if (!listed) {
                ask(from, to);
            }
        }
    }

    /// Products that occur once in the group, by name; several trains of one product cannot be paired.
    private void single(Json ids, Map<String, ProductTree.Entry> into) {
        Set<String> twice = new LinkedHashSet<>();
        for (Json id : ids.itemsOrSelf()) {
            ProductTree.Entry entry = tree.get(id.text());
            if (entry != null && entry.versions().size() == 1 && entry.ranges().isEmpty()) {
                String key =
                        entry.product().vendor()
                                + "\n"
                                + entry.product().name()
                                + entry.platforms();
                if (into.put(key, entry) != null) {
                    twice.add(key);
                }
            }
        }
        into.keySet().removeAll(twice);
    }

    private void interval(ProductTree.Entry from, ProductTree.Entry to) {
        VersionRange range =
                new VersionRange(from.versions().getFirst(), true, to.versions().getFirst(), true);
        for (Platform platform : Platforms.orAny(to.platforms())) {
            draft.statement(
                    new ProductStatement(
                            to.product(),
                            platform,
                            Status.AFFECTED,
                            to.scheme(),
                            List.of(),
                            List.of(range),
                            Certainty.INFERRED,
                            List.of(from.span(), to.span())));
        }
    }

    private void ask(ProductTree.@Nullable Entry from, ProductTree.@Nullable Entry to) {
        ProductTree.Entry entry = from != null ? from : to;
        if (entry == null) {
            return;
        }
        String version = entry.versions().getFirst();
        String product = entry.product().name();
        draft.question(
                from != null
                        ? new Question(
                                "range-open-end",
                                product
                                        + " "
                                        + version
                                        + " is given as the first affected version. Which is the last?",
                                product
                                        + " "
                                        + version
                                        + " ist als erste betroffene Version angegeben. Welche ist die letzte?",
                                List.of(),
                                List.of(entry.span()))
                        : new Question(
                                "range-open-start",
                                product
                                        + " "
                                        + version
                                        + " is given as the last affected version. Which is the first?",
                                product
                                        + " "
                                        + version
                                        + " ist als letzte betroffene Version angegeben. Welche ist die erste?",
                                List.of(),
                                List.of(entry.span())));
    }

    /// Products without any status: a question where the document has no status at all, a note otherwise.
    private void unmentioned(Json root) {
        ArrayList<String> left = new ArrayList<>();
        for (String id : tree.ids()) {
            if (!mentions.containsKey(id) && !tree.isPart(id)) {
                left.add(id);
            }
        }
        if (left.isEmpty()) {
            return;
        }
        if (!mentions.isEmpty()) {
            draft.note(
                    root.get("product_tree").pointer(),
                    left.size()
                            + " product(s) of the product tree have no status and are not used, such as \""
                            + left.getFirst()
                            + "\"");
            return;
        }
        for (String id : left) {
            ProductTree.Entry entry = tree.get(id);
            if (entry == null) {
                continue;
            }
            String product =
                    entry.span().text().isEmpty() ? entry.product().name() : entry.span().text();
            draft.question(
                    new Question(
                            "product-status-missing",
                            "The document names "
                                    + product
                                    + " but not whether it is affected. Is it?",
                            "Das Dokument nennt "
                                    + product
                                    + ", sagt aber nicht, ob es betroffen ist. Ist es betroffen?",
                            List.of("affected", "not affected"),
                            List.of(entry.span())));
            for (Platform platform : Platforms.orAny(entry.platforms())) {
                draft.statement(
                        new ProductStatement(
                                entry.product(),
                                platform,
                                Status.UNDER_INVESTIGATION,
                                entry.scheme(),
                                entry.versions(),
                                entry.ranges(),
                                Certainty.UNSURE,
                                List.of(entry.span())));
            }
        }
    }
}
