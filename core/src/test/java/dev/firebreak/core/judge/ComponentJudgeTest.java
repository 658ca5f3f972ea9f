package dev.firebreak.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.identity.ReadComponents;
import dev.firebreak.core.identity.Tier;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComponentJudgeTest {
    private static final Advisory PROSE =
            advisory(
                    "cve.json",
                    statement("3CX DesktopApp", null, Platform.WINDOWS, "18.12.407", "18.12.416"),
                    statement(
                            "3CX DesktopApp",
                            null,
                            Platform.MACOS,
                            "18.11.1213",
                            "18.12.402",
                            "18.12.407",
                            "18.12.416"));

    static ProductStatement statement(
            String name, @Nullable String vendor, Platform platform, String... versions) {
        return statement(
                Product.named(name, vendor),
                platform,
                Status.AFFECTED,
                List.of(versions),
                List.of());
    }

    static ProductStatement statement(
            Product product,
            Platform platform,
            Status status,
            List<String> versions,
            List<VersionRange> ranges) {
        return new ProductStatement(
                product,
                platform,
                status,
                VersionScheme.GENERIC,
                versions,
                ranges,
                Certainty.STATED,
                List.of(Span.text("w", 0, 1, "x")));
    }

    static Advisory advisory(String source, ProductStatement... statements) {
        return new Advisory(
                source,
                "prose",
                null,
                null,
                "t",
                null,
                null,
                null,
                null,
                "x",
                List.of(statements),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Component windows(
            String name, @Nullable String publisher, @Nullable String version, Identifier... ids) {
        return new Component(
                name, publisher, version, VersionScheme.WINDOWS, Platform.WINDOWS, List.of(ids));
    }

    static Component mac(String name, @Nullable String version, Identifier... ids) {
        return new Component(
                name, null, version, VersionScheme.GENERIC, Platform.MACOS, List.of(ids));
    }

    private static ComponentVerdict verdict(Advisory advisory, Component component) {
        return new ComponentJudge(List.of(advisory), Aliases.none())
                .withEstate(List.of(component))
                .verdict(component);
    }

    @Test
    void the_trojanised_version_is_affected_under_every_spelling_seen_in_the_field() {
        for (Component c :
                List.of(
                        windows("3CX Desktop App", "3CX Ltd", "18.12.416"),
                        windows("3CXDesktopApp", "3CX Ltd", "18.12.416"),
                        windows("3CX DesktopApp", "3CX", "18.12.407.0"),
                        windows("3CX Desktop App 18.12.416", "3CX Ltd", "18.12.416"),
                        windows("3CX Desktop App 18.12.416", "3CX Ltd", null),
                        windows("3CX Desktop App", null, "18.12.416"),
                        windows("3CX® Desktop App (x64)", "3CX, Inc.", "18.12.416"),
                        windows("Desktop App", "3CX Ltd.", "18.12.416"),
                        windows("3cx-desktop-app", null, "18.12.416"),
                        mac("3CX Desktop App.app", "18.11.1213"),
                        mac(
                                "3CX Desktop App",
                                "18.12.402",
                                new Identifier(
                                        Identifier.Type.BUNDLE_ID,
                                        "com.electron.3cx-desktop-app")))) {
            ComponentVerdict v = verdict(PROSE, c);
            assertThat(v.outcome()).as(c + " " + v).isEqualTo(Outcome.AFFECTED);
            assertThat(v.judgements()).extracting(j -> j.identity().tier()).contains(Tier.C);
        }
    }

    @Test
    void other_versions_and_platforms_are_not() {
        assertThat(verdict(PROSE, windows("3CX Desktop App", "3CX Ltd", "18.12.422")).outcome())
                .isEqualTo(Outcome.NOT_AFFECTED);
        assertThat(verdict(PROSE, windows("3CX Desktop App", "3CX Ltd", "18.12.402")).outcome())
                .isEqualTo(Outcome.NOT_AFFECTED);
        assertThat(verdict(PROSE, windows("3CX Desktop App", "3CX Ltd", "18.11.1213")).outcome())
                .isEqualTo(Outcome.NOT_AFFECTED);
    }

    @Test
    void what_is_missing_is_unknown_and_never_clean() {
        ComponentVerdict v = verdict(PROSE, windows("3CX Desktop App", "3CX Ltd", null));
        assertThat(v.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(v.reasons()).extracting(r -> r.code()).contains("version-missing");
        Component nowhere =
                new Component(
                        "3CX Desktop App",
                        "3CX",
                        "18.12.416",
                        VersionScheme.GENERIC,
                        Platform.UNKNOWN,
                        List.of());
        assertThat(verdict(PROSE, nowhere).reasons())
                .extracting(r -> r.code())
                .contains("platform-unknown");
        assertThat(verdict(PROSE, nowhere).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void other_products_of_the_same_maker_are_not_the_product() {
        for (String name :
                List.of(
                        "3CX Phone System",
                        "3CX Phone for Windows",
                        "3CX Call Flow Designer",
                        "3CX",
                        "3CX Web Client",
                        "3CX WebMeeting")) {
            assertThat(verdict(PROSE, windows(name, "3CX Ltd", "18.12.416")).outcome())
                    .as(name)
                    .isEqualTo(Outcome.NONE);
        }
    }

    private static final Product APP = Product.named("3CX DesktopApp", "3CX");

    private static Advisory advisory(String source, String cve, ProductStatement... statements) {
        List<Fact> facts =
                cve.isEmpty()
                        ? List.of()
                        : List.of(
                                new Fact(
                                        Fact.Type.CVE,
                                        cve,
                                        Certainty.STATED,
                                        Span.text("w", 0, 1, "x")));
        return new Advisory(
                source,
                "prose",
                null,
                null,
                "t",
                null,
                null,
                null,
                null,
                "x",
                List.of(statements),
                List.of(),
                facts,
                List.of(),
                List.of());
    }

    private static ComponentVerdict verdict(List<Advisory> advisories, String version) {
        Component c = windows("3CX Desktop App", "3CX Ltd", version);
        return new ComponentJudge(advisories, Aliases.none()).withEstate(List.of(c)).verdict(c);
    }

    private static List<String> codes(ComponentVerdict v) {
        return v.reasons().stream().map(Reason::code).toList();
    }

    private static ProductStatement said(
            Status status, List<String> versions, VersionRange... ranges) {
        return statement(APP, Platform.ANY, status, versions, List.of(ranges));
    }

    @Test
    void where_sources_disagree_the_union_counts_and_it_is_said() {
        Advisory a =
                advisory("a.txt", "", said(Status.AFFECTED, List.of("18.12.407", "18.12.416")));
        Advisory b = advisory("b.txt", "", said(Status.AFFECTED, List.of("18.12.416")));
        ComponentVerdict v = verdict(List.of(a, b), "18.12.407");
        assertThat(v.outcome()).isEqualTo(Outcome.AFFECTED);
        assertThat(codes(v)).contains("sources-disagree");
        assertThat(codes(verdict(List.of(a, b), "18.12.416"))).doesNotContain("sources-disagree");
    }

    @Test
    void warnings_of_different_incidents_do_not_disagree() {
        Advisory old =
                advisory(
                        "old.json",
                        "CVE-2020-1",
                        said(Status.AFFECTED, List.of(), VersionRange.below("16.0")));
        Advisory now =
                advisory("now.txt", "CVE-2023-29059", said(Status.AFFECTED, List.of("18.12.416")));
        ComponentVerdict v = verdict(List.of(old, now), "18.12.416");
        assertThat(v.outcome()).isEqualTo(Outcome.AFFECTED);
        assertThat(codes(v)).doesNotContain("sources-disagree");
    }

    @Test
    void an_explicit_not_affected_elsewhere_does_not_make_an_affected_version_clean() {
        Advisory a = advisory("a.txt", "", said(Status.AFFECTED, List.of("18.12.416")));
        Advisory b = advisory("b.txt", "", said(Status.NOT_AFFECTED, List.of("18.12.416")));
        ComponentVerdict v = verdict(List.of(a, b), "18.12.416");
        assertThat(v.outcome()).isEqualTo(Outcome.AFFECTED);
        assertThat(codes(v)).contains("sources-disagree");
        assertThat(v.judgements()).hasSize(2);
    }

    @Test
    void a_fixed_version_is_not_affected() {
        Advisory a =
                advisory(
                        "a.txt",
                        "",
                        said(Status.AFFECTED, List.of("18.12.407", "18.12.416")),
                        said(Status.FIXED, List.of("18.12.422")));
        assertThat(verdict(List.of(a), "18.12.422").outcome()).isEqualTo(Outcome.NOT_AFFECTED);
        assertThat(verdict(List.of(a), "18.12.500").outcome()).isEqualTo(Outcome.NOT_AFFECTED);
        assertThat(verdict(List.of(a), "18.12.416").outcome()).isEqualTo(Outcome.AFFECTED);
    }

    @Test
    void a_product_named_without_versions_is_unknown_until_the_same_warning_says_more() {
        Advisory bare = advisory("a.txt", "", said(Status.AFFECTED, List.of()));
        assertThat(verdict(List.of(bare), "18.12.416").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(codes(verdict(List.of(bare), "18.12.416"))).contains("version-not-stated");
        Advisory both =
                advisory(
                        "b.txt",
                        "",
                        said(Status.AFFECTED, List.of()),
                        said(Status.AFFECTED, List.of("18.12.416")));
        assertThat(verdict(List.of(both), "18.12.500").outcome()).isEqualTo(Outcome.NOT_AFFECTED);
        Advisory fixed =
                advisory(
                        "c.txt",
                        "",
                        said(Status.AFFECTED, List.of()),
                        said(Status.FIXED, List.of("17.1", "18.12.422")));
        assertThat(verdict(List.of(fixed), "18.12.422").outcome()).isEqualTo(Outcome.NOT_AFFECTED);
        assertThat(verdict(List.of(fixed), "18.12.500").outcome()).isEqualTo(Outcome.NOT_AFFECTED);
        assertThat(verdict(List.of(fixed), "17.5").outcome()).isEqualTo(Outcome.UNKNOWN);
        // Another warning does not make the first one more exact.
        Advisory other = advisory("d.txt", "", said(Status.AFFECTED, List.of("18.12.416")));
        assertThat(verdict(List.of(bare, other), "18.12.500").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void all_versions_yield_to_a_fixed_one_of_the_same_warning() {
        Advisory a =
                advisory(
                        "a.txt",
                        "",
                        said(Status.AFFECTED, List.of(), VersionRange.ALL),
                        said(Status.FIXED, List.of("3.4.2")));
        assertThat(verdict(List.of(a), "3.4.2").outcome()).isEqualTo(Outcome.NOT_AFFECTED);
        assertThat(verdict(List.of(a), "3.4.1").outcome()).isEqualTo(Outcome.AFFECTED);
    }

    @Test
    void what_is_under_investigation_is_unknown() {
        Advisory a = advisory("a.txt", "", said(Status.UNDER_INVESTIGATION, List.of("18.12.416")));
        assertThat(verdict(List.of(a), "18.12.416").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(verdict(List.of(a), "18.12.417").outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    void a_hash_is_proof_whatever_the_name_platform_and_version() {
        Identifier hash = new Identifier(Identifier.Type.SHA256, "ab".repeat(32));
        ProductStatement s =
                statement(
                        new Product("Foo", null, List.of(hash), List.of()),
                        Platform.MACOS,
                        Status.AFFECTED,
                        List.of("9"),
                        List.of());
        ComponentVerdict v = verdict(advisory("a", s), windows("Bar", null, null, hash));
        assertThat(v.outcome()).isEqualTo(Outcome.AFFECTED);
        assertThat(v.judgements().getFirst().identity().tier()).isEqualTo(Tier.A);
    }

    @Test
    void an_undecided_name_is_unknown_with_a_question_unless_its_version_is_out_anyway() {
        Advisory a =
                advisory("a", statement("CCleaner", "Piriform", Platform.WINDOWS, "5.33.6162"));
        ComponentVerdict v = verdict(a, windows("CCleaner", "Gen Digital", "5.33.6162"));
        assertThat(v.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(v.questions()).hasSize(1);
        assertThat(codes(v)).startsWith("product-undecided");
        assertThat(verdict(a, windows("CCleaner", "Gen Digital", "6.0.1")).outcome())
                .isEqualTo(Outcome.NOT_AFFECTED);
    }

    @Test
    void versions_in_identifiers_and_names_are_used_where_the_field_is_empty() {
        Identifier purl = new Identifier(Identifier.Type.PURL, "pkg:npm/event-stream@3.3.6");
        ProductStatement s =
                statement(
                        new Product(
                                "event-stream",
                                null,
                                List.of(
                                        new Identifier(
                                                Identifier.Type.PURL,
                                                "pkg:npm/event-stream@3.3.6")),
                                List.of()),
                        Platform.ANY,
                        Status.AFFECTED,
                        List.of(),
                        List.of());
        Component c =
                new Component(
                        "event-stream",
                        null,
                        null,
                        VersionScheme.NPM,
                        Platform.UNKNOWN,
                        List.of(purl));
        assertThat(verdict(advisory("a", s), c).outcome()).isEqualTo(Outcome.AFFECTED);
    }

    @Test
    void distribution_packages_are_judged_by_their_upstream_version() {
        Advisory xz =
                advisory("xz.txt", statement("XZ Utils", null, Platform.LINUX, "5.6.0", "5.6.1"));
        Component deb =
                new Component(
                        "xz-utils",
                        "Debian Maintainers",
                        "5.6.1-1",
                        VersionScheme.DEB,
                        Platform.LINUX,
                        List.of());
        assertThat(verdict(xz, deb).outcome()).isEqualTo(Outcome.AFFECTED);
        Component back =
                new Component(
                        "xz-utils",
                        null,
                        "5.6.1+really5.4.5-1",
                        VersionScheme.DEB,
                        Platform.UNKNOWN,
                        List.of());
        assertThat(verdict(xz, back).outcome()).isEqualTo(Outcome.NOT_AFFECTED);
        Component rpm =
                new Component(
                        "xz", null, "5.6.0-2.fc40", VersionScheme.RPM, Platform.LINUX, List.of());
        assertThat(verdict(xz, rpm).outcome()).isNotEqualTo(Outcome.AFFECTED);
    }

    @Test
    void judging_fast_equals_judging_every_statement_alone() {
        long seed = 42;
        Random random = new Random(seed);
        List<String> names =
                List.of(
                        "3CX Desktop App",
                        "3CXDesktopApp",
                        "3CX Phone",
                        "Desktop App",
                        "XZ Utils",
                        "CCleaner",
                        "Client");
        List<String> makers = List.of("3CX Ltd", "3CX", "Piriform", "Foo GmbH", "");
        List<String> versions =
                List.of("18.12.416", "18.12.407", "18.12", "5.6.1", "5.33.6162", "");
        for (int round = 0; round < 200; round++) {
            List<ProductStatement> statements = new java.util.ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String maker = makers.get(random.nextInt(makers.size()));
                statements.add(
                        statement(
                                names.get(random.nextInt(names.size())),
                                maker.isEmpty() ? null : maker,
                                random.nextBoolean() ? Platform.ANY : Platform.WINDOWS,
                                versions.get(random.nextInt(5))));
            }
            String maker = makers.get(random.nextInt(makers.size()));
            String version = versions.get(random.nextInt(versions.size()));
            Component c =
                    windows(
                            names.get(random.nextInt(names.size())),
                            maker.isEmpty() ? null : maker,
                            version.isEmpty() ? null : version);
            List<Advisory> each =
                    statements.stream().map(s -> advisory("s" + statements.indexOf(s), s)).toList();
            Outcome together = new ComponentJudge(each, Aliases.none()).verdict(c).outcome();
            Outcome worst = Outcome.NONE;
            for (Advisory one : each) {
                Outcome alone =
                        new ComponentJudge(List.of(one), Aliases.none()).verdict(c).outcome();
                worst = rank(alone) > rank(worst) ? alone : worst;
            }
            // A near name counts only where no equal one does, so one statement alone may ask more
            // than all together.
            if (worst != Outcome.UNKNOWN) {
                assertThat(together)
                        .as("seed " + seed + " " + c + " " + statements)
                        .isEqualTo(worst);
            }
        }
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case NONE -> 0;
            case NOT_AFFECTED -> 1;
            case UNKNOWN -> 2;
            case AFFECTED -> 3;
        };
    }

    @Test
    void a_listed_file_hash_makes_the_component_that_reports_it_affected() {
        String sha = "59e1edf4d82fae4978e97512b0331b7eb21dd4b838b850ba46794d9c7a2c0983";
        Indicator listed = Indicator.of(ObservableType.SHA256, sha, Span.text("w", 0, 1, "x"));
        Indicator empty =
                Indicator.of(
                        ObservableType.SHA256,
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        Span.text("w", 0, 1, "x"));
        Advisory a =
                new Advisory(
                        "w",
                        "indicators",
                        null,
                        null,
                        "",
                        null,
                        null,
                        null,
                        null,
                        "",
                        List.of(),
                        List.of(listed, empty),
                        List.of(),
                        List.of(),
                        List.of());
        Component hit =
                windows(
                        "setup",
                        null,
                        null,
                        new Identifier(
                                Identifier.Type.SHA256, sha.toUpperCase(java.util.Locale.ROOT)));
        assertThat(verdict(a, hit).outcome()).isEqualTo(Outcome.AFFECTED);
        assertThat(codes(verdict(a, hit))).containsExactly("hash-listed");
        assertThat(
                        verdict(
                                        a,
                                        windows(
                                                "x",
                                                null,
                                                null,
                                                new Identifier(
                                                        Identifier.Type.SHA256, empty.value())))
                                .outcome())
                .isEqualTo(Outcome.NONE);
    }

    @Test
    void a_statement_the_reader_is_not_sure_of_is_unknown() {
        ProductStatement guess =
                new ProductStatement(
                        APP,
                        Platform.ANY,
                        Status.AFFECTED,
                        VersionScheme.GENERIC,
                        List.of("18.12.416"),
                        List.of(),
                        Certainty.UNSURE,
                        List.of(Span.text("w", 0, 1, "x")));
        ComponentVerdict v = verdict(List.of(advisory("a", guess)), "18.12.416");
        assertThat(v.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(codes(v)).contains("statement-unsure");
        assertThat(verdict(List.of(advisory("a", guess)), "18.12.417").outcome())
                .isEqualTo(Outcome.NOT_AFFECTED);
    }

    @Test
    void a_product_code_tells_the_platform() {
        Component c =
                new Component(
                        "3CX Desktop App",
                        "3CX",
                        "18.12.416",
                        VersionScheme.GENERIC,
                        Platform.UNKNOWN,
                        List.of(
                                new Identifier(
                                        Identifier.Type.PRODUCT_CODE,
                                        "{00000000-0000-0000-0000-000000000001}")));
        assertThat(verdict(PROSE, c).outcome()).isEqualTo(Outcome.AFFECTED);
    }

    @Test
    void judging_a_whole_estate_gives_each_component_the_verdict_it_has_by_itself() {
        long seed = 20_261_127;
        System.out.println("ComponentJudgeTest seed " + seed);
        Random random = new Random(seed);
        String[] names = {
            "3CX DesktopApp",
            "3CX Desktop App",
            "3CX DesktopAp",
            "Desktop App",
            "3CX Desktop App Professional",
            "CCleaner",
            "CCleaner Professional",
            "Note",
            "Notepad",
            "openssl",
            "libssl3",
            "log4j-core",
            "Quite Another",
            "3CX Desktop Applikation",
            "Müller Büro",
            "Mueller Buero",
            "C++ Runtime",
            "C# Runtime",
            "Ccleener",
            "openSSL 3.0 (x64 de)"
        };
        String[] makers = {"3CX Ltd", "3CX", "Piriform", "Somebody Else GmbH", "Maker", null, null};
        String[] ids = {
            "pkg:npm/log4j-core@1.0", "pkg:deb/debian/libssl3@3.0?source=openssl", "pkg:npm/x@1"
        };
        String hash = "a".repeat(64);
        for (int round = 0; round < 40; round++) {
            Advisory asked =
                    new Advisory(
                            "w",
                            "prose",
                            null,
                            null,
                            "t",
                            null,
                            null,
                            null,
                            null,
                            "x",
                            List.of(
                                    statement(
                                            names[random.nextInt(names.length)],
                                            makers[random.nextInt(makers.length)],
                                            Platform.ANY,
                                            "1." + random.nextInt(3)),
                                    statement(
                                            new Product(
                                                    names[random.nextInt(names.length)],
                                                    null,
                                                    List.of(
                                                            new Identifier(
                                                                    Identifier.Type.PURL,
                                                                    ids[
                                                                            random.nextInt(
                                                                                    ids.length)])),
                                                    List.of()),
                                            Platform.ANY,
                                            Status.AFFECTED,
                                            List.of("1.1"),
                                            List.of())),
                            round % 2 == 0
                                    ? List.of(
                                            Indicator.of(
                                                    ObservableType.SHA256,
                                                    hash,
                                                    Span.text("w", 0, 1, "x")))
                                    : List.of(),
                            List.of(),
                            List.of(),
                            List.of());
            List<Component> estate = new java.util.ArrayList<>();
            for (int i = 0; i < 60; i++) {
                List<Identifier> of =
                        switch (random.nextInt(6)) {
                            case 0 ->
                                    List.of(
                                            new Identifier(
                                                    Identifier.Type.PURL,
                                                    ids[random.nextInt(ids.length)]));
                            case 1 -> List.of(new Identifier(Identifier.Type.SHA256, hash));
                            case 2 ->
                                    List.of(
                                            new Identifier(
                                                    Identifier.Type.BUNDLE_ID,
                                                    "com.3cx.desktop-app"));
                            default -> List.of();
                        };
                estate.add(
                        new Component(
                                names[random.nextInt(names.length)],
                                makers[random.nextInt(makers.length)],
                                "1." + random.nextInt(4),
                                VersionScheme.GENERIC,
                                Platform.WINDOWS,
                                of));
            }
            ComponentJudge judge = new ComponentJudge(List.of(asked), Aliases.none());
            ComponentJudge knowing = judge.withEstate(estate);
            ReadComponents read = ReadComponents.of(estate);
            List<ComponentVerdict> expected = estate.stream().map(knowing::verdict).toList();
            assertThat(judge.verdicts(read)).as("round %d", round).isEqualTo(expected);
            assertThat(judge.verdicts(read)).as("again, round %d", round).isEqualTo(expected);
        }
    }
}
