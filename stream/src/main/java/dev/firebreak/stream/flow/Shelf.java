package dev.firebreak.stream.flow;

import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.identity.NameKeys;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.judge.ComponentJudge;
import dev.firebreak.core.judge.ComponentVerdict;
import dev.firebreak.core.judge.Outcome;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Component;
import dev.firebreak.stream.record.Components;
import dev.firebreak.stream.record.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One shelf of the dictionary of distinct components: judges each of them once against each question about products, and
/// makes an indicator on its key of whatever is or may be the product. So the many machines that have a component are
/// found on one key, and the estate is not searched.
///
/// Components lie on shelves by their name, so equally named ones lie together: an equal name of several makers is put to a
/// person, as in one process. Names that differ only by their maker's words may lie apart and are then judged by
/// themselves.
public final class Shelf {
    /// How many shelves there are.
    public static final int SHELVES = 1024;

    /// Most components on one shelf; more are refused.
    public static final int MAX_COMPONENTS = 200_000;

    /// What a shelf keeps, by text keys.
    public interface Store {
        @Nullable Component component(String id);

        void put(String id, byte[] encoded);

        int components();

        /// Whether a component had no room here.
        boolean isLacking();

        void lacks();

        void eachComponent(Consumer<Map.Entry<String, Component>> visitor);

        @Nullable Question question(String id);

        void put(Question question);

        void eachQuestion(Consumer<Question> visitor);

        /// What was last said of a component for a question: the indicator's revision and pattern.
        @Nullable Said said(String question, String component);

        void put(String question, String component, Said said);

        void eachSaid(String question, Consumer<Map.Entry<String, Said>> visitor);
    }

    /// @param pattern empty if it is withdrawn
    public record Said(long revision, String pattern) {}

    private final Judges judges;

    public Shelf(Judges judges) {
        this.judges = judges;
    }

    /// Which shelf a component lies on.
    public static int of(Component component) {
        return Math.floorMod(NameKeys.of(component).hashCode() * 0x9e3779b9, SHELVES);
    }

    /// The key on which the machines lie that have a component.
    public static JoinKey key(String component) {
        return new JoinKey(JoinKey.Kind.PRODUCT, component);
    }

    /// Takes a component in.
    ///
    /// @return false if there is no room for it: from then on no answer from this shelf is whole
    public boolean component(Store store, String id, byte[] encoded, Consumer<Watch> watches) {
        if (store.component(id) != null) {
            return true;
        }
        if (store.components() >= MAX_COMPONENTS) {
            store.lacks();
            return false;
        }
        store.put(id, encoded);
        Component component = Components.decode(encoded);
        store.eachQuestion(
                q -> {
                    if (!q.withdrawn()
                            && judges.of(q).verdict(component).outcome() != Outcome.NONE) {
                        judgeLike(store, q, NameKeys.of(component), watches);
                    }
                });
        return true;
    }

    /// Takes a question, its revision or its withdrawal in.
    public void question(Store store, Question q, Consumer<Watch> watches) {
        Question known = store.question(q.id());
        if (known != null && known.revision() >= q.revision()) {
            return;
        }
        store.put(q);
        List<String> names = new ArrayList<>();
        if (!q.withdrawn()) {
            ComponentJudge judge = judges.of(q);
            store.eachComponent(
                    e -> {
                        if (judge.verdict(e.getValue()).outcome() != Outcome.NONE) {
                            names.add(NameKeys.of(e.getValue()));
                        }
                    });
            names.stream().distinct().forEach(name -> judgeLike(store, q, name, watches));
        }
        List<String> gone = new ArrayList<>();
        store.eachSaid(
                q.id(),
                e -> {
                    Component c = store.component(e.getKey());
                    if (!e.getValue().pattern().isEmpty()
                            && (c == null || !names.contains(NameKeys.of(c)))) {
                        gone.add(e.getKey());
                    }
                });
        gone.forEach(id -> say(store, q, id, "", watches));
    }

    /// Judges all components of one name together.
    private void judgeLike(Store store, Question q, String name, Consumer<Watch> watches) {
        List<Map.Entry<String, Component>> like = new ArrayList<>();
        store.eachComponent(
                e -> {
                    if (NameKeys.of(e.getValue()).equals(name)) {
                        like.add(Map.entry(e.getKey(), e.getValue()));
                    }
                });
        ComponentJudge judge =
                judges.of(q).withEstate(like.stream().map(Map.Entry::getValue).toList());
        for (Map.Entry<String, Component> e : like) {
            say(store, q, e.getKey(), pattern(judge.verdict(e.getValue())), watches);
        }
    }

    private static String pattern(ComponentVerdict verdict) {
        return switch (verdict.outcome()) {
            case AFFECTED, UNKNOWN -> verdict.outcome() + " " + verdict.reasons().getFirst().code();
            case NOT_AFFECTED, NONE -> "";
        };
    }

    private static void say(
            Store store, Question q, String component, String pattern, Consumer<Watch> watches) {
        Said said = store.said(q.id(), component);
        if (said == null ? pattern.isEmpty() : said.pattern().equals(pattern)) {
            return;
        }
        Said now = new Said(said == null ? 1 : said.revision() + 1, pattern);
        store.put(q.id(), component, now);
        KeyedIndicator indicator =
                new KeyedIndicator(
                        indicator(q.id(), component),
                        now.revision(),
                        key(component),
                        pattern,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        pattern.isEmpty());
        Component known = store.component(component);
        byte[] encoded = known == null ? new byte[0] : Components.encode(known);
        watches.accept(new Watch(indicator, q.id(), q.revision(), q.asker(), encoded));
    }

    /// The id of the indicator that a question about products makes for one component.
    public static String indicator(String question, String component) {
        return question + "#" + component;
    }

    /// The judge of one question; making it reads all its statements, so whoever asks often keeps some.
    public interface Judges {
        ComponentJudge of(Question question);

        /// Makes a judge.
        static ComponentJudge make(Question question) {
            Question.Products products = (Question.Products) question.subject();
            Advisory advisory =
                    new Advisory(
                            question.id(),
                            "stream",
                            question.id(),
                            null,
                            "",
                            null,
                            null,
                            null,
                            null,
                            "",
                            products.statements(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());
            return new ComponentJudge(List.of(advisory), Aliases.none());
        }
    }
}
