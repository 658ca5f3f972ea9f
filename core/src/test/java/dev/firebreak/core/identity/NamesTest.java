package dev.firebreak.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "3CX Desktop App 18.12.416|3cxdesktopapp|18.12.416",
                "3CXDesktopApp-18.12.416.msi|3cxdesktopapp|18.12.416",
                "3CX Desktop App (per-user)|3cxdesktopapp|NULL",
                "Mozilla Firefox (x64 de)|mozillafirefox|NULL",
                "7-Zip 24.09 (x64)|7zip|24.09",
                "Notepad++ (64-bit x64)|notepad++|NULL",
                "Microsoft Visual C++ 2019 X64 Minimum Runtime - 14.29.30133|microsoftvisualc++2019minimumruntime|14.29.30133",
                "Microsoft 365 Apps for Enterprise - de-de|microsoft365appsforenterprise|NULL",
                "Adobe Acrobat Reader DC - Deutsch|adobeacrobatreaderdc|NULL",
                "PuTTY release 0.80 (64-bit)|putty|0.80",
                "Git for Windows|git|NULL",
                "SolarWinds Orion Platform 2019.4 HF5|solarwindsorionplatform|2019.4 hf5",
                "WinRAR 6.22 (64-Bit)|winrar|6.22",
                "Müller® Büro™|muellerbuero|NULL",
                "Intel(R) Graphics Driver|intelgraphicsdriver|NULL",
                "Café Manager|cafemanager|NULL",
                "Windows|windows|NULL",
                "x64|x64|NULL",
                "18.12.416|1812416|NULL",
                "(x64)|x64|NULL",
                "Firefox.app|firefox|NULL",
                "Python 3.11.4 Core Interpreter (64-bit)|pythoncoreinterpreter|3.11.4",
                "X_TRADER|xtrader|NULL",
                "Zoom(64bit)|zoom|NULL",
            })
    void display_names_are_taken_apart(String display, String joined, @Nullable String version) {
        ProductName name = ProductName.of(display, List.of());
        assertThat(name.joined()).isEqualTo(joined);
        assertThat(name.version()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3CX Ltd|3CX, Inc.|true",
                "Mozilla|Mozilla Foundation|true",
                "Müller GmbH & Co. KG|Mueller|true",
                "Microsoft|Microsoft Corporation|true",
                "S.A. Foo|Foo|false",
                "Foo S.A.|Foo|true",
                "Bar e.V.|Bar|true",
                "Baz s.r.o.|BAZ|true",
                "Open Foo|Open Bar|false",
                "Open|Open Source Matters|false",
                "Google LLC|Google Inc|true",
                "The Git Development Community|Git Development Community|true",
                "3CX|3CX-Fan|true",
                "Acme|Acmee|false",
                "Oracle|Oracle America, Inc.|true",
                "win.rar GmbH|RARLAB|false",
            })
    void makers_are_compared_without_legal_form(String a, String b, boolean compatible) {
        Publisher x = Publisher.of(a);
        Publisher y = Publisher.of(b);
        assertThat(x).isNotNull();
        assertThat(y).isNotNull();
        assertThat(x.isCompatible(y)).isEqualTo(compatible);
        assertThat(y.isCompatible(x)).isEqualTo(compatible);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "pkg:npm/%40x/y@1.0#sub|npm|@x|y|1.0|NULL",
                "pkg:npm/@x/y@1.0|npm|@x|y|1.0|NULL",
                "pkg:deb/debian/liblzma5@5.6.1-1?arch=amd64&upstream=xz-utils%405.6.1|deb|debian|liblzma5|5.6.1-1|xz-utils",
                "pkg:rpm/fedora/xz-libs@5.6.0-2.fc40?upstream=xz-5.6.0-2.fc40.src.rpm|rpm|fedora|xz-libs|5.6.0-2.fc40|xz",
                "pkg:PyPI/Foo_Bar|pypi|''|foo-bar|NULL|NULL",
                "pkg:maven/org.a/b@1|maven|org.a|b|1|NULL",
            })
    void package_urls_are_read(
            String text,
            String type,
            String namespace,
            String name,
            @Nullable String version,
            @Nullable String source) {
        assertThat(PackageUrl.parse(text))
                .isEqualTo(new PackageUrl(type, namespace, name, version, source));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "cpe:2.3:a:3cx:desktop_app:18.12.416:*:*:*:*:windows:*:*|3cx|desktop_app|18.12.416",
                "cpe:/a:3cx:desktop_app:18.12.416|3cx|desktop_app|18.12.416",
                "cpe:2.3:a:notepad-plus-plus:notepad\\+\\+:*:*:*:*:*:*:*:*|notepad-plus-plus|notepad++|NULL",
                "cpe:/a:notepad-plus-plus:notepad%2b%2b|notepad-plus-plus|notepad++|NULL",
            })
    void cpe_names_are_read(String text, String vendor, String product, @Nullable String version) {
        assertThat(Cpe.parse(text)).isEqualTo(new Cpe(vendor, product, version));
    }

    @Test
    void no_text_breaks_a_reader_of_names() {
        long seed = 31;
        Random random = new Random(seed);
        List<String> starts =
                List.of(
                        "pkg:npm/%40x/y@1.0?a=b&upstream=c",
                        "cpe:2.3:a:b\\:c:d:1:*",
                        "cpe:/a:%2:b",
                        "3CX Desktop App 18.12.416 (x64 de)",
                        "Müller GmbH & Co. KG");
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder(starts.get(random.nextInt(starts.size())));
            for (int k = random.nextInt(8); k >= 0 && !text.isEmpty(); k--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 ->
                            text.setCharAt(
                                    at, (char) random.nextInt(random.nextBoolean() ? 128 : 0xFFFF));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, "()[]%@:/\\. -–v0".charAt(random.nextInt(15)));
                }
            }
            String t = text.toString();
            if (t.isBlank()) {
                continue;
            }
            PackageUrl.parse(t);
            Cpe.parse(t);
            Publisher maker = Publisher.of(t);
            ProductName name = ProductName.of(t, List.of("18.12.416", t));
            assertThat(name.joined()).as("seed " + seed + " " + t).isNotEmpty();
            assertThat(name.without(maker)).isNotEmpty();
            assertThat(ProductName.of(String.join(" ", name.words()), List.of()).joined())
                    .isNotEmpty();
            Component c = new Component(t, t, t, VersionScheme.DEB, Platform.UNKNOWN, List.of());
            assertThat(PackageNames.bases(c)).doesNotContain("");
            assertThat(Makers.siteNames(Product.named(t, t))).doesNotContain("");
        }
    }

    @Test
    void near_names_agree_with_the_plain_distance() {
        long seed = 17;
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            String a = word(random);
            String b =
                    random.nextBoolean()
                            ? word(random)
                            : a.substring(0, 3) + word(random).charAt(0) + a.substring(4);
            int d = plain(a, b);
            int limit = 2;
            assertThat(Math.min(NearNames.distance(a, b, limit), limit + 1))
                    .as("seed " + seed + " " + a + " " + b)
                    .isEqualTo(Math.min(d, limit + 1));
        }
    }

    private static String word(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = 6 + random.nextInt(3); i > 0; i--) {
            out.append((char) ('a' + random.nextInt(3)));
        }
        return out.toString();
    }

    /// The definition, without any shortcut.
    private static int plain(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(
                                Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
