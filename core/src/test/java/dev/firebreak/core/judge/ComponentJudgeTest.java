package dev.firebreak.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.identity.Tier;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
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
}
