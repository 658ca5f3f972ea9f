package dev.firebreak.gate.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.gate.examine.Examiner;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldingTest {
    @TempDir Path folder = Path.of("");

    /// A clock that is set by hand.
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration d) {
            now = now.plus(d);
        }
    }

    private static final Examiner.Known NOTHING =
            new Examiner.Known() {
                @Override
                public List<Finding> findings(Path release, ReleaseFacts facts) {
                    return List.of();
                }

                @Override
                public List<Judgement.Note> notes() {
                    return List.of();
                }
            };

    private static final Waivers.Reach ALL = Waivers.Reach.of("all");

    private final HandClock clock = new HandClock();

    @Test
    void aChangedRemovedOrInsertedLineIsFound() throws IOException {
        Path file = folder.resolve("ledger");
        Ledger ledger = new Ledger(file, clock);
        for (int i = 0; i < 4; i++) {
            ledger.append(
                    LedgerEntry.Action.EXAMINED,
                    "gate",
                    "p",
                    "f" + i,
                    "0".repeat(64),
                    "HOLD",
                    "",
                    "because",
                    null);
        }
        assertThat(ledger.verify()).isNull();
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", lines).replaceFirst("HOLD", "RELEASE") + "\n");
        assertThat(ledger.verify()).contains("entry 1 was changed");
        assertThatThrownBy(
                        () ->
                                ledger.append(
                                        LedgerEntry.Action.SEEN,
                                        "gate",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken ledger");
        Files.write(file, List.of(lines.get(0), lines.get(2), lines.get(3)));
        assertThat(ledger.verify()).contains("entry 2");
        Files.write(file, List.of(lines.get(0), lines.get(0), lines.get(1)));
        assertThat(ledger.verify()).contains("entry 2");
        Files.writeString(file, "no json\n");
        assertThat(ledger.verify()).contains("line 1");
    }

    @Test
    void aWaiverNeedsTwoPeopleAnEndAReasonAndOneExactHash() throws IOException {
        Ledger ledger = new Ledger(folder.resolve("ledger"), clock);
        Waivers waivers = new Waivers(ledger, clock);
        String hash = "a".repeat(64);
        assertThatThrownBy(
                        () ->
                                waivers.grant(
                                        hash,
                                        "urgent security fix",
                                        "root",
                                        "2026-03-20",
                                        List.of("Anna", "anna"),
                                        ALL))
                .hasMessageContaining("two different people");
        assertThatThrownBy(
                        () ->
                                waivers.grant(
                                        hash,
                                        "urgent security fix",
                                        "root",
                                        "2026-03-20",
                                        List.of("Anna"),
                                        ALL))
                .hasMessageContaining("two different people");
        assertThatThrownBy(
                        () ->
                                waivers.grant(
                                        "abc",
                                        "urgent security fix",
                                        "root",
                                        "2026-03-20",
                                        List.of("Anna", "Bert"),
                                        ALL))
                .hasMessageContaining("SHA-256");
        assertThatThrownBy(
                        () ->
                                waivers.grant(
                                        hash,
                                        "so",
                                        "root",
                                        "2026-03-20",
                                        List.of("Anna", "Bert"),
                                        ALL))
                .hasMessageContaining("reason");
        for (String shortOnes : new String[] {"", "x", "kurz", "kurz      und", ".........!"}) {
            assertThatThrownBy(
                            () ->
                                    waivers.grant(
                                            hash,
                                            shortOnes,
                                            "a-very-long-account-name",
                                            "2026-03-20",
                                            List.of("Anna", "Bert"),
                                            ALL))
                    .hasMessageContaining("at least 10");
        }
        assertThatThrownBy(
                        () ->
                                waivers.grant(
                                        hash,
                                        "urgent security fix",
                                        "root",
                                        "2026-02-20",
                                        List.of("Anna", "Bert"),
                                        ALL))
                .hasMessageContaining("past");
        assertThatThrownBy(
                        () ->
                                waivers.grant(
                                        hash,
                                        "urgent security fix",
                                        "root",
                                        "2027-02-20",
                                        List.of("Anna", "Bert"),
                                        ALL))
                .hasMessageContaining("90 days");
        waivers.grant(
                hash, "urgent security fix", "root", "2026-03-20", List.of("Anna", "Bert"), ALL);
        assertThat(Waivers.inForce(ledger.read(), hash, "all", "HOLD", clock.instant()))
                .isPresent();
        assertThat(Waivers.inForce(ledger.read(), "b".repeat(64), "all", "HOLD", clock.instant()))
                .isEmpty();
        clock.advance(Duration.ofDays(30));
        assertThat(Waivers.inForce(ledger.read(), hash, "all", "HOLD", clock.instant())).isEmpty();
    }

    @Test
    void aWaiverFromALedgerThatWasChangedOpensNothing() throws IOException {
        Path drop = Files.createDirectory(folder.resolve("drop"));
        Path file = folder.resolve("ledger");
        Ledger ledger = new Ledger(file, clock);
        Examiner examiner = new Examiner(Limits.DEFAULT, folder.resolve("facts"), NOTHING, null);
        Watch watch =
                new Watch(
                        drop,
                        folder.resolve("facts"),
                        ledger,
                        List.of(Ring.parse("all=21d")),
                        clock,
                        (f, before) ->
                                before == null
                                        ? examiner.examine(f, (Path) null)
                                        : examiner.examine(f, before));
        new Waivers(ledger, clock)
                .grant(
                        "a".repeat(64),
                        "checked by hand with the maker",
                        "root",
                        clock.instant().plus(Duration.ofDays(5)).toString(),
                        List.of("Anna", "Bert"),
                        ALL);
        put(drop.resolve("tool-1.1.zip"), "../escape.txt", "x");
        Watch.State bad = watch.pass().getLast();
        assertThat(bad.state()).isEqualTo("held");
        String whole = Files.readString(file);
        Files.writeString(file, whole.replace("a".repeat(64), bad.sha256()));
        assertThatThrownBy(watch::pass)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("entry 1 was changed");
        assertThat(drop.resolve("ring-all/tool-1.1.zip")).doesNotExist();

        // The same with a verdict, and where there is nothing to look at.
        Files.writeString(file, whole.replace("\"HOLD\"", "\"RELEASE\""));
        clock.advance(Duration.ofDays(30));
        assertThatThrownBy(watch::pass).hasMessageContaining("was changed");
        assertThat(drop.resolve("ring-all/tool-1.1.zip")).doesNotExist();
        Files.delete(drop.resolve("tool-1.1.zip"));
        assertThatThrownBy(watch::pass).hasMessageContaining("was changed");
        Files.writeString(file, whole);
        assertThat(watch.pass()).isEmpty();
    }

    @Test
    void ringsAreReadAndNonsenseIsRefused() {
        assertThat(Ring.parse("pilot=7d")).isEqualTo(new Ring("pilot", Duration.ofDays(7)));
        assertThat(Ring.parse("all")).isEqualTo(new Ring("all", Duration.ofDays(21)));
        assertThatThrownBy(() -> Ring.parse("pilot=soon")).hasMessageContaining("pilot=7d");
    }

    @Test
    void productsAreToldByTheirNamesWithoutVersions() {
        assertThat(Products.ofFile("3CXDesktopApp-18.12.407.msi"))
                .isEqualTo(Products.ofFile("3CXDesktopApp-18.12.416.msi"));
        assertThat(Products.ofFile("foo-1.2.3.tgz"))
                .isEqualTo("foo.tgz")
                .isNotEqualTo(Products.ofFile("bar-1.2.3.tgz"));
    }

    @Test
    void aGoodReleaseGoesFromRingToRingAsItAgesAndABadOneWaitsForAWaiver() throws IOException {
        Path drop = Files.createDirectory(folder.resolve("drop"));
        Ledger ledger = new Ledger(folder.resolve("ledger"), clock);
        Examiner examiner = new Examiner(Limits.DEFAULT, folder.resolve("facts"), NOTHING, null);
        Watch watch =
                new Watch(
                        drop,
                        folder.resolve("facts"),
                        ledger,
                        List.of(Ring.parse("pilot=7d"), Ring.parse("all=21d")),
                        clock,
                        (f, before) ->
                                before == null
                                        ? examiner.examine(f, (Path) null)
                                        : examiner.examine(f, before));
        put(drop.resolve("tool-1.0.zip"), "readme.txt", "hello");
        assertThat(watch.pass()).extracting(Watch.State::state).containsExactly("waiting");
        clock.advance(Duration.ofDays(8));
        assertThat(watch.pass().getFirst().rings()).containsExactly("pilot");
        assertThat(drop.resolve("ring-pilot/tool-1.0.zip")).exists();
        assertThat(drop.resolve("ring-all/tool-1.0.zip")).doesNotExist();
        clock.advance(Duration.ofDays(14));
        assertThat(watch.pass().getFirst().state()).isEqualTo("released");

        put(drop.resolve("tool-1.1.zip"), "../escape.txt", "x");
        clock.advance(Duration.ofDays(100));
        Watch.State bad = watch.pass().getLast();
        assertThat(bad.state()).isEqualTo("held");
        assertThat(bad.reason()).contains("compared with tool-1.0.zip");
        assertThat(drop.resolve("ring-all/tool-1.1.zip")).doesNotExist();
        new Waivers(ledger, clock)
                .grant(
                        bad.sha256(),
                        "checked by hand with the maker",
                        "root",
                        clock.instant().plus(Duration.ofDays(5)).toString(),
                        List.of("Anna", "Bert"),
                        Waivers.Reach.of("pilot", "all"));
        assertThat(watch.pass().getLast().state()).isEqualTo("released");
        assertThat(ledger.verify()).isNull();
    }

    @Test
    void aHeldReleaseThatWasLetPassIsNoMeasureUnlessTwoPeopleSaySo() throws IOException {
        Path drop = Files.createDirectory(folder.resolve("drop"));
        Ledger ledger = new Ledger(folder.resolve("ledger"), clock);
        Examiner examiner = new Examiner(Limits.DEFAULT, folder.resolve("facts"), NOTHING, null);
        Watch watch =
                new Watch(
                        drop,
                        folder.resolve("facts"),
                        ledger,
                        List.of(Ring.parse("all=1d")),
                        clock,
                        (f, before) ->
                                before == null
                                        ? examiner.examine(f, (Path) null)
                                        : examiner.examine(f, before));
        Waivers waivers = new Waivers(ledger, clock);
        String end = clock.instant().plus(Duration.ofDays(60)).toString();
        List<String> people = List.of("Anna", "Bert");
        put(drop.resolve("tool-1.0.zip"), "readme.txt", "hello");
        clock.advance(Duration.ofDays(2));
        watch.pass();
        clock.advance(Duration.ofDays(2));
        watch.pass();
        put(drop.resolve("tool-1.1.zip"), "../escape.txt", "x");
        Watch.State odd = watch.pass().getLast();
        waivers.grant(odd.sha256(), "checked with the maker", "root", end, people, ALL);
        assertThat(watch.pass().getLast().state()).isEqualTo("released");

        put(drop.resolve("tool-1.2.zip"), "../escape.txt", "y");
        Watch.State next = watch.pass().getLast();
        assertThat(next.state()).isEqualTo("held");
        assertThat(next.reason())
                .startsWith("compared with tool-1.0.zip")
                .contains("tool-1.1.zip went out later, but was held");
        assertThat(next.reasonDe())
                .startsWith("verglichen mit tool-1.0.zip")
                .contains("zurückgehalten und nur durch eine Ausnahme zugelassen");

        waivers.grant(
                next.sha256(),
                "checked with the maker",
                "root",
                end,
                people,
                new Waivers.Reach(List.of(Waivers.Reach.EVERY), false, true));
        assertThat(watch.pass().getLast().state()).isEqualTo("released");
        put(drop.resolve("tool-1.3.zip"), "readme.txt", "hello again");
        assertThat(watch.pass().getLast().reason())
                .isEqualTo(ledger.read().getLast().reason())
                .startsWith("compared with tool-1.2.zip")
                .contains("was held itself; waiver");
        assertThat(ledger.verify()).isNull();
    }

    @Test
    void aWaiverThatNamesNoRingIsRefused() {
        Waivers waivers = new Waivers(new Ledger(folder.resolve("ledger"), clock), clock);
        for (Waivers.Reach reach :
                List.of(
                        Waivers.Reach.of(),
                        Waivers.Reach.of("two rings"),
                        Waivers.Reach.of("a,b"))) {
            assertThatThrownBy(
                            () ->
                                    waivers.grant(
                                            "a".repeat(64),
                                            "urgent security fix",
                                            "root",
                                            "2026-03-20",
                                            List.of("Anna", "Bert"),
                                            reach))
                    .hasMessageContaining("ring");
        }
    }

    @Test
    void aLedgerOfAnEarlierVersionKeepsItsHashesAndItsWaiversForEveryRing() throws IOException {
        Path file = folder.resolve("ledger");
        Ledger ledger = new Ledger(file, clock);
        String hash = "a".repeat(64);
        ledger.append(
                LedgerEntry.Action.WAIVED,
                "Anna, Bert",
                "",
                "",
                hash,
                "",
                "",
                "urgent security fix",
                clock.instant().plus(Duration.ofDays(5)));
        assertThat(Files.readString(file)).doesNotContain("reasonDe").doesNotContain("measure");
        assertThat(ledger.verify()).isNull();
        assertThat(Waivers.inForce(ledger.read(), hash, "pilot", "HOLD", clock.instant()))
                .isPresent();
    }

    @Test
    void keptFactsAreNotWrittenAgainButThoseOfAnotherNameAre() throws IOException {
        Path facts = folder.resolve("facts");
        Examiner examiner = new Examiner(Limits.DEFAULT, facts, NOTHING, null);
        Path release = folder.resolve("tool-1.0.zip");
        put(release, "readme.txt", "hello");
        String sha256 = examiner.examine(release, (Path) null).now().sha256();
        Path kept = facts.resolve(sha256 + ".json");
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(kept, longAgo);
        assertThat(examiner.examine(release, release).now().name()).isEqualTo("tool-1.0.zip");
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(longAgo);

        Path renamed = Files.copy(release, folder.resolve("tool-1.1.zip"));
        assertThat(examiner.examine(renamed, (Path) null).now().name()).isEqualTo("tool-1.1.zip");
        assertThat(Files.getLastModifiedTime(kept)).isNotEqualTo(longAgo);
    }

    @Test
    void aWarningThatArrivesDuringTheWaitIsHeldAgainstTheRelease() throws IOException {
        Path drop = Files.createDirectory(folder.resolve("drop"));
        Ledger ledger = new Ledger(folder.resolve("ledger"), clock);
        Finding bad =
                new Finding(
                        dev.firebreak.gate.judge.Severity.CRITICAL,
                        dev.firebreak.gate.judge.Family.KNOWN,
                        "known-bad",
                        "",
                        "A warning names this very file.",
                        "Eine Warnung nennt genau diese Datei.",
                        "sha256");
        List<Finding> warned = new java.util.ArrayList<>();
        Examiner.Known known =
                new Examiner.Known() {
                    @Override
                    public List<Finding> findings(Path release, ReleaseFacts facts) {
                        return List.copyOf(warned);
                    }

                    @Override
                    public List<Judgement.Note> notes() {
                        return List.of();
                    }
                };
        Examiner examiner = new Examiner(Limits.DEFAULT, folder.resolve("facts"), known, null);
        Watch watch =
                new Watch(
                        drop,
                        folder.resolve("facts"),
                        ledger,
                        List.of(Ring.parse("pilot=7d"), Ring.parse("all=21d")),
                        clock,
                        (f, before) ->
                                before == null
                                        ? examiner.examine(f, (Path) null)
                                        : examiner.examine(f, before));
        put(drop.resolve("tool-1.0.zip"), "readme.txt", "hello");
        clock.advance(Duration.ofDays(1));
        assertThat(watch.pass(true).getFirst().state()).isEqualTo("waiting");
        clock.advance(Duration.ofDays(8));
        assertThat(watch.pass(true).getFirst().rings()).containsExactly("pilot");
        warned.add(bad);
        clock.advance(Duration.ofDays(20));
        Watch.State denied = watch.pass(true).getFirst();
        assertThat(denied.state()).isEqualTo("denied");
        assertThat(denied.rings()).containsExactly("pilot");
        assertThat(denied.reason()).contains("before: RELEASE");
        assertThat(drop.resolve("ring-all/tool-1.0.zip")).doesNotExist();
        assertThat(watch.pass().getFirst().state()).isEqualTo("denied");
        // Started without that warning: what was denied stays denied, and nothing new is written.
        warned.clear();
        int entries = ledger.read().size();
        assertThat(watch.pass(true).getFirst().state()).isEqualTo("denied");
        assertThat(ledger.read()).hasSize(entries);
        Waivers waivers = new Waivers(ledger, clock);
        String end = clock.instant().plus(Duration.ofDays(5)).toString();
        List<String> people = List.of("Anna", "Bert");
        waivers.grant(
                denied.sha256(),
                "checked with the maker",
                "root",
                end,
                people,
                Waivers.Reach.of("all"));
        assertThat(watch.pass().getFirst().state()).isEqualTo("denied");
        waivers.grant(
                denied.sha256(),
                "checked with the maker",
                "root",
                end,
                people,
                new Waivers.Reach(List.of("other"), true, false));
        assertThat(watch.pass().getFirst().state()).isEqualTo("denied");
        waivers.grant(
                denied.sha256(),
                "checked with the maker",
                "root",
                end,
                people,
                new Waivers.Reach(List.of("all"), true, true));
        assertThat(watch.pass().getFirst().state()).isEqualTo("released");
        assertThat(Products.baseline(ledger.read(), "tool.zip", "").release()).isNull();
    }

    @Test
    void aHeadKeptElsewhereShowsWhatTheChainAloneCannot() throws IOException {
        Path file = folder.resolve("ledger");
        Ledger ledger = new Ledger(file, clock);
        assertThat(ledger.verify(ledger.head())).isNull();
        for (int i = 0; i < 3; i++) {
            ledger.append(
                    LedgerEntry.Action.SEEN, "gate", "p", "f" + i, "", "", "", "first seen", null);
        }
        String head = ledger.head();
        assertThat(ledger.verify(head)).isNull();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 2));
        assertThat(ledger.verify()).isNull();
        assertThat(ledger.verify(head)).contains("missing at the end");
        Files.delete(file);
        for (int i = 0; i < 3; i++) {
            ledger.append(
                    LedgerEntry.Action.SEEN, "gate", "p", "g" + i, "", "", "", "first seen", null);
        }
        assertThat(ledger.verify()).isNull();
        assertThat(ledger.verify(head)).contains("rewritten");
        assertThatThrownBy(() -> ledger.verify("12")).hasMessageContaining("no head");
    }

    private static void put(Path file, String name, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
