package dev.firebreak.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityMatcherTest {
    private static ProductStatement statement(Product product, VersionScheme scheme) {
        return new ProductStatement(
                product,
                Platform.ANY,
                Status.AFFECTED,
                scheme,
                List.of("1.0"),
                List.of(),
                Certainty.STATED,
                List.of(Span.text("w", 0, 1, "x")));
    }

    private static Product product(String name, @Nullable String vendor, @Nullable String ids) {
        return new Product(name, vendor, ids(ids), List.of());
    }

    /// `PURL pkg:npm/x;CPE cpe:...`
    private static List<Identifier> ids(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(";"))
                        .map(one -> one.split(" ", 2))
                        .map(pair -> new Identifier(Identifier.Type.valueOf(pair[0]), pair[1]))
                        .toList();
    }

    private static String tier(ProductStatement statement, Component... components) {
        List<IdentityMatch> matches =
                new IdentityMatcher(List.of(statement), Aliases.none())
                        .withEstate(ReadComponents.of(List.of(components)))
                        .match(components[0]);
        assertThat(matches).hasSizeLessThan(2);
        return matches.isEmpty()
                ? "none"
                : matches.getFirst().tier() + " " + matches.getFirst().reason().code();
    }

    private static Component windows(String name, @Nullable String publisher) {
        return new Component(
                name, publisher, "1.0", VersionScheme.WINDOWS, Platform.WINDOWS, List.of());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                // stated name, stated vendor, installed name, installed publisher, tier
                "Firefox,Mozilla,Mozilla Firefox (x64 de),Mozilla,C name-and-publisher",
                "Mozilla Firefox,NULL,Firefox,Mozilla Corporation,C name-with-maker",
                "Firefox,NULL,Mozilla Firefox (x64 de),Mozilla,C name-one-candidate",
                "Mozilla Firefox,Mozilla Foundation,Mozilla Firefox 111.0.1 (x64 en-US),Mozilla,C name-and-publisher",
                "Firefox,Mozilla,Mozilla Firefox ESR (x64 de),Mozilla,D name-edition",
                "Firefox,Mozilla,Firefox,NULL,D name-only",
                "Firefox,NULL,Mozilla Firefox,NULL,D name-end",
                "Mozilla Firefox,NULL,Firefox,NULL,D name-end",
                "PDF-Drucker Blattwerk,NULL,Blattwerk,Blattwerk GmbH,D name-end",
                "Blattwerk,NULL,PDF-Drucker Blattwerk,NULL,D name-end",
                "Zoom,NULL,Outlook Add-in for Zoom,NULL,none",
                "Orion Server,NULL,Server,NULL,none",
                "Orion Server,NULL,Vega Server,NULL,none",
                "Firefox Focus,NULL,Firefox,NULL,D name-start",
                "Firefox,NULL,Firefox Focus,NULL,none",
                "KeePass Password Safe,NULL,KeePass 2.50,Dominik Reichl,D name-start",
                "KeePass Password Safe,Dominik Reichl,KeePass,Acme,none",
                "Microsoft Edge,NULL,Microsoft,NULL,none",
                "Google Chrome,NULL,Google,Google LLC,none",
                "Umbra Verwalter,Umbra GmbH,Umbra,Umbra GmbH,none",
                "Server Verwalter,NULL,Server,NULL,none",
                "Zoom for Outlook,NULL,Zoom,NULL,none",
                "Bürger-Desk Pro,NULL,Bürger-Desk Professional,NULL,C name-one-candidate",
                "Bürger-Desk Professional,Kommunal,Kommunal Bürger-Desk Pro,Kommunal GmbH,C name-and-publisher",
                "Bürger-Desk Standard Edition,NULL,Bürger-Desk Std. Ed.,NULL,C name-one-candidate",
                "Bürger-Desk Ent,NULL,Bürger-Desk Enterprise,NULL,C name-one-candidate",
                "Bürger-Desk,NULL,Bürger-Desk Std,NULL,D name-edition",
                "Bürger-Desk,NULL,BÃ¼rger-Desk,NULL,C name-one-candidate",
                "Öl-Büro Straße,NULL,Ã–l-BÃ¼ro StraÃŸe,NULL,C name-one-candidate",
                "Bürger-Desk,NULL,B?rger-Desk,NULL,D name-letters-lost",
                "Bürger-Desk,NULL,B\uFFFDrger-Desk 4.2,B\uFFFDro GmbH,D name-letters-lost",
                "Bürger-Desk,NULL,B??rger-Desk Professional,NULL,D name-letters-lost",
                "Bürger-Desk Pro,NULL,B?rger-Desk Professional,NULL,D name-letters-lost",
                "Bürger-Desk,NULL,B?rger-Disk,NULL,none",
                "Bürger-Desk,Kommunal,B?rger-Desk,Acme,none",
                "Firefox,Mozilla,Mozilla Firefox,NULL,C name-with-maker",
                "7-Zip,Igor Pavlov,7-Zip 24.09 (x64),Igor Pavlov,C name-and-publisher",
                "7-Zip,NULL,7-Zip 24.09 (x64),Igor Pavlov,C name-one-candidate",
                "7-Zip,7-Zip,7-Zip 24.09 (x64 edition),Igor Pavlov,C name-with-maker",
                "Notepad++,NULL,Notepad++ (64-bit x64),Notepad++ Team,C name-with-maker",
                "Notepad++,NULL,Notepad,Microsoft Corporation,none",
                "Notepad,Microsoft,Notepad++ (64-bit x64),Notepad++ Team,none",
                "Java,Oracle,JavaScript,Oracle,none",
                "Java,Oracle Corporation,Java 8 Update 381 (64-bit),Oracle Corporation,C name-and-publisher",
                "Teams,Microsoft,Teams Machine-Wide Installer,Microsoft Corporation,none",
                "Microsoft Teams,Microsoft,Teams,Microsoft Corporation,C name-and-publisher",
                "Orion,SolarWinds,Orion Pro,Other Ltd,none",
                "Orion,SolarWinds,Orion Pro,SolarWinds,D name-edition",
                "SolarWinds Orion,NULL,Orion,'SolarWinds Worldwide, LLC',C name-with-maker",
                "Orion Platform,SolarWinds,SolarWinds Orion Platform 2019.4 HF5,SolarWinds Worldwide,C name-and-publisher",
                "SolarWinds Orion Platform,NULL,SolarWinds Orion Core Services 2020.2,'SolarWinds Worldwide, LLC',D name-edition",
                "SolarWinds Platform,SolarWinds,SolarWinds Agent,SolarWinds,none",
                "Zoom,Zoom,Zoom Outlook Plugin,'Zoom Video Communications, Inc.',none",
                "Zoom,Zoom,Zoom(64bit),'Zoom Video Communications, Inc.',C name-and-publisher",
                "CCleaner,Piriform,CCleaner,Piriform Software Ltd,C name-and-publisher",
                "CCleaner,NULL,CCleaner,Piriform,C name-one-candidate",
                "CCleaner,Piriform,CCleaner,Gen Digital,D name-publisher-differs",
                "CCleaner,Piriform,CCleaner Professional,Piriform,D name-edition",
                "CCleaner,Piriform,CCleaner Browser,Piriform,none",
                "Desktop,NULL,Desktop,Acme,D name-only",
                "Client,NULL,Client,NULL,D name-only",
                "Agent,NULL,Agent,Foo GmbH,D name-only",
                "Update,Acme,Update,Foo GmbH,none",
                "Media Player,NULL,Media Player,Foo,D name-only",
                "Desktop App,3CX,Desktop App,Foo GmbH,none",
                "Desktop App,3CX,3CX Desktop App,3CX Ltd,C name-and-publisher",
                "3CX Desktop App,3CX,Desktop App,NULL,none",
                "3CX Desktop App,NULL,3CX Desktp App,3CX Ltd,D name-nearly-equal",
                "3CX Desktop App,NULL,3CX Dekstop App,NULL,D name-nearly-equal",
                "3CX Desktop App,NULL,4CX Desktop App,NULL,none",
                "3CX Desktop App,NULL,3CX Desktop App Beta,3CX Ltd,D name-edition",
                "3CX DesktopApp Electron Windows application,NULL,3CX Desktop App,3CX Ltd,C name-with-maker",
                "3CX Electron Desktop App,NULL,3CX Desktop App,3CX Ltd,C name-with-maker",
                "3CX Desktop App for Windows,NULL,3CX Desktop App,3CX Ltd,C name-with-maker",
                "3CX Desktop App,NULL,3CX Desktop Application,3CX Ltd,C name-with-maker",
                "3CX Desktop App,NULL,3CX Phone,3CX Ltd,none",
                "Office 2016,Microsoft,Office 2019,Microsoft,none",
                "Müller Verwaltung,NULL,Mueller-Verwaltung,Müller Software GmbH & Co. KG,C name-with-maker",
                "Visual C++ 2019 X64 Minimum Runtime,Microsoft,Microsoft Visual C++ 2019 X64 Minimum Runtime - 14.29.30133,Microsoft Corporation,C name-and-publisher",
                "Microsoft Edge,NULL,Microsoft Edge,Microsoft Corporation,C name-with-maker",
                "Microsoft Edge,NULL,Microsoft Edge WebView2 Runtime,Microsoft Corporation,none",
                "Adobe Acrobat Reader DC,Adobe,Adobe Acrobat Reader DC - Deutsch,Adobe Systems Incorporated,C name-and-publisher",
                "X_TRADER,Trading Technologies,X_TRADER 7.17.90p608,Trading Technologies International,C name-and-publisher",
                "PuTTY,NULL,PuTTY release 0.80 (64-bit),Simon Tatham,C name-one-candidate",
                "WinRAR,RARLAB,WinRAR 6.22 (64-bit),win.rar GmbH,D name-publisher-differs",
                "Python,Python Software Foundation,Python 3.11.4 (64-bit),Python Software Foundation,C name-and-publisher",
                "TeamViewer,NULL,TeamViewer,TeamViewer,C name-with-maker",
                "Signal,NULL,Signal 6.1.0,'Signal Messenger, LLC',C name-with-maker",
            })
    void windows_names(
            String name,
            @Nullable String vendor,
            String installed,
            @Nullable String publisher,
            String tier) {
        assertThat(
                        tier(
                                statement(product(name, vendor, null), VersionScheme.GENERIC),
                                windows(installed, publisher)))
                .isEqualTo(tier);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                // stated name, scheme, ids; installed name, scheme, ids; tier
                "XZ Utils,generic,NULL,xz-utils,deb,NULL,C package-name",
                "XZ Utils,generic,NULL,liblzma5,deb,PURL pkg:deb/debian/liblzma5@5.6.1-1?arch=amd64&upstream=xz-utils,C source-package",
                "XZ Utils,generic,NULL,xz-libs,rpm,NULL,D name-edition",
                "XZ Utils,generic,NULL,xz,rpm,NULL,D name-edition",
                "liblzma,generic,NULL,liblzma5,deb,NULL,D name-edition",
                "OpenSSL,generic,NULL,libssl3,deb,NULL,none",
                "nginx,generic,NULL,nginx-common,deb,NULL,D name-edition",
                "nginx,generic,NULL,bash,deb,NULL,none",
                "xz,generic,NULL,xz-libs,rpm,PURL pkg:rpm/fedora/xz-libs@5.6.0-2.fc40?upstream=xz-5.6.0-2.fc40.src.rpm,C source-package",
                "nginx,generic,NULL,nginx,deb,NULL,C package-name",
                "update,generic,NULL,update,deb,NULL,D name-only",
                "event-stream,npm,NULL,event-stream,npm,NULL,C package-name",
                "event-stream,npm,PURL pkg:npm/event-stream,event-stream,npm,PURL pkg:npm/event-stream@3.3.6,A id-purl",
                "event-stream,generic,NULL,event-stream,npm,PURL pkg:npm/event-stream@3.3.6,C name-one-candidate",
                "@x/y,npm,NULL,@x/y,npm,PURL pkg:npm/%40x/y@1.0,C package-name",
                "y,npm,NULL,@x/y,npm,PURL pkg:npm/%40x/y@1.0,none",
                "requests,pypi,PURL pkg:pypi/requests,requests,npm,PURL pkg:npm/requests@1.0,none",
                "requests,pypi,PURL pkg:pypi/requests,python3-requests,deb,NULL,none",
                "requests,pypi,PURL pkg:pypi/requests,requests,deb,NULL,none",
                // A package URL of no registry says nothing against an equal name.
                "nginx,generic,PURL pkg:generic/nginx@1.0,nginx,deb,NULL,C package-name",
                "nginx,generic,PURL pkg:github/nginx/nginx@1.0,nginx,deb,PURL pkg:deb/debian/nginx@1.0-1,C package-name",
                "event-stream,npm,PURL pkg:npm/event-stream;PURL pkg:github/dominic/event-stream,event-stream,npm,PURL pkg:npm/event-stream@3.3.6,A id-purl",
                "requests,pypi,PURL pkg:pypi/requests;PURL pkg:maven/x/requests,requests,npm,PURL pkg:npm/requests@1.0,none",
                "Foo_Bar,pypi,PURL pkg:pypi/foo-bar,foo.bar,pypi,NULL,C package-name",
                "log4j-core,maven,PURL pkg:maven/org.apache.logging.log4j/log4j-core,log4j-core,maven,PURL pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1,A id-purl",
                "log4j-core,maven,PURL pkg:maven/org.apache.logging.log4j/log4j-core,log4j-core,maven,PURL pkg:maven/com.evil/log4j-core@2.14.1,none",
                "Desktop App,generic,CPE cpe:2.3:a:3cx:desktop_app:*:*:*:*:*:*:*:*,whatever,generic,CPE cpe:/a:3cx:desktop_app:18.12.416,B id-cpe",
                "Desktop App,generic,CPE cpe:2.3:a:3cx:desktop_app:*:*:*:*:*:*:*:*,3CX Desktop App,generic,NULL,C name-with-maker",
                "3CX Desktop App,generic,NULL,3CX Desktop App,generic,BUNDLE_ID com.electron.3cx-desktop-app,C name-with-id",
                "foo,generic,BUNDLE_ID com.electron.3cx-desktop-app,3CX Desktop App,generic,BUNDLE_ID com.electron.3CX-desktop-app,B id-bundle-id",
                "Firefox,generic,NULL,Firefox.app,generic,BUNDLE_ID org.mozilla.firefox,C name-with-id",
                "Mozilla Firefox,generic,NULL,Firefox.app,generic,BUNDLE_ID org.mozilla.firefox,C name-with-id",
                "foo,generic,PRODUCT_CODE {ABCDEF01-0000-0000-0000-000000000000},bar,windows,PRODUCT_CODE abcdef01-0000-0000-0000-000000000000,A id-product-code",
                "foo,generic,UPGRADE_CODE {ABCDEF01-0000-0000-0000-000000000000},bar,windows,UPGRADE_CODE {abcdef01-0000-0000-0000-000000000000},B id-upgrade-code",
                "foo,generic,SHA256 AA,bar,windows,SHA256 aa,A id-sha256",
                "foo,generic,EXTENSION_ID abcd,bar,generic,EXTENSION_ID ABCD,B id-extension-id",
            })
    void packages_and_ids(
            String name,
            String scheme,
            @Nullable String ids,
            String installed,
            String installedScheme,
            @Nullable String installedIds,
            String tier) {
        Component c =
                new Component(
                        installed,
                        null,
                        "1.0",
                        VersionScheme.valueOf(installedScheme.toUpperCase(Locale.ROOT)),
                        Platform.UNKNOWN,
                        ids(installedIds));
        assertThat(
                        tier(
                                statement(
                                        product(name, null, ids),
                                        VersionScheme.valueOf(scheme.toUpperCase(Locale.ROOT))),
                                c))
                .isEqualTo(tier);
    }

    @Test
    void an_equal_name_of_two_makers_in_the_estate_is_put_to_a_person() {
        ProductStatement s = statement(Product.named("Aurora", null), VersionScheme.GENERIC);
        Component one = windows("Aurora", "Foo GmbH");
        assertThat(tier(s, one)).isEqualTo("C name-one-candidate");
        assertThat(tier(s, one, windows("Aurora", "Foo"))).isEqualTo("C name-one-candidate");
        assertThat(tier(s, one, windows("Aurora", "Bar AG"))).isEqualTo("D name-several-makers");
    }

    @Test
    void a_decision_of_a_person_settles_it() {
        ProductStatement s =
                statement(Product.named("CCleaner", "Piriform"), VersionScheme.GENERIC);
        Component c = windows("CCleaner 5.33", "Gen Digital Inc.");
        Alias yes = new Alias(true, "CCleaner", "Gen Digital", "CCleaner", null, "bought in 2017");
        IdentityMatcher same = new IdentityMatcher(List.of(s), Aliases.of(List.of(yes)));
        assertThat(same.match(c)).extracting(IdentityMatch::tier).containsExactly(Tier.B);
        IdentityMatcher other =
                new IdentityMatcher(
                        List.of(s),
                        Aliases.of(
                                List.of(
                                        yes,
                                        new Alias(
                                                false,
                                                "CCleaner",
                                                "Gen Digital",
                                                "CCleaner",
                                                null,
                                                ""))));
        assertThat(other.match(c)).isEmpty();
        assertThat(other.match(windows("CCleaner", "Piriform")))
                .extracting(IdentityMatch::tier)
                .containsExactly(Tier.C);
        IdentityMatcher any =
                new IdentityMatcher(
                        List.of(s),
                        Aliases.of(
                                List.of(new Alias(true, "Putzteufel", "*", "CCleaner", null, ""))));
        assertThat(any.match(windows("Putzteufel", null)))
                .extracting(IdentityMatch::tier)
                .containsExactly(Tier.B);
        assertThat(any.match(windows("Putzteufel", "X")))
                .extracting(IdentityMatch::tier)
                .containsExactly(Tier.B);
    }

    @Test
    void an_undecided_match_carries_its_question_in_both_languages() {
        ProductStatement s =
                statement(Product.named("CCleaner", "Piriform"), VersionScheme.GENERIC);
        IdentityMatch m =
                new IdentityMatcher(List.of(s), Aliases.none())
                        .match(windows("CCleaner", "Gen Digital"))
                        .getFirst();
        assertThat(m.question()).isNotNull();
        assertThat(m.question().german())
                .contains("„CCleaner (Gen Digital)“")
                .contains("„CCleaner (Piriform)“");
        assertThat(m.question().english())
                .startsWith("Is the installed \"CCleaner (Gen Digital)\"");
        assertThat(m.question().options()).containsExactly("same", "other");
    }
}
