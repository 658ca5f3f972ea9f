package dev.firebreak.core.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.VersionScheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstateBuilderTest {
    private static final Instant FALLBACK = Instant.parse("2023-04-01T00:00:00Z");
    private static final Instant MONDAY = Instant.parse("2023-03-27T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2023-03-28T00:00:00Z");

    private final EstateBuilder builder = new EstateBuilder();

    @Test
    void aNewerSnapshotOfTheSameListReplacesTheOlderOne() {
        snapshot("a.json", "PC1", "programs", MONDAY, "old", "stays");
        snapshot("b.json", "PC1", "programs", TUESDAY, "new", "stays");
        assertThat(held(builder.build())).containsExactly("PC1:new", "PC1:stays");
    }

    @Test
    void anOlderSnapshotReadLaterDoesNotCountAndThatIsSaid() {
        snapshot("b.json", "PC1", "programs", TUESDAY, "new");
        snapshot("a.json", "PC1", "programs", MONDAY, "old");
        assertThat(held(builder.build())).containsExactly("PC1:new");
        assertThat(builder.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.source()).isEqualTo("a.json");
                            assertThat(problem.reason()).contains("newer list of PC1");
                        });
    }

    @Test
    void listsWithoutATimeAreUnitedBecauseNoneIsKnownToBeNewer() {
        snapshot("a.csv", "PC1", "table", null, "one");
        snapshot("b.csv", "PC1", "table", null, "two");
        assertThat(held(builder.build())).containsExactly("PC1:one", "PC1:two");
    }

    @Test
    void theTimeOfTheFileDatesAnInventoryButReplacesNothing() {
        snapshot("a.csv", "PC1", "table", FALLBACK, "one");
        snapshot("b.csv", "PC1", "table", TUESDAY, "two");
        EstateView view = builder.build();
        assertThat(held(view)).containsExactly("PC1:one", "PC1:two");
        assertThat(view.asset(0).inventoryAsOf()).isEqualTo(FALLBACK);
    }

    @Test
    void aSnapshotOfOneKindOfListDoesNotEndAnother() {
        snapshot("a.json", "PC1", "programs", MONDAY, "program");
        snapshot("b.json", "PC1", "python", TUESDAY, "package");
        assertThat(held(builder.build())).containsExactly("PC1:package", "PC1:program");
    }

    @Test
    void changesApplyInTheOrderOfTheirTimesWhateverTheOrderOfTheFiles() {
        change("log.2", "PC1", TUESDAY, "app", Change.REMOVED);
        change("log.1", "PC1", MONDAY, "app", Change.PRESENT);
        change("log.1", "PC1", MONDAY, "other", Change.PRESENT);
        assertThat(held(builder.build())).containsExactly("PC1:other");
    }

    @Test
    void aChangeFromBeforeTheSnapshotDoesNotUndoIt() {
        snapshot("s", "PC1", "programs", TUESDAY, "app");
        change("log", "PC1", MONDAY, "app", Change.REMOVED);
        assertThat(held(builder.build())).containsExactly("PC1:app");
    }

    @Test
    void anAssetIsItsNameWithoutRegardToCaseWithinItsOrganisation() {
        snapshot("a", "pc1", "x", MONDAY, "one");
        snapshot("b", "PC1", "y", MONDAY, "two");
        InventorySink sink = builder.inventory("c", FALLBACK);
        sink.begin(
                new Asset("PC1", "Stadt A", Platform.WINDOWS, List.of()),
                Kind.SNAPSHOT,
                "z",
                MONDAY,
                1);
        sink.end();
        InventorySink other = builder.inventory("d", FALLBACK);
        other.begin(
                new Asset("PC1", "Stadt B", Platform.WINDOWS, List.of()),
                Kind.SNAPSHOT,
                "z",
                MONDAY,
                1);
        other.end();
        EstateView view = builder.build();
        assertThat(view.assetCount()).isEqualTo(2);
        assertThat(view.asset(0).organisation()).isEqualTo("Stadt A");
        assertThat(view.asset(1).organisation()).isEqualTo("Stadt B");
    }

    @Test
    void anAddressInALogBecomesTheMachineThatTheHostsFileOrTheInventoryNames() {
        InventorySink sink = builder.inventory("a", FALLBACK);
        sink.begin(
                new Asset("PC1", null, Platform.WINDOWS, List.of("10.0.0.1")),
                Kind.SNAPSHOT,
                "x",
                MONDAY,
                1);
        sink.end();
        snapshot("b", "PC2", "x", MONDAY, "one");
        builder.hostName("10.0.0.2", "pc2.stadt.example", null);
        builder.logs(
                List.of(sighting("10.0.0.1"), sighting("10.0.0.2"), sighting("10.0.0.3")),
                Map.of("10.0.0.3", LogDays.of(19_440)),
                LogSpan.NONE);
        EstateView view = builder.build();
        List<String> met =
                view.sightings(List.of(sighting("x").indicator())).stream()
                        .map(one -> view.asset(one.asset()).name())
                        .toList();
        assertThat(met).containsExactly("PC1", "PC2", "10.0.0.3");
        AssetState onlyInLogs = view.asset(2);
        assertThat(onlyInLogs.hasInventory()).isFalse();
        assertThat(onlyInLogs.logDays().size()).isEqualTo(1);
    }

    /// PC1 has the address from 8 o'clock, PC2 from 9 o'clock.
    @ParameterizedTest
    @CsvSource({
        "7,7,PC1",
        "8,8,PC1",
        "8,10,PC1 PC2",
        "10,10,PC2",
        "-1,-1,PC1 PC2",
    })
    void anAddressThatChangesHandsBelongsToWhoHadItThen(int from, int to, String expected) {
        snapshot("a", "PC1", "x", MONDAY, "one");
        snapshot("b", "PC2", "x", MONDAY, "one");
        builder.leased("10.0.0.9", "PC1", hour(8), hour(8));
        builder.leased("10.0.0.9", "PC2", hour(9), hour(9));
        Sighting some = sighting("10.0.0.9");
        Sighting met =
                new Sighting(
                        some.indicator(),
                        some.host(),
                        some.value(),
                        from < 0 ? null : hour(from),
                        to < 0 ? null : hour(to),
                        some.count(),
                        some.evidence());
        builder.logs(List.of(met), Map.of(), LogSpan.NONE);
        EstateView view = builder.build();
        List<String> who =
                view.sightings(List.of(met.indicator())).stream()
                        .map(one -> view.asset(one.asset()).name())
                        .toList();
        assertThat(who).containsExactly(expected.split(" "));
    }

    private static Instant hour(int hour) {
        return MONDAY.plusSeconds(3600L * hour);
    }

    @Test
    void anAddressThatTwoInventoriesClaimBelongsToNeither() {
        for (String name : List.of("PC1", "PC2")) {
            InventorySink sink = builder.inventory(name, FALLBACK);
            sink.begin(
                    new Asset(name, null, Platform.WINDOWS, List.of("10.0.0.1")),
                    Kind.SNAPSHOT,
                    "x",
                    MONDAY,
                    1);
            sink.end();
        }
        builder.logs(List.of(sighting("10.0.0.1")), Map.of(), LogSpan.NONE);
        EstateView view = builder.build();
        assertThat(view.asset(2).name()).isEqualTo("10.0.0.1");
    }

    private void snapshot(
            String source, String asset, String scope, @Nullable Instant time, String... names) {
        InventorySink sink = builder.inventory(source, FALLBACK);
        sink.begin(
                new Asset(asset, null, Platform.WINDOWS, List.of()), Kind.SNAPSHOT, scope, time, 1);
        for (String name : names) {
            sink.component(component(name), Change.PRESENT, 2);
        }
        sink.end();
    }

    private void change(String source, String asset, Instant time, String name, Change change) {
        InventorySink sink = builder.inventory(source, FALLBACK);
        Asset of = new Asset(asset, null, Platform.WINDOWS, List.of());
        sink.begin(of, Kind.DIFFERENTIAL, "programs", time, 1);
        sink.component(component(name), change, 1);
        sink.end();
    }

    private static Component component(String name) {
        return new Component(name, null, "1", VersionScheme.GENERIC, Platform.WINDOWS, List.of());
    }

    private static Sighting sighting(String host) {
        Indicator indicator =
                Indicator.of(
                        ObservableType.DOMAIN, "evil.example", Span.field("w", "", "evil.example"));
        return new Sighting(indicator, host, "evil.example", null, null, 1, List.of());
    }

    private static List<String> held(EstateView view) {
        TreeSet<String> held = new TreeSet<>();
        for (int i = 0; i < view.componentCount(); i++) {
            String name = view.component(i).name();
            view.holders(i, holding -> held.add(view.asset(holding.asset()).name() + ":" + name));
        }
        return List.copyOf(held);
    }
}
