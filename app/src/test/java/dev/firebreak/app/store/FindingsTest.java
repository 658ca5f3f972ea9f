package dev.firebreak.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.core.model.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class FindingsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:11:12.123456Z");
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final Viewer AGENCY = new Viewer("user:a", "A", 1L, null, null, Set.of(), false);

    private static Databases databases;
    private static HikariDataSource pool;
    private static Sql sql;

    private final Findings findings = new Findings(sql, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Findings later = new Findings(sql, Clock.fixed(LATER, ZoneOffset.UTC));
    private long warning;
    private long mine;
    private long other;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        databases = new Databases(folder);
        pool = Database.open(databases.empty());
        sql = new Sql(new JdbcTemplate(pool));
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        databases.close();
    }

    @BeforeEach
    void aWarningAndTwoOrganisations() {
        sql.sql("delete from finding_block").update();
        warning = warning();
        mine = organisation();
        other = organisation();
    }

    private static long warning() {
        return sql.sql(
                        "insert into warning (title, state, tlp, revision, created_at, created_by)"
                                + " values ('t', 'CONFIRMED', 'AMBER', 1, now(), 'user:a') returning id")
                .query(Long.class)
                .single();
    }

    private static long organisation() {
        return sql.sql(
                        "insert into organisation (key, name, sort_name, created_at)"
                                + " values ('o' || (select count(*) from organisation), 'O', 'o', now()) returning id")
                .query(Long.class)
                .single();
    }

    private void told(long organisation) {
        sql.sql(
                        "insert into firebreak_case (warning_id, organisation_id, version, state, told_at, changed_at)"
                                + " values (?, ?, 1, 'TOLD', now(), now())")
                .params(warning, organisation)
                .update();
    }

    private static Viewer officer(long organisation) {
        return new Viewer("user:o", "O", 2L, Role.OFFICER, organisation, Set.of(), false);
    }

    private static Finding affected(String machine, String program) {
        return finding(machine, Verdict.AFFECTED, program);
    }

    private static Finding finding(String machine, Verdict verdict, String program) {
        return new Finding(
                machine,
                verdict,
                verdict == Verdict.CONTACTED,
                verdict == Verdict.CONTACTED ? NOW.minusSeconds(5_000) : null,
                verdict == Verdict.CONTACTED ? NOW : null,
                verdict == Verdict.CONTACTED ? 3 : 0,
                List.of(
                        new Finding.Proof(
                                "installed",
                                program,
                                program + " below 2",
                                "list.csv",
                                7,
                                "",
                                null,
                                null,
                                0,
                                "d",
                                "e")),
                Instant.EPOCH);
    }

    private static List<Finding> many(int n) {
        List<Finding> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(
                    finding(
                            (i % 2 == 0 ? "PC-" : "pc-") + i,
                            i % 3 == 0
                                    ? Verdict.UNKNOWN
                                    : i % 3 == 1 ? Verdict.CONTACTED : Verdict.AFFECTED,
                            "Program " + i % 5));
        }
        return all;
    }

    private List<String> names(String words, Viewer viewer) {
        return findings.search(words, viewer, 100).found().stream()
                .map(Findings.Found::machine)
                .toList();
    }

    private Set<Long> blocks() {
        return new HashSet<>(
                sql.sql("select id from finding_block where warning_id = ? and organisation_id = ?")
                        .params(warning, mine)
                        .query(Long.class)
                        .list());
    }

    @Test
    void pagesGiveEachMachineOnceInTheOrderOfNamesWhateverTheirSize() {
        List<Finding> all = many(3_000);
        all.addAll(
                List.of(
                        affected("", "P"),
                        affected("same", "P"),
                        affected("Same", "P"),
                        affected("SAME", "P"),
                        affected("\uff5e", "P"),
                        affected("\ud83d\ude00", "P")));
        Collections.shuffle(all, new Random(4));
        System.out.println("seed 4");
        findings.store(warning, mine, all);
        findings.store(warning, other, List.of(affected("not mine", "P")));
        assertThat(blocks()).hasSizeGreaterThan(1);
        List<String> expected =
                all.stream().sorted(FindingBlock.ORDER).map(Finding::machine).toList();
        for (int size : new int[] {1, 7, 512, 5_000}) {
            List<String> read = new ArrayList<>();
            String after = "";
            List<Findings.Found> page =
                    findings.page(warning, mine, Findings.Which.ALL, after, size);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(size);
                page.forEach(f -> read.add(f.machine()));
                after = page.getLast().place();
                page = findings.page(warning, mine, Findings.Which.ALL, after, size);
            }
            assertThat(read).containsExactlyElementsOf(expected);
        }
        for (Findings.Which which : Findings.Which.values()) {
            List<String> wanted =
                    all.stream()
                            .filter(
                                    f ->
                                            which == Findings.Which.ALL
                                                    || (f.verdict() == Verdict.UNKNOWN)
                                                            == (which == Findings.Which.UNKNOWN))
                            .sorted(FindingBlock.ORDER)
                            .map(Finding::machine)
                            .toList();
            List<String> read = new ArrayList<>();
            String after = "";
            for (var page = findings.page(warning, mine, which, after, 400); !page.isEmpty(); ) {
                page.forEach(f -> read.add(f.machine()));
                page = findings.page(warning, mine, which, page.getLast().place(), 400);
            }
            assertThat(read).as(which.name()).containsExactlyElementsOf(wanted);
        }
        // A name that has gone meanwhile is a place all the same.
        assertThat(
                        findings.page(warning, mine, Findings.Which.ALL, "pc-10a", 1)
                                .getFirst()
                                .machine())
                .isEqualTo("pc-11");
    }

    @Test
    void aMachineThatStaysKeepsTheMomentSinceWhenAndTheChangeIsCounted() {
        findings.store(
                warning, mine, List.of(affected("a", "P"), affected("b", "P"), affected("c", "P")));
        Findings.Change change =
                later.store(
                        warning,
                        mine,
                        List.of(affected("a", "P"), affected("b", "Q"), affected("d", "P")));
        assertThat(change).isEqualTo(new Findings.Change(1, 1, 1));
        List<Findings.Found> found = findings.page(warning, mine, Findings.Which.ALL, "", 10);
        assertThat(found).extracting(Findings.Found::machine).containsExactly("a", "b", "d");
        assertThat(found).extracting(Findings.Found::since).containsExactly(NOW, NOW, LATER);
        assertThat(found.get(1).proofs().getFirst().subject()).isEqualTo("Q");
        assertThat(names("P below", AGENCY)).containsExactly("a", "d");
        Set<Long> before = blocks();
        assertThat(
                        later.store(
                                        warning,
                                        mine,
                                        List.of(
                                                affected("d", "P"),
                                                affected("b", "Q"),
                                                affected("a", "P")))
                                .any())
                .isFalse();
        assertThat(blocks()).isEqualTo(before);
        assertThat(later.store(warning, mine, List.of()).gone()).isEqualTo(3);
        assertThat(blocks()).isEmpty();
    }

    @Test
    void oneMachineMoreOrLessChangesOneBlockOnly() {
        List<Finding> all = many(5_000);
        findings.store(warning, mine, all);
        Set<Long> before = blocks();
        all.add(affected("pc-2500a", "Program 1"));
        later.store(warning, mine, all);
        Set<Long> after = blocks();
        assertThat(before).hasSizeGreaterThan(3);
        assertThat(after).hasSameSizeAs(before);
        after.removeAll(before);
        assertThat(after).hasSize(1);
        all.removeLast();
        later.store(warning, mine, all);
        Set<Long> again = blocks();
        again.removeAll(before);
        assertThat(again).hasSize(1);
    }

    @Test
    void aSearchFindsNamesByTheirBeginningAndProgramsByAnyPartWhateverTheirCase() {
        findings.store(
                warning,
                mine,
                List.of(
                        affected("Größe-1", "Mailer"),
                        affected("x-größe", "Other"),
                        affected("SRV-7", "100%_sure\\"),
                        affected("srv-8", "100 and sure")));
        assertThat(names("GRÖSSE", AGENCY)).isEmpty();
        assertThat(names("GRÖ", AGENCY)).containsExactly("Größe-1");
        assertThat(names("srv-", AGENCY)).containsExactly("SRV-7", "srv-8");
        assertThat(names("AILE", AGENCY)).containsExactly("Größe-1");
        assertThat(names("%", AGENCY)).containsExactly("SRV-7");
        assertThat(names("%_s", AGENCY)).containsExactly("SRV-7");
        assertThat(names("sure\\", AGENCY)).containsExactly("SRV-7");
        assertThat(names("er below 2", AGENCY)).containsExactly("Größe-1", "x-größe");
        assertThat(names("nothing of this", AGENCY)).isEmpty();
    }

    @Test
    void aSearchSaysThatThereMayBeMoreOnlyIfItReachedItsLimit() {
        findings.store(warning, mine, many(2_000));
        Findings.Searched some = findings.search("PC-1", AGENCY, 25);
        assertThat(some.found()).hasSize(25);
        assertThat(some.more()).isTrue();
        Findings.Searched all = findings.search("PC-1", AGENCY, 3_000);
        assertThat(all.found())
                .hasSize(
                        (int) many(2_000).stream().filter(f -> f.key().startsWith("pc-1")).count());
        assertThat(all.more()).isFalse();
    }

    @Test
    void anOfficerFindsOnlyMachinesOfTheOwnOrganisationInWarningsItWasToldOf() {
        findings.store(warning, mine, List.of(affected("pc-mine", "Mailer")));
        findings.store(warning, other, List.of(affected("pc-other", "Mailer")));
        long secret = warning();
        findings.store(secret, mine, List.of(affected("pc-secret", "Mailer")));
        for (String words : List.of("pc-", "mailer")) {
            assertThat(names(words, AGENCY)).containsExactly("pc-mine", "pc-other", "pc-secret");
            assertThat(names(words, officer(mine))).isEmpty();
        }
        told(mine);
        for (String words : List.of("pc-", "mailer")) {
            assertThat(names(words, officer(mine))).containsExactly("pc-mine");
            assertThat(names(words, officer(other))).isEmpty();
        }
        assertThat(findings.hits(warning, officer(mine), 10)).containsOnlyKeys(mine);
        assertThat(findings.hits(warning, AGENCY, 10)).containsOnlyKeys(mine, other);
        assertThat(findings.hitCounts(warning, officer(mine))).isEqualTo(Map.of(mine, 1));
        assertThat(findings.contacts(warning, officer(mine))).isEmpty();
    }

    @Test
    void namesOfAnyLengthAreStoredPagedAndFound() {
        Random random = new Random(5);
        System.out.println("seed 5");
        List<Finding> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StringBuilder name = new StringBuilder(i % 2 == 0 ? "" : "x");
            while (name.length() < 6_000) {
                name.appendCodePoint(0x4e00 + random.nextInt(20_000));
                name.appendCodePoint(0x1f300 + random.nextInt(500));
            }
            all.add(affected(name.toString(), "P"));
        }
        String same = "y".repeat(1_000);
        for (int i = 0; i < 3_000; i++) {
            all.add(affected(same + i, "P"));
        }
        findings.store(warning, mine, all);
        List<String> expected =
                all.stream().sorted(FindingBlock.ORDER).map(Finding::machine).toList();
        List<String> read = new ArrayList<>();
        for (String after = ""; ; ) {
            List<Findings.Found> page =
                    findings.page(warning, mine, Findings.Which.ALL, after, 500);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(f -> read.add(f.machine()));
            after = page.getLast().place();
        }
        assertThat(read).containsExactlyElementsOf(expected);
        String last = all.get(7).machine();
        assertThat(names(last, AGENCY)).containsExactly(last);
        assertThat(names(last.substring(0, 5_000), AGENCY)).containsExactly(last);
        assertThat(names(same + "2999", AGENCY)).containsExactly(same + "2999");
    }

    @Test
    void hitsAndContactsAreCountedOverAllBlocksWithoutThoseOfWhichNothingIsKnown() {
        List<Finding> all = many(3_000);
        findings.store(warning, mine, all);
        assertThat(findings.hitCounts(warning, AGENCY)).isEqualTo(Map.of(mine, 2_000));
        assertThat(findings.hit(warning, mine)).hasSize(2_000);
        assertThat(findings.contacts(warning, AGENCY))
                .extracting(Findings.Contact::machines)
                .containsExactly(1_000);
        List<String> first =
                all.stream()
                        .filter(Finding::hit)
                        .sorted(FindingBlock.ORDER)
                        .map(Finding::machine)
                        .toList();
        assertThat(findings.hits(warning, AGENCY, 900).get(mine))
                .extracting(Findings.Found::machine)
                .containsExactlyElementsOf(first.subList(0, 900));
    }

    @Test
    void theMachinesOfAWithdrawnWarningStayAsItsCasesDo() {
        findings.store(warning, mine, List.of(affected("pc-1", "Mailer")));
        told(mine);
        sql.sql("update warning set state = 'WITHDRAWN' where id = ?").params(warning).update();
        assertThat(names("pc-1", officer(mine))).containsExactly("pc-1");
        assertThat(findings.page(warning, mine, Findings.Which.ALL, "", 10)).hasSize(1);
        assertThat(findings.hit(warning, mine)).containsExactly("pc-1");
    }
}
