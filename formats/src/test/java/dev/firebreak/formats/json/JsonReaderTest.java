package dev.firebreak.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Problem;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    private static JsonDocument read(String text) {
        return JsonReader.read("x", text);
    }

    @Test
    void every_value_knows_its_place() {
        Json root = read("{\"a\":[{\"b/c\":{\"~\":\"v\"}}]}").roots().getFirst();
        assertThat(root.get("a").get(0).get("b/c").get("~").pointer()).isEqualTo("/a/0/b~1c/~0");
        assertThat(root.at("no", "such", "path").isAbsent()).isTrue();
        assertThat(root.get("a").get(7).get("x").pointer()).isEqualTo("/a/7/x");
        assertThat(root.pointer()).isEmpty();
    }

    @Test
    void keeps_what_was_read_before_the_text_broke_off() {
        JsonDocument cut = read("{\"a\":{\"b\":1,\"c\":[1,2");
        assertThat(cut.roots().getFirst().at("a", "c").items()).hasSize(2);
        assertThat(cut.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.severity()).isEqualTo(Problem.Severity.LOST));
    }

    @Test
    void a_key_that_stands_twice_is_reported_and_the_last_counts() {
        JsonDocument twice = read("{\"a\":1,\"a\":2}");
        assertThat(twice.roots().getFirst().get("a").text()).isEqualTo("2");
        assertThat(twice.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.reason()).contains("twice"));
    }

    @Test
    void depth_is_bounded_and_costs_no_stack() {
        JsonDocument deep = read("{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + ",\"y\":1}");
        assertThat(deep.roots().getFirst().get("y").text()).isEqualTo("1");
        assertThat(deep.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.reason()).contains("levels"));
        assertThat(read("[".repeat(3_000_000)).problems()).isNotEmpty();
    }

    @Test
    void lines_are_read_one_by_one_and_a_broken_one_costs_itself_only() {
        JsonDocument lines = read("{\"a\":1}\n{\"a\":\n\n{\"a\":3}\n");
        assertThat(lines.roots()).extracting(r -> r.get("a").text()).containsExactly("1", "", "3");
        assertThat(lines.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.where()).startsWith("line 2"));
    }

    @Test
    void is_lenient_where_the_meaning_is_plain_and_strict_when_asked() {
        String sloppy = "{\"a\":\"line\nend\",\"b\":\"\\d\",}";
        assertThat(read(sloppy).problems()).isEmpty();
        assertThat(JsonReader.readStrictly("x", sloppy).problems()).isNotEmpty();
    }

    @Test
    void absurd_numbers_are_no_numbers() {
        Json root = read("{\"a\":1e999999999,\"b\":9.5,\"c\":-0}").roots().getFirst();
        assertThat(root.get("a").number()).isNull();
        assertThat(root.get("b").number()).isEqualByComparingTo("9.5");
    }

    @Test
    void writes_what_it_can_read() {
        String text =
                JsonWriter.pretty(
                        java.util.Map.of("k", java.util.List.of("a\"\\\n\u0001😀", 1, true)));
        JsonDocument back = JsonReader.readStrictly("x", text);
        assertThat(back.problems()).isEmpty();
        assertThat(back.roots().getFirst().get("k").get(0).text()).isEqualTo("a\"\\\n\u0001😀");
    }
}
