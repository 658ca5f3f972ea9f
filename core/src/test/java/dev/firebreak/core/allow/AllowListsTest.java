package dev.firebreak.core.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListsTest {
    private static final Span SPAN = Span.text("w", 0, 1, "x");

    private static Indicator indicator(ObservableType type, String value) {
        return Indicator.of(type, value, SPAN);
    }

    private static Advisory warning(
            String product, List<Indicator> indicators, List<String> references) {
        ProductStatement s =
                new ProductStatement(
                        Product.named(product, null),
                        Platform.ANY,
                        Status.AFFECTED,
                        VersionScheme.GENERIC,
                        List.of("1"),
                        List.of(),
                        Certainty.STATED,
                        List.of(SPAN));
        List<Fact> facts =
                references.stream()
                        .map(r -> new Fact(Fact.Type.REFERENCE, r, Certainty.STATED, SPAN))
                        .toList();
        return new Advisory(
                "w",
                "prose",
                null,
                null,
                "",
                null,
                null,
                null,
                null,
                "",
                List.of(s),
                indicators,
                facts,
                List.of(),
                List.of());
    }

    private static final AllowContext CONTEXT =
            AllowContext.of(
                    List.of(
                            warning(
                                    "3CX DesktopApp",
                                    List.of(
                                            indicator(ObservableType.EMAIL, "philip.je@proton.me"),
                                            indicator(ObservableType.DOMAIN, "zacharryblogs.com")),
                                    List.of(
                                            "https://www.reddit.com/r/crowdstrike/comments/125r3uu/x/"))),
                    List.of());

    private static String list(ObservableType type, String value) {
        return AllowLists.bundled()
                .check(indicator(type, value), CONTEXT)
                .map(Suppression::list)
                .orElse("used");
    }

    @ParameterizedTest
    @CsvSource({
        "3cx.com,vendor-site",
        "www.3cx.com,vendor-site",
        "downloads.3cx.com,vendor-site",
        "3cx-update.com,used",
        "3cx.cloud,used",
        "3cx.com.evil-host.net,used",
        "my3cx.com,used",
        "raw.githubusercontent.com,shared-hosts",
        "github.com,shared-hosts",
        "pastebin.com,shared-hosts",
        "github.io,public-suffixes",
        "co.uk,public-suffixes",
        "com,public-suffixes",
        "some-attacker.github.io,used",
        "x1y2.s3.amazonaws.com,used",
        "attacker.azurewebsites.net,used",
        "bad-worker.workers.dev,used",
        "dojustit.mooo.com,used",
        "mooo.com,shared-hosts",
        "evil.duckdns.org,used",
        "bit.ly,url-shorteners",
        "dns.google,public-resolvers",
        "gmail.com,mail-providers",
        "proton.me,mail-providers",
        "www.google.com,shared-hosts",
        "update.microsoft.com,owned-sites",
        "update-microsoft.com,used",
        "ocsp.digicert.com,owned-sites",
        "www.volexity.com,security-sites",
        "bsi.bund.de,security-sites",
        "printer.local,local-names",
        "localhost,local-names",
        "philip.je,mail-local-part",
        "acharryblogs.com,truncated-copy",
        "zacharryblogs.com,used",
        "akamaitechcloudservices.com,used",
        "azureonlinestorage.com,used",
        "msedgepackageinfo.com,used",
        "officeaddons.com,used",
    })
    void domains(String domain, String list) {
        assertThat(list(ObservableType.DOMAIN, domain)).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource({
        "https://raw.githubusercontent.com/IconStorages/images/main/icon1.ico,used",
        "https://raw.githubusercontent.com/,shared-hosts",
        "https://raw.githubusercontent.com,shared-hosts",
        "https://pastebin.com/raw/abc,used",
        "https://bit.ly/3abcd,used",
        "https://www.3cx.com/blog/news/desktopapp-security-alert/,vendor-site",
        "https://www.reddit.com/r/crowdstrike/comments/125r3uu/x/,own-references",
        "https://www.crowdstrike.com/blog/x,security-sites",
        "https://msstorageazure.com/window,used",
        "http://192.168.1.1/x,special-ranges",
        "http://1.1.1.1/payload.bin,used",
    })
    void urls(String url, String list) {
        assertThat(list(ObservableType.URL, url)).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8,public-resolvers",
        "9.9.9.9,public-resolvers",
        "8.8.8.9,used",
        "10.1.2.3,special-ranges",
        "172.16.0.1,special-ranges",
        "172.32.0.1,used",
        "192.0.2.44,special-ranges",
        "127.0.0.1,special-ranges",
        "169.254.1.1,special-ranges",
        "255.255.255.255,special-ranges",
        "23.254.211.230,used",
        "198.27.75.110,used",
        "172.67.129.176,shared-addresses",
        "104.21.1.180,shared-addresses",
        "10.0.0.0/8,special-ranges",
        "0.0.0.0/0,too-wide",
        "45.0.0.0/8,too-wide",
        "45.33.0.0/16,used",
    })
    void v4_addresses(String address, String list) {
        assertThat(list(ObservableType.IPV4, address)).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:4860:4860::8888,public-resolvers",
        "2620:fe::fe,public-resolvers",
        "fe80::1,special-ranges",
        "::1,special-ranges",
        "2001:db8::5,special-ranges",
        "::ffff:8.8.8.8,public-resolvers",
        "2a01:4f8:1:2::3,used",
    })
    void v6_addresses(String address, String list) {
        assertThat(list(ObservableType.IPV6, address)).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource({
        "MD5,d41d8cd98f00b204e9800998ecf8427e,empty-file",
        "SHA1,DA39A3EE5E6B4B0D3255BFEF95601890AFD80709,empty-file",
        "SHA256,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,empty-file",
        "SHA256,59e1edf4d82fae4978e97512b0331b7eb21dd4b838b850ba46794d9c7a2c0983,used",
        "MD5,68b329da9893e34099c7d8ad5cb9c940,trivial-file",
        "MD5,00000000000000000000000000000000,placeholder",
        "FILENAME,ffmpeg.dll,common-file-names",
        "FILENAME,3CXDesktopApp-18.12.416.msi,used",
        "FILENAME,C:\\ProgramData\\TPM\\cmd.exe,used",
        "EMAIL,philip.je@proton.me,used",
        "EMAIL,abuse@hoster.net,contact-addresses",
        "EMAIL,info@bsi.bund.de,security-sites",
        "EMAIL,support@3cx.com,vendor-site",
    })
    void hashes_files_and_mail(ObservableType type, String value, String list) {
        assertThat(list(type, value)).isEqualTo(list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw.githubusercontent.com",
                "www.3cx.com",
                "google.com",
                "10.0.0.1",
                "1.1.1.1"
            })
    void a_common_host_alone_does_not_speak_for_a_url_on_it(String host) {
        assertThat(AllowLists.bundled().hostSpeaksForUrl(host, CONTEXT)).isFalse();
    }

    @Test
    void an_uncommon_host_does() {
        assertThat(AllowLists.bundled().hostSpeaksForUrl("msstorageazure.com", CONTEXT)).isTrue();
        assertThat(AllowLists.bundled().hostSpeaksForUrl("45.33.2.1", CONTEXT)).isTrue();
    }

    @Test
    void a_forced_value_is_still_shown_with_its_reason() {
        AllowContext forced = AllowContext.of(List.of(), List.of(" GitHub.com "));
        Optional<Suppression> s =
                AllowLists.bundled().check(indicator(ObservableType.DOMAIN, "github.com"), forced);
        assertThat(s).isPresent();
        assertThat(s.orElseThrow().forced()).isTrue();
        assertThat(s.orElseThrow().reason().german()).startsWith("github.com ist ein Host");
        assertThat(
                        AllowLists.bundled()
                                .check(indicator(ObservableType.DOMAIN, "pastebin.com"), forced)
                                .orElseThrow()
                                .forced())
                .isFalse();
    }

    @Test
    void of_the_real_3cx_feeds_only_the_traps_are_suppressed() throws IOException {
        Path folder =
                Path.of(System.getProperty("firebreak.shared", "none"), "data", "incident-3cx");
        assumeTrue(Files.isDirectory(folder), "missing: " + folder);
        Pattern domain = Pattern.compile("(?m)^((?:[a-z0-9-]+\\.)+[a-z]{2,})(?:,|$)");
        List<Indicator> all = new ArrayList<>();
        for (String file :
                List.of(
                        "volexity_iocs.csv",
                        "maltrail_hacked_3cx.txt",
                        "splunk/3cx_ioc_domains.csv")) {
            Matcher m = domain.matcher(Files.readString(folder.resolve(file)));
            while (m.find()) {
                all.add(indicator(ObservableType.DOMAIN, m.group(1)));
            }
        }
        all.add(indicator(ObservableType.EMAIL, "philip.je@proton.me"));
        AllowContext context =
                AllowContext.of(List.of(warning("3CX DesktopApp", all, List.of())), List.of());
        List<String> suppressed =
                all.stream()
                        .filter(i -> AllowLists.bundled().check(i, context).isPresent())
                        .map(Indicator::value)
                        .distinct()
                        .toList();
        assertThat(all).hasSizeGreaterThan(80);
        assertThat(suppressed)
                .containsExactlyInAnyOrder("www.3cx.com", "acharryblogs.com", "philip.je");
    }

    @Test
    void a_url_that_one_warning_merely_seems_to_cite_and_another_lists_is_used() {
        String url = "https://msstorageazure.com/window";
        for (Certainty certainty : Certainty.values()) {
            Advisory cites =
                    new Advisory(
                            "w",
                            "prose",
                            null,
                            null,
                            "",
                            null,
                            null,
                            null,
                            null,
                            "",
                            List.of(),
                            List.of(),
                            List.of(new Fact(Fact.Type.REFERENCE, url, certainty, SPAN)),
                            List.of(),
                            List.of());
            Optional<Suppression> s =
                    AllowLists.bundled()
                            .check(
                                    indicator(ObservableType.URL, url),
                                    AllowContext.of(List.of(cites), List.of()));
            assertThat(s.isPresent())
                    .as(certainty.toString())
                    .isEqualTo(certainty == Certainty.STATED);
        }
    }
}
