package dev.firebreak.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.ObservableType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorScannerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "see evil[.]example[.]com now | domain | evil.example.com",
                "evil(.)com | domain | evil.com",
                "evil{.}com | domain | evil.com",
                "evil[dot]com | domain | evil.com",
                "evil(dot)com | domain | evil.com",
                "evil [.] com | domain | evil.com",
                "evil [dot] com | domain | evil.com",
                "evil dot com | domain | evil.com",
                "cdn dot evil dot net, | domain | cdn.evil.net",
                "evil\\.com | domain | evil.com",
                "evil[.com | domain | evil.com",
                "EVIL[.]COM. | domain | evil.com",
                "*.evil.com | domain | evil.com",
                "**evil.com** | domain | evil.com",
                "(evil.com) | domain | evil.com",
                "„evil.com“ | domain | evil.com",
                "evil.com:8443 | domain | evil.com",
                "evil.com-Anfragen | domain | evil.com",
                "müller-update.de | domain | xn--mller-update-dlb.de",
                "straße.de | domain | xn--strae-oqa.de",
                "xn--mller-update-dlb.de | domain | xn--mller-update-dlb.de",
                "cdn.vercel.app | domain | cdn.vercel.app",
                "bad-thing[.]zip | domain | bad-thing.zip",
                "bsi.bund.de | domain | bsi.bund.de",
                "_dmarc.example.com | domain | _dmarc.example.com",
                "hxxp://evil[.]com/a.php?x=1 | url | http://evil.com/a.php?x=1",
                "hxxps[:]//EVIL[.]com/Path. | url | https://evil.com/Path",
                "hXXps[://]evil[.]com/p) | url | https://evil.com/p",
                "h**p://evil[.]com/p | url | http://evil.com/p",
                "<https://evil.com/a> | url | https://evil.com/a",
                "[x](https://evil.com/a_(b)) | url | https://evil.com/a_(b)",
                "http://198.51.100.7:8080/x | url | http://198.51.100.7:8080/x",
                "198.51.100[.]7/x | url | 198.51.100.7/x",
                "hxxp://[2001:db8::1]/x | url | http://[2001:db8::1]/x",
                "raw.githubusercontent.com/Icon/images/main/ | url | raw.githubusercontent.com/Icon/images/main/",
                "198.51.100[.]7 | ipv4 | 198.51.100.7",
                "198[.]51[.]100[.]7:443 | ipv4 | 198.51.100.7",
                "198.51.100.0/24 | ipv4 | 198.51.100.0/24",
                "198.51.100.7. | ipv4 | 198.51.100.7",
                "2001:DB8:0:0::1 | ipv6 | 2001:db8::1",
                "[2001:db8::1]:443 | ipv6 | 2001:db8::1",
                "2001:db8::/32 | ipv6 | 2001:db8::/32",
                "2001:db8[:]:5 | ipv6 | 2001:db8::5",
                "bad[at]evil[.]com | email | bad@evil.com",
                "bad(at)evil(dot)com | email | bad@evil.com",
                "bad [at] evil [dot] com | email | bad@evil.com",
                "bad[@]evil[.]com | email | bad@evil.com",
                "mailto:Bad@evil.com | email | bad@evil.com",
                "D41D8CD98F00B204E9800998ECF8427E | md5 | d41d8cd98f00b204e9800998ecf8427e",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709; | sha1 | da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | sha256 | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "ffmpeg.dll | filename | ffmpeg.dll",
                "d3dcompiler_47.dll, | filename | d3dcompiler_47.dll",
                "update.exe-Datei | filename | update.exe",
                "3CXDesktopApp.app | filename | 3CXDesktopApp.app",
                "C:\\ProgramData\\x\\upd-1.2.3.exe | filename | upd-1.2.3.exe",
                "/usr/lib/libevil.so | filename | libevil.so",
                "\"Setup Client.exe\" | filename | Setup Client.exe",
                "3CXDesktopApp-18.12.416.msi | filename | 3CXDesktopApp-18.12.416.msi",
                "setup.py | filename | setup.py",
            })
    void finds_one_indicator(String text, String type, String value) {
        assertThat(IndicatorScanner.scan(text))
                .extracting(m -> m.type().json(), IndicatorMatch::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(type, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18.12.407",
                "v1.2.3.4",
                "Version 5.33.6162",
                "e.g. this",
                "z.B. das",
                "d.h. nun",
                "u.a.",
                "i.e.",
                "Node.js",
                "M.E.Doc",
                "ASP.NET",
                "Systeme.In der",
                "29.03.2023",
                "12:30:45",
                "00:1A:2B:3C:4D:5E",
                "std::string",
                "com.example.desktop.app",
                "7.x",
                "1.0.0-beta.2",
                "3.1.4.1592",
                "and/or",
                "S.A.",
                "polka dot dress",
                "256.1.1.1",
                "12.05.01.02",
                "System.IO",
                "...",
                "a..b",
                "[1] [2]",
                "(at)",
                "30.03.2023, 14:00",
                "CVE-2023-29059",
                "1,5 GB",
                "§ 8b Abs. 4 Nr. 2",
                "http://",
                "localhost"
            })
    void finds_nothing(String text) {
        assertThat(IndicatorScanner.scan(text)).isEmpty();
    }

    @Test
    void tells_where_it_stands() {
        String text =
                "Blockieren: hxxps[:]//a[.]evil[.]com/x, 198.51.100[.]7 und bad[at]evil[.]com.";
        List<IndicatorMatch> found = IndicatorScanner.scan(text);
        assertThat(found)
                .extracting(m -> text.substring(m.start(), m.end()))
                .containsExactly(
                        "hxxps[:]//a[.]evil[.]com/x", "198.51.100[.]7", "bad[at]evil[.]com");
        assertThat(found).allMatch(IndicatorMatch::defanged);
    }

    @Test
    void an_undefanged_four_part_number_may_be_a_version() {
        assertThat(IndicatorScanner.scan("10.0.0.1"))
                .singleElement()
                .matches(IndicatorMatch::ambiguous);
        assertThat(IndicatorScanner.scan("10.0.0[.]1"))
                .singleElement()
                .matches(m -> !m.ambiguous());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"evil.com\" | domain | evil.com",
                "EXAMPLE.NET | domain | example.net",
                "Evil.Com | domain | evil.com",
                ".evil.com | domain | evil.com",
                "1.2.3.4 | ipv4 | 1.2.3.4",
                "1.2.3.4:443 | ipv4 | 1.2.3.4",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | sha256 | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "MD5 = x | - | -",
                "evil.com is bad | - | -",
                "C:\\x\\y.dll | filename | y.dll",
                "update.exe | filename | update.exe",
                "[2001:db8::1]:443 | ipv6 | 2001:db8::1",
                "hello | - | -",
                "value | - | -",
                "philip.je@proton.me | email | philip.je@proton.me",
                "philip.je | domain | philip.je",
                "'hxxp://evil[.]com/' | url | http://evil.com/",
            })
    void classifies_a_cell(String token, String type, String value) {
        var found = IndicatorScanner.classify(token);
        assertThat(found.map(m -> m.type().json()).orElse("-")).isEqualTo(type);
        assertThat(found.map(IndicatorMatch::value).orElse("-")).isEqualTo(value);
    }

    @Test
    void classifies_a_blocklist_line() {
        assertThat(IndicatorScanner.classify("||evil.com^"))
                .hasValueSatisfying(m -> assertThat(m.value()).isEqualTo("evil.com"));
    }

    @Test
    void canonical_forms_are_stable() {
        assertThat(IndicatorScanner.canonical(ObservableType.DOMAIN, "Evil[.]Internal."))
                .contains("evil.internal");
        assertThat(IndicatorScanner.canonical(ObservableType.IPV6, "2001:0db8:0:0:0:0:0:1"))
                .contains("2001:db8::1");
        assertThat(IndicatorScanner.canonical(ObservableType.IPV6, "1:0:0:2:0:0:0:3"))
                .contains("1:0:0:2::3");
        assertThat(IndicatorScanner.canonical(ObservableType.IPV6, "::ffff:1.2.3.4"))
                .contains("::ffff:102:304");
        assertThat(IndicatorScanner.canonical(ObservableType.IPV4, "001.2.3.4/32"))
                .contains("1.2.3.4");
        assertThat(IndicatorScanner.canonical(ObservableType.SHA1, "xyz")).isEmpty();
        assertThat(IndicatorScanner.canonical(ObservableType.URL, "HTTPS://Evil.COM:8443/A?B"))
                .contains("https://evil.com:8443/A?B");
        assertThat(IndicatorScanner.canonical(ObservableType.FILENAME, "C:\\a\\B.dll"))
                .contains("B.dll");
    }

    @Test
    void random_text_never_breaks_it_and_spans_hold() {
        long seed = 20230329;
        Random random = new Random(seed);
        String alphabet = "ab1.:/[]()@-_% \\\"'hxtpsdo,\n\u00fc\u200b{}<>?#9f";
        for (int round = 0; round < 4000; round++) {
            StringBuilder text = new StringBuilder();
            int n = random.nextInt(120);
            for (int i = 0; i < n; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int last = 0;
            for (IndicatorMatch m : IndicatorScanner.scan(text.toString())) {
                assertThat(m.start())
                        .as("seed %d round %d: %s", seed, round, text)
                        .isGreaterThanOrEqualTo(last);
                assertThat(m.end()).isLessThanOrEqualTo(text.length());
                last = m.end();
                assertThat(IndicatorScanner.canonical(m.type(), m.value())).contains(m.value());
            }
            var unused = IndicatorScanner.classify(text.toString());
            assertThat(unused).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.", "1.", "a@", "[.]", "::", "f:", "http://", "\"a ", "x dot ", "_-", "((((",
                "a.com/(", "]["
            })
    void repeated_pieces_do_not_make_it_slow(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        assertThat(IndicatorScanner.scan(text).size()).isLessThanOrEqualTo(text.length());
    }
}
