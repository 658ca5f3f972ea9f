package dev.firebreak.flink;

import dev.firebreak.core.model.Component;
import dev.firebreak.stream.flow.Shelf;
import dev.firebreak.stream.record.Components;
import dev.firebreak.stream.record.Question;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/// A shelf of the dictionary in keyed state.
final class ShelfState implements Shelf.Store {
    private final MapState<String, byte[]> components;
    private final ValueState<Integer> size;
    private final ValueState<Boolean> lacking;
    private final MapState<String, byte[]> questions;

    /// By question and component, with the length of the question's id before them.
    private final MapState<String, byte[]> said;

    ShelfState(RuntimeContext context) {
        components =
                context.getMapState(
                        new MapStateDescriptor<>("components", Types.STRING, Shapes.BYTES));
        size = context.getState(new ValueStateDescriptor<>("size", Types.INT));
        lacking = context.getState(new ValueStateDescriptor<>("lacking", Types.BOOLEAN));
        questions =
                context.getMapState(
                        new MapStateDescriptor<>("questions", Types.STRING, Shapes.BYTES));
        said = context.getMapState(new MapStateDescriptor<>("said", Types.STRING, Shapes.BYTES));
    }

    @Override
    public @Nullable Component component(String id) {
        byte @Nullable [] known = State.of(() -> components.get(id));
        return known == null ? null : Components.decode(known);
    }

    @Override
    public void put(String id, byte[] encoded) {
        State.run(
                () -> {
                    components.put(id, encoded);
                    size.update(components() + 1);
                });
    }

    @Override
    public int components() {
        Integer n = State.of(size::value);
        return n == null ? 0 : n;
    }

    @Override
    public boolean isLacking() {
        return State.of(lacking::value) != null;
    }

    @Override
    public void lacks() {
        State.run(() -> lacking.update(true));
    }

    @Override
    public void eachComponent(Consumer<Map.Entry<String, Component>> visitor) {
        State.run(
                () -> {
                    for (Map.Entry<String, byte[]> e : components.entries()) {
                        visitor.accept(Map.entry(e.getKey(), Components.decode(e.getValue())));
                    }
                });
    }

    @Override
    public @Nullable Question question(String id) {
        byte @Nullable [] known = State.of(() -> questions.get(id));
        return known == null ? null : Question.decode(known);
    }

    @Override
    public void put(Question question) {
        State.run(() -> questions.put(question.id(), question.encode()));
    }

    @Override
    public void eachQuestion(Consumer<Question> visitor) {
        List<Question> all = new ArrayList<>();
        State.run(() -> questions.values().forEach(b -> all.add(Question.decode(b))));
        all.forEach(visitor);
    }

    @Override
    public Shelf.@Nullable Said said(String question, String component) {
        byte @Nullable [] known = State.of(() -> said.get(prefix(question) + component));
        return known == null ? null : decode(known);
    }

    @Override
    public void put(String question, String component, Shelf.Said what) {
        byte[] b = new Out().u8(1).varint(what.revision()).text(what.pattern()).bytes();
        State.run(() -> said.put(prefix(question) + component, b));
    }

    @Override
    public void eachSaid(String question, Consumer<Map.Entry<String, Shelf.Said>> visitor) {
        String prefix = prefix(question);
        State.run(
                () -> {
                    for (Map.Entry<String, byte[]> e : said.entries()) {
                        if (e.getKey().startsWith(prefix)) {
                            visitor.accept(
                                    Map.entry(
                                            e.getKey().substring(prefix.length()),
                                            decode(e.getValue())));
                        }
                    }
                });
    }

    private static Shelf.Said decode(byte[] bytes) {
        In in = new In(bytes);
        if (in.u8() != 1) {
            throw in.malformed("a verdict of another version");
        }
        return new Shelf.Said(in.varint(), in.text());
    }

    private static String prefix(String question) {
        return question.length() + ":" + question + "#";
    }
}
