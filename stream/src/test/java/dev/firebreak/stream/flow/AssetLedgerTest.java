package dev.firebreak.stream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.stream.record.Components;
import dev.firebreak.stream.record.InventoryReport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssetLedgerTest {
    private AssetLedger ledger = AssetLedger.empty();

    private static Component component(String name) {
        return new Component(name, null, "1", VersionScheme.GENERIC, Platform.WINDOWS, List.of());
    }

    /// @return what changed, `+Name` and `-Name`, with the time
    private List<String> report(
            String scope, Kind kind, long micros, boolean complete, String... names) {
        List<InventoryReport.Entry> entries =
                Arrays.stream(names)
                        .map(
                                n ->
                                        new InventoryReport.Entry(
                                                component(n.substring(1)),
                                                n.charAt(0) == '-'
                                                        ? Change.REMOVED
                                                        : Change.PRESENT,
                                                1))
                        .toList();
        InventoryReport report =
                new InventoryReport("amt", "pc", scope, kind, micros, complete, "s", entries);
        List<String> changes =
                ledger.apply(report).stream()
                        .map(c -> (c.removal() ? "-" : "+") + name(c.id()) + "@" + c.micros())
                        .toList();
        ledger = AssetLedger.decode(ledger.encode());
        return changes;
    }

    private static String name(String id) {
        return List.of("A", "B", "C").stream()
                .filter(n -> Components.id(Components.encode(component(n))).equals(id))
                .findFirst()
                .orElse(id);
    }

    @Test
    void aCompleteListEndsWhatItDoesNotName() {
        assertThat(report("p", Kind.SNAPSHOT, 1, true, "+A", "+B")).containsExactly("+A@1", "+B@1");
        assertThat(report("p", Kind.SNAPSHOT, 2, true, "+B")).containsExactly("-A@2");
        assertThat(report("p", Kind.SNAPSHOT, 3, true, "+B")).isEmpty();
    }

    @Test
    void aListThatLacksEntriesEndsNothing() {
        report("p", Kind.SNAPSHOT, 1, true, "+A", "+B");
        assertThat(report("p", Kind.SNAPSHOT, 2, false, "+B")).isEmpty();
    }

    @Test
    void whatAnotherKindOfListStillNamesIsNotGone() {
        report("p", Kind.SNAPSHOT, 1, true, "+A");
        assertThat(report("q", Kind.SNAPSHOT, 1, true, "+A")).isEmpty();
        assertThat(report("p", Kind.SNAPSHOT, 2, true)).isEmpty();
        assertThat(report("q", Kind.SNAPSHOT, 3, true)).containsExactly("-A@3");
    }

    @Test
    void differencesSayWhatCameAndWent() {
        assertThat(report("p", Kind.DIFFERENTIAL, 1, true, "+A", "+B"))
                .containsExactly("+A@1", "+B@1");
        assertThat(report("p", Kind.DIFFERENTIAL, 2, true, "-A")).containsExactly("-A@2");
        assertThat(report("p", Kind.DIFFERENTIAL, 3, true, "-A")).isEmpty();
    }

    @Test
    void aListThatComesLateChangesThePastOnly() {
        report("p", Kind.SNAPSHOT, 5, true, "+B");
        assertThat(report("p", Kind.SNAPSHOT, 2, true, "+A", "+B")).containsExactly("+A@2", "-A@5");
        assertThat(report("p", Kind.SNAPSHOT, 6, true, "+B")).isEmpty();
    }

    private boolean complete(String source, Kind kind, long micros, boolean complete) {
        return complete("p", source, kind, micros, complete);
    }

    private boolean complete(
            String scope, String source, Kind kind, long micros, boolean complete) {
        ledger.apply(
                new InventoryReport("amt", "pc", scope, kind, micros, complete, source, List.of()));
        ledger = AssetLedger.decode(ledger.encode());
        return ledger.isComplete();
    }

    @Test
    void aListThatBrokeOffLacksEntriesUntilACompleteNewerOneComes() {
        assertThat(complete("a", Kind.SNAPSHOT, 1, true)).isTrue();
        assertThat(complete("b", Kind.SNAPSHOT, 2, false)).isFalse();
        assertThat(complete("c", Kind.SNAPSHOT, 1, true)).isFalse();
        assertThat(complete("d", Kind.SNAPSHOT, 3, true)).isTrue();
    }

    @Test
    void aListThatBrokeOffAndIsOlderThanACompleteOneDoesNotMatter() {
        assertThat(complete("a", Kind.SNAPSHOT, 2, true)).isTrue();
        assertThat(complete("b", Kind.SNAPSHOT, 1, false)).isTrue();
    }

    @Test
    void ofTwoFilesOfOneTimeEachMayBeAHalfButAMendedFileReplacesItself() {
        assertThat(complete("a", Kind.SNAPSHOT, 1, false)).isFalse();
        assertThat(complete("b", Kind.SNAPSHOT, 1, true)).isFalse();
        assertThat(complete("a", Kind.SNAPSHOT, 1, true)).isTrue();
    }

    @Test
    void aCompleteListOfAnotherKindTellsNothingOfWhatIsMissing() {
        assertThat(complete("p", "a", Kind.SNAPSHOT, 1, false)).isFalse();
        assertThat(complete("q", "b", Kind.SNAPSHOT, 2, true)).isFalse();
    }

    @Test
    void afterAListThatCouldNotBeReadEachKindHasToComeWholeAgain() {
        complete("p", "a", Kind.SNAPSHOT, 1, true);
        complete("q", "b", Kind.SNAPSHOT, 1, true);
        ledger.lost();
        assertThat(complete("p", "a", Kind.SNAPSHOT, 2, true)).isFalse();
        assertThat(complete("q", "b", Kind.DIFFERENTIAL, 2, true)).isFalse();
        assertThat(complete("q", "b", Kind.SNAPSHOT, 3, true)).isTrue();
    }

    @Test
    void aListThatComesLateMendsNothing() {
        complete("p", "a", Kind.SNAPSHOT, 5, true);
        ledger.lost();
        assertThat(complete("p", "b", Kind.SNAPSHOT, 4, true)).isFalse();
        assertThat(complete("p", "a", Kind.SNAPSHOT, 5, true)).isTrue();
    }

    @Test
    void aMachineOfWhichNothingCouldBeReadYetIsNotComplete() {
        ledger.lost();
        assertThat(ledger.isComplete()).isFalse();
        assertThat(complete("p", "a", Kind.DIFFERENTIAL, 1, true)).isFalse();
        assertThat(complete("p", "a", Kind.SNAPSHOT, 2, true)).isTrue();
    }

    @Test
    void aListThatHadNoRoomIsMissingForGood() {
        complete("p", "a", Kind.SNAPSHOT, 1, true);
        ledger.refused();
        assertThat(complete("p", "a", Kind.SNAPSHOT, 2, true)).isFalse();
    }

    @Test
    void changesWithoutAnyListOfAllLackEntriesWhicheverComesFirst() {
        assertThat(complete("a", Kind.DIFFERENTIAL, 2, false)).isFalse();
        assertThat(complete("b", Kind.SNAPSHOT, 1, true)).isTrue();
        assertThat(complete("c", Kind.DIFFERENTIAL, 3, false)).isTrue();
    }
}
