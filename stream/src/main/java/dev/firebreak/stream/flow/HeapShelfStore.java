package dev.firebreak.stream.flow;

import dev.firebreak.core.model.Component;
import dev.firebreak.stream.record.Components;
import dev.firebreak.stream.record.Question;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shelf on the heap.
final class HeapShelfStore implements Shelf.Store {
    private boolean lacking;
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, Map<String, Shelf.Said>> said = new HashMap<>();

    @Override
    public @Nullable Component component(String id) {
        return components.get(id);
    }

    @Override
    public void put(String id, byte[] encoded) {
        components.put(id, Components.decode(encoded));
    }

    @Override
    public int components() {
        return components.size();
    }

    @Override
    public boolean isLacking() {
        return lacking;
    }

    @Override
    public void lacks() {
        lacking = true;
    }

    @Override
    public void eachComponent(Consumer<Map.Entry<String, Component>> visitor) {
        components.entrySet().forEach(visitor);
    }

    @Override
    public @Nullable Question question(String id) {
        return questions.get(id);
    }

    @Override
    public void put(Question question) {
        questions.put(question.id(), question);
    }

    @Override
    public void eachQuestion(Consumer<Question> visitor) {
        List.copyOf(questions.values()).forEach(visitor);
    }

    @Override
    public Shelf.@Nullable Said said(String question, String component) {
        return said.getOrDefault(question, Map.of()).get(component);
    }

    @Override
    public void put(String question, String component, Shelf.Said what) {
        said.computeIfAbsent(question, _ -> new LinkedHashMap<>()).put(component, what);
    }

    @Override
    public void eachSaid(String question, Consumer<Map.Entry<String, Shelf.Said>> visitor) {
        said.getOrDefault(question, Map.of()).entrySet().forEach(visitor);
    }
}
