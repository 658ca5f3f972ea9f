package dev.firebreak.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.estate.EstateBuilder;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import dev.firebreak.core.model.VersionScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A large estate is counted instead of held; what is said must be the same.
class LargeAnswerTest {
    private static final Instant NOW = Instant.parse("2023-03-30T12:00:00Z");
    private static final Span SPAN = Span.text("w.txt", 0, 3, "App");
    private static final Indicator EVIL = Indicator.of(ObservableType.DOMAIN, "evil.example", SPAN);

    /// The same as another warning tells it, that is not sure of it.
    private static final Indicator PERHAPS_EVIL =
            new Indicator(
                    ObservableType.DOMAIN,
                    "evil.example",
                    null,
                    null,
                    Certainty.UNSURE,
                    "",
                    List.of(SPAN));

    private static final AnswerOptions OPTIONS =
            new AnswerOptions(NOW, Duration.ofDays(30), null, null);

    private static final ProductStatement STATEMENT =
            new ProductStatement(
                    Product.named("App", null),
                    Platform.ANY,
                    Status.AFFECTED,
                    VersionScheme.GENERIC,
                    List.of("1"),
                    List.of(),
                    Certainty.STATED,
                    List.of(SPAN));
    private static final Advisory ADVISORY =
            new Advisory(
                    "w.txt",
                    "prose",
                    null,
                    null,
                    "",
                    null,
                    "en",
                    null,
                    null,
                    "App",
                    List.of(STATEMENT),
                    List.of(EVIL),
                    List.of(),
                    List.of(),
                    List.of());

    /// Machines with no list, an old or a fresh one, with none, one or two versions, in logs or not, some in contact.
    private static EstateView estate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EstateBuilder estate = new EstateBuilder();
        List<Sighting> seen = new ArrayList<>();
        Map<String, LogDays> days = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            String name = "PC-%03d".formatted(random.nextInt(500));
            if (random.nextInt(4) > 0) {
                list(estate, random, name);
            }
            if (random.nextInt(3) == 0) {
                days.put(name, LogDays.of(19440 + random.nextInt(5)));
                if (random.nextBoolean()) {
                    seen.add(new Sighting(EVIL, name, "www.evil.example", NOW, NOW, 3, List.of()));
                }
                if (random.nextBoolean()) {
                    seen.add(
                            new Sighting(
                                    PERHAPS_EVIL, name, "evil.example", NOW, NOW, 3, List.of()));
                }
            }
        }
        LogSpan span = new LogSpan(1, 10, NOW, NOW, LogDays.of(19440, 19441));
        estate.logs(seen, days, span);
        return estate.build();
    }

    private static void list(EstateBuilder estate, SplittableRandom random, String name) {
        InventorySink sink = estate.inventory(name + ".json", NOW);
        @Nullable String owner = random.nextInt(3) == 0 ? null : "Amt " + random.nextInt(3);
        Instant collected = NOW.minus(Duration.ofDays(random.nextInt(60)));
        sink.begin(
                new Asset(name, owner, Platform.WINDOWS, List.of()),
                InventorySink.Kind.SNAPSHOT,
                "list " + random.nextInt(2),
                collected,
                1);
        for (String version : List.of("1", "2", "x")) {
            if (random.nextInt(3) == 0) {
                sink.component(
                        new Component(
                                "App",
                                null,
                                version,
                                VersionScheme.GENERIC,
                                Platform.WINDOWS,
                                List.of()),
                        InventorySink.Change.PRESENT,
                        2);
            }
        }
        sink.end();
    }

    private static Answer answer(EstateView estate, AnswerBuilder.Bounds bounds) {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < estate.componentCount(); i++) {
            String version = String.valueOf(estate.component(i).version());
            judged.add(
                    new Judged(
                            i,
                            version.equals("1")
                                    ? Verdict.AFFECTED
                                    : version.equals("2") ? Verdict.NOT_AFFECTED : Verdict.UNKNOWN,
                            STATEMENT,
                            "C",
                            "w.txt",
                            List.of(new Reason("test", "because", "darum"))));
        }
        return AnswerBuilder.build(
                List.of(ADVISORY),
                estate,
                judged,
                List.of(EVIL, PERHAPS_EVIL),
                List.of(),
                List.of(),
                List.of(),
                OPTIONS,
                bounds);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_made_when_asked_for_is_what_is_held(long seed) {
        System.out.println("LargeAnswerTest seed " + seed);
        EstateView estate = estate(seed);
        Answer held = answer(estate, new AnswerBuilder.Bounds(Integer.MAX_VALUE, 1_000_000));
        Answer made = answer(estate, new AnswerBuilder.Bounds(Integer.MAX_VALUE, 0));
        assertThat(made.isLarge()).isTrue();
        assertThat(made.assets()).containsExactlyElementsOf(held.assets());
        assertThat(sorted(made.findings())).containsExactlyElementsOf(sorted(held.findings()));
        assertThat(made.findings())
                .isSortedAccordingTo(Comparator.comparing((Finding f) -> f.verdict()));
        assertThat(made.tally()).isEqualTo(held.tally()).isEqualTo(Tally.of(held.assets()));
        assertThat(made.coverage()).isEqualTo(held.coverage());
        assertThat(made.contacts()).isEqualTo(held.contacts());
        for (Verdict verdict : Verdict.values()) {
            assertThat(made.section(verdict)).isEqualTo(held.section(verdict));
        }
        assertThat(made.exitCode()).isEqualTo(held.exitCode());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void who_is_not_listed_is_counted_with_the_reason(long seed) {
        System.out.println("LargeAnswerTest seed " + seed);
        EstateView estate = estate(seed);
        Answer all = answer(estate, new AnswerBuilder.Bounds(Integer.MAX_VALUE, 1_000_000));
        Answer few = answer(estate, new AnswerBuilder.Bounds(0, 1_000_000));
        assertThat(few.findings()).isEqualTo(all.findings());
        List<String> found =
                all.findings().stream().map(f -> f.asset() + " " + f.organisation()).toList();
        assertThat(few.assets())
                .isEqualTo(
                        all.assets().stream()
                                .filter(a -> found.contains(a.asset() + " " + a.organisation()))
                                .toList());
        assertThat(few.tally().organisations()).isEqualTo(all.tally().organisations());
        assertThat(few.tally().unlisted()).isEqualTo(all.assets().size() - few.assets().size());
        assertThat(few.exitCode()).isEqualTo(all.exitCode());
        for (Tally.Because because : few.tally().because()) {
            if (!because.reason().code().equals("not-meant")) {
                assertThat(because.machines())
                        .as(because.reason().code())
                        .isEqualTo(
                                all.assets().stream()
                                        .filter(a -> !few.assets().contains(a))
                                        .filter(a -> a.verdicts().contains(because.verdict()))
                                        .filter(
                                                a ->
                                                        a.reasons().stream()
                                                                .anyMatch(
                                                                        r ->
                                                                                r.code()
                                                                                        .equals(
                                                                                                because.reason()
                                                                                                        .code())))
                                        .count());
            }
        }
    }

    private static List<Finding> sorted(List<Finding> findings) {
        List<Finding> out = new ArrayList<>(findings);
        out.sort(Comparator.comparing(Finding::id));
        return out;
    }
}
