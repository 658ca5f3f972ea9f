package dev.firebreak.core.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTest {
    private static final JoinKey DOMAIN = new JoinKey(JoinKey.Kind.DOMAIN, "bad.example");
    private static final JoinKey BLOCK = new JoinKey(JoinKey.Kind.BLOCK, "192.0.2.0/24");
    private static final JoinKey PRODUCT = new JoinKey(JoinKey.Kind.PRODUCT, "desk phone");
    private static final long DAY = Join.PERIOD_MICROS;

    private final Join join =
            new Join(
                    new ValueMatcher(
                            (i, v) ->
                                    v.isEmpty()
                                            ? Matcher.Answer.UNSURE
                                            : v.equals(i.pattern())
                                                    ? Matcher.Answer.YES
                                                    : Matcher.Answer.NO));

    @Test
    void an_indicator_that_comes_later_finds_what_was_seen_before() {
        Run run = new Run(DOMAIN);
        run.see("pc1", "www.bad.example", 5 * DAY + 7, 1);
        run.see("pc1", "bad.example", 6 * DAY, 2);
        assertThat(run.findings).isEmpty();
        run.look(KeyedIndicator.of("i", DOMAIN, "bad.example"));
        Finding f = run.findings.values().iterator().next();
        assertThat(f.first()).isEqualTo(5 * DAY + 7);
        assertThat(f.last()).isEqualTo(6 * DAY);
        assertThat(f.count()).isEqualTo(2);
        assertThat(f.value()).isEqualTo("www.bad.example");
        assertThat(f.sure()).isTrue();
    }

    @Test
    void an_observation_that_comes_later_finds_the_indicator() {
        Run run = new Run(DOMAIN);
        run.look(KeyedIndicator.of("i", DOMAIN, "bad.example"));
        run.see("pc1", "bad.example", 5 * DAY, 1);
        assertThat(run.findings).hasSize(1);
    }

    @Test
    void the_same_line_twice_counts_once() {
        Run run = new Run(DOMAIN);
        run.look(KeyedIndicator.of("i", DOMAIN, "bad.example"));
        run.see("pc1", "bad.example", 5 * DAY, 1);
        run.see("pc1", "bad.example", 5 * DAY, 1);
        assertThat(run.findings.values().iterator().next().count()).isEqualTo(1);
    }

    @Test
    void a_withdrawn_indicator_closes_its_findings_and_an_older_revision_does_not_revive_it() {
        Run run = new Run(DOMAIN);
        KeyedIndicator first = KeyedIndicator.of("i", DOMAIN, "bad.example");
        run.see("pc1", "bad.example", 5 * DAY, 1);
        run.look(first);
        run.look(
                new KeyedIndicator(
                        "i", 2, DOMAIN, "bad.example", Long.MIN_VALUE, Long.MAX_VALUE, true));
        run.look(first);
        run.see("pc1", "bad.example", 5 * DAY, 2);
        assertThat(run.findings.values())
                .singleElement()
                .extracting(Finding::state)
                .isEqualTo(Finding.State.WITHDRAWN);
    }

    @Test
    void a_revision_that_no_longer_covers_what_was_seen_closes_the_finding() {
        Run run = new Run(DOMAIN);
        run.see("pc1", "bad.example", 5 * DAY, 1);
        run.look(KeyedIndicator.of("i", DOMAIN, "bad.example"));
        run.look(new KeyedIndicator("i", 2, DOMAIN, "bad.example", Long.MIN_VALUE, 5 * DAY, false));
        assertThat(run.findings.values())
                .singleElement()
                .extracting(Finding::state)
                .isEqualTo(Finding.State.WITHDRAWN);
    }

    @Test
    void lines_before_the_stated_begin_of_validity_count() {
        Run run = new Run(DOMAIN);
        run.see("pc1", "bad.example", 5 * DAY + 1, 1);
        run.see("pc1", "bad.example", 8 * DAY, 2);
        run.look(new KeyedIndicator("i", 1, DOMAIN, "", 7 * DAY, Long.MAX_VALUE, false));
        assertThat(run.by("i").first()).isEqualTo(5 * DAY + 1);
        assertThat(run.by("i").last()).isEqualTo(8 * DAY);
        assertThat(run.by("i").count()).isEqualTo(2);
        assertThat(run.by("i").sure()).isTrue();
    }

    @Test
    void lines_across_the_end_of_the_validity_are_said_as_between() {
        Run run = new Run(DOMAIN);
        run.see("pc1", "bad.example", 5 * DAY + 1, 1);
        run.see("pc1", "bad.example", 5 * DAY + 2, 2);
        run.see("pc1", "bad.example", 5 * DAY + 9, 3);
        run.look(new KeyedIndicator("i", 1, DOMAIN, "", Long.MIN_VALUE, 5 * DAY + 5, false));
        Finding f = run.by("i");
        assertThat(f.count()).isEqualTo(1);
        assertThat(f.most()).isEqualTo(3);
        assertThat(f.first()).isEqualTo(5 * DAY + 1);
        assertThat(f.last()).isEqualTo(5 * DAY + 1);
        assertThat(f.sure()).isTrue();
    }

    @Test
    void a_line_without_a_time_counts_whatever_the_validity() {
        Run run = new Run(DOMAIN);
        run.see("pc1", "bad.example", Tally.NO_TIME, 1);
        run.look(new KeyedIndicator("bounded", 1, DOMAIN, "", 0, 5 * DAY, false));
        assertThat(run.by("bounded").sure()).isTrue();
        assertThat(run.by("bounded").count()).isEqualTo(1);
    }

    @Test
    void a_block_meets_only_its_own_addresses() {
        Run run = new Run(BLOCK);
        run.look(KeyedIndicator.of("i", BLOCK, "192.0.2.16/28"));
        run.see("in", "192.0.2.31", DAY, 1);
        run.see("out", "192.0.2.32", DAY, 2);
        assertThat(run.findings.values())
                .singleElement()
                .extracting(f -> f.owner().asset())
                .isEqualTo("in");
    }

    @Test
    void a_component_that_is_removed_leaves_a_finding_that_says_so_whatever_comes_first() {
        KeyedIndicator i = KeyedIndicator.of("i", PRODUCT, "phone 18.12");
        for (int order = 0; order < 2; order++) {
            Run run = new Run(PRODUCT);
            run.look(i);
            List<KeyedObservation> both =
                    new ArrayList<>(
                            List.of(
                                    entry("pc1", "phone 18.12", 3 * DAY, false, 1),
                                    entry("pc1", "phone 18.12", 9 * DAY, true, 2)));
            if (order == 1) {
                Collections.reverse(both);
            }
            both.forEach(o -> join.observation(run.state, o, run));
            Finding f = run.by("i");
            assertThat(f.state()).isEqualTo(Finding.State.REMOVED);
            assertThat(f.first()).isEqualTo(3 * DAY);
            join.observation(run.state, entry("pc1", "phone 18.12", 10 * DAY, false, 3), run);
            assertThat(run.by("i").state()).isEqualTo(Finding.State.OPEN);
        }
    }

    @Test
    void an_owner_with_too_many_values_is_refused_in_words_and_its_findings_are_not_complete() {
        Run run = new Run(BLOCK);
        run.look(KeyedIndicator.of("i", BLOCK, "192.0.2.0/24"));
        for (int i = 0; i <= Join.MAX_TALLIES; i++) {
            run.see("pc1", "192.0.2." + i % 256, (i / 256) * DAY, i);
        }
        assertThat(run.refused).singleElement().asString().contains("4096").contains("pc1");
        assertThat(run.by("i").complete()).isFalse();
    }

    @Test
    void forgetting_drops_old_lines_but_no_installed_component() {
        Run run = new Run(PRODUCT);
        join.observation(run.state, entry("here", "phone", DAY, false, 1), run);
        join.observation(run.state, entry("gone", "phone", DAY, false, 2), run);
        join.observation(run.state, entry("gone", "phone", 2 * DAY, true, 3), run);
        join.forget(run.state, 30 * DAY);
        run.look(KeyedIndicator.of("i", PRODUCT, "phone"));
        assertThat(run.findings.values())
                .singleElement()
                .extracting(f -> f.owner().asset())
                .isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 20230329})
    void every_order_with_repetitions_gives_the_findings_of_a_naive_list(long seed) {
        System.out.println("JoinTest seed " + seed);
        for (int round = 0; round < 200; round++) {
            Random random = new Random(seed * 1000 + round);
            JoinKey key = new JoinKey[] {DOMAIN, BLOCK, PRODUCT}[round % 3];
            List<Object> input = NaiveJoin.randomInput(random, key);
            TreeMap<String, Finding> expected = NaiveJoin.findings(join, key, input);
            for (int order = 0; order < 3; order++) {
                List<Object> shuffled = new ArrayList<>(input);
                for (int i = 0; i < input.size() / 3; i++) {
                    shuffled.add(input.get(random.nextInt(input.size())));
                }
                Collections.shuffle(shuffled, random);
                Run run = new Run(key);
                for (Object o : shuffled) {
                    switch (o) {
                        case KeyedObservation seen -> join.observation(run.state, seen, run);
                        case KeyedIndicator i -> run.look(i);
                        default -> throw new AssertionError();
                    }
                }
                run.findings.values().removeIf(f -> f.state() == Finding.State.WITHDRAWN);
                assertThat(new TreeMap<>(run.findings))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void a_hot_key_split_into_buckets_and_paged_gives_the_same_findings(long seed) {
        for (int round = 0; round < 100; round++) {
            Random random = new Random(seed * 1000 + round);
            List<Object> input = NaiveJoin.randomInput(random, DOMAIN);
            Map<String, Finding> expected = NaiveJoin.findings(join, DOMAIN, input);
            Run[] buckets = {new Run(DOMAIN), new Run(DOMAIN), new Run(DOMAIN)};
            for (Object o : input) {
                switch (o) {
                    case KeyedObservation seen -> {
                        Run b = buckets[Keys.bucket(seen.owner(), 3)];
                        join.observation(b.state, seen, b);
                    }
                    case KeyedIndicator i -> {
                        for (Run b : buckets) {
                            Join.LookBack look = join.put(b.state, i, b);
                            if (look != null) {
                                b.state.forEachTrace(
                                        (owner, t) -> join.lookBack(look, owner, t, b));
                            }
                        }
                    }
                    default -> throw new AssertionError();
                }
            }
            Map<String, Finding> all = new TreeMap<>();
            for (Run b : buckets) {
                b.findings.values().stream()
                        .filter(f -> f.state() != Finding.State.WITHDRAWN)
                        .forEach(f -> all.put(f.id(), f));
            }
            assertThat(all).as("seed %d round %d", seed, round).isEqualTo(expected);
        }
    }

    private static KeyedObservation entry(
            String asset, String component, long at, boolean removal, long n) {
        return new KeyedObservation(
                PRODUCT, component, new Owner("Stadt", asset), at, at, 1, removal, "list", n, n);
    }

    @Test
    void an_indicator_too_many_is_refused_and_one_that_was_withdrawn_makes_room() {
        Run run = new Run(DOMAIN);
        run.see("pc1", DOMAIN.value(), 1, 1);
        for (int i = 0; i < Join.MAX_INDICATORS; i++) {
            run.look(asked("i" + i, 1, false));
        }
        assertThat(run.refused).isEmpty();
        run.look(asked("late", 1, false));
        assertThat(run.refused).singleElement().asString().contains("10000");
        assertThat(run.findings.values()).noneMatch(f -> f.indicator().equals("late"));
        run.look(asked("i7", 2, true));
        run.look(asked("late", 1, false));
        assertThat(run.refused).hasSize(1);
        assertThat(run.by("late").state()).isEqualTo(Finding.State.OPEN);
        assertThat(run.by("i7").state()).isEqualTo(Finding.State.WITHDRAWN);
    }

    private static KeyedIndicator asked(String id, long revision, boolean withdrawn) {
        return new KeyedIndicator(
                id, revision, DOMAIN, DOMAIN.value(), Long.MIN_VALUE, Long.MAX_VALUE, withdrawn);
    }

    private final class Run implements FindingSink {
        final HeapKeyState state = new HeapKeyState();
        final Map<String, Finding> findings = new LinkedHashMap<>();
        final List<String> refused = new ArrayList<>();
        private final JoinKey key;

        Run(JoinKey key) {
            this.key = key;
        }

        void see(String asset, String value, long at, long offset) {
            join.observation(
                    state,
                    new KeyedObservation(
                            key,
                            value,
                            new Owner("Stadt", asset),
                            at,
                            at,
                            1,
                            false,
                            "log",
                            offset,
                            Keys.mark("log", offset, "")),
                    this);
        }

        void look(KeyedIndicator i) {
            join.indicator(state, i, this);
        }

        Finding by(String indicator) {
            return findings.values().stream()
                    .filter(f -> f.indicator().equals(indicator))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void changed(Finding finding) {
            findings.put(finding.id(), finding);
        }

        @Override
        public void refused(JoinKey k, String reason) {
            refused.add(reason);
        }
    }
}
