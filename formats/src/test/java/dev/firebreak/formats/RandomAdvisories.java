package dev.firebreak.formats;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Advisories with everything in them that a reader may ever produce, awkward texts included.
public final class RandomAdvisories {
    private static final List<String> WORDS =
            List.of(
                    "Beispiel",
                    "Client",
                    "all versions",
                    "before 2",
                    "Ünïcode ☎",
                    "a\"b\\c",
                    "x\ny",
                    "<tag>",
                    "Q&A 😀",
                    "-",
                    "{}",
                    "\u0001",
                    "Größe",
                    "for Windows",
                    " spaced ");
    private static final List<String> VERSIONS =
            List.of(
                    "1.0",
                    "18.12.416",
                    "2.0-beta",
                    "<4",
                    "all",
                    "1:2.3-4",
                    "3 SP1",
                    "7|8",
                    "v5",
                    "100%",
                    "  9.1 ",
                    "*");
    private static final List<String> IDENTIFIERS =
            List.of(
                    "cpe:2.3:a:beispiel:client:1.0:*:*:*:*:windows:*:*",
                    "cpe:2.3:a:x",
                    "cpe:/a:b:c:1",
                    "pkg:npm/%40a/b@1.0",
                    "pkg:maven/@1",
                    "pkg:npm/a b",
                    "nonsense");
    private static final List<String> FACTS =
            List.of(
                    "CVE-2023-29059",
                    "cve-2024-12345",
                    "CVE-1",
                    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                    "AV:N/AC:L/Au:N/C:C/I:C/A:C",
                    "CVSS:3.1/AV:N",
                    "CVSS:4.0/AV:N",
                    "9.8",
                    "https://a.example/x",
                    "not a url",
                    "TLP:AMBER",
                    "3",
                    "2023-03-30",
                    "CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:C/C:L/I:N/A:N/E:U/RL:O/RC:C");

    private final Random random;

    public RandomAdvisories(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> T any(T[] list) {
        return list[random.nextInt(list.length)];
    }

    private <T> List<T> some(int max, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            list.add(one.get());
        }
        return list;
    }

    private String text() {
        return String.join(" ", some(3, () -> any(WORDS)));
    }

    private String name() {
        String text = text();
        return text.isBlank() ? "Client " + random.nextInt(3) : text;
    }

    private Span span() {
        return Span.field("source", "/x", text());
    }

    private VersionRange range() {
        return switch (random.nextInt(6)) {
            case 0 -> VersionRange.ALL;
            case 1 -> VersionRange.atMost(any(VERSIONS));
            case 2 -> VersionRange.below(any(VERSIONS));
            case 3 -> VersionRange.atLeast(any(VERSIONS));
            case 4 -> VersionRange.above(any(VERSIONS));
            default ->
                    new VersionRange(
                            any(VERSIONS),
                            random.nextBoolean(),
                            any(VERSIONS),
                            random.nextBoolean());
        };
    }

    private ProductStatement statement() {
        Product product =
                new Product(
                        name(),
                        random.nextBoolean() ? null : random.nextInt(4) == 0 ? " " : name(),
                        some(
                                3,
                                () ->
                                        new Identifier(
                                                any(Identifier.Type.values()), any(IDENTIFIERS))),
                        some(2, this::text));
        Platform platform = any(Platform.values());
        return new ProductStatement(
                product,
                platform == Platform.UNKNOWN ? Platform.ANY : platform,
                any(Status.values()),
                any(VersionScheme.values()),
                some(3, () -> any(VERSIONS)),
                some(2, this::range),
                any(Certainty.values()),
                List.of(span()));
    }

    private Indicator indicator() {
        ObservableType type = any(ObservableType.values());
        String value =
                switch (type) {
                    case DOMAIN -> "a" + random.nextInt(100) + ".example.net";
                    case URL -> "https://b.example.net/x?y=" + random.nextInt(100);
                    case IPV4 -> "203.0.113." + random.nextInt(256);
                    case IPV6 -> "2001:db8::" + Integer.toHexString(1 + random.nextInt(1000));
                    case EMAIL -> "c" + random.nextInt(100) + "@example.net";
                    case MD5 -> hex(32);
                    case SHA1 -> hex(40);
                    case SHA256 -> hex(64);
                    case FILENAME -> "datei" + random.nextInt(100) + ".dll";
                };
        return new Indicator(
                type, value, null, null, any(Certainty.values()), text(), List.of(span()));
    }

    private String hex(int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(Character.forDigit(random.nextInt(16), 16));
        }
        return out.toString();
    }

    public Advisory next() {
        return new Advisory(
                random.nextInt(8) == 0 ? "" : name(),
                "prose",
                random.nextBoolean() ? null : text(),
                random.nextBoolean() ? null : text(),
                text(),
                random.nextBoolean() ? null : text(),
                random.nextBoolean() ? null : random.nextBoolean() ? "de" : "en",
                random.nextBoolean() ? null : any(Tlp.values()),
                null,
                "",
                some(5, this::statement),
                some(4, this::indicator),
                some(
                        5,
                        () ->
                                new Fact(
                                        any(Fact.Type.values()),
                                        any(FACTS),
                                        Certainty.STATED,
                                        span())),
                some(2, () -> new Question("code", text(), text(), List.of(), List.of())),
                some(2, () -> new Problem("source", "", text(), any(Problem.Severity.values()))));
    }
}
