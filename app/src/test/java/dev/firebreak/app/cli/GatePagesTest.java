package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.firebreak.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate's page of each verdict in a real browser: both languages, light and dark, on a desk and on a phone.
class GatePagesTest {
    private static final Path FIXTURES = Path.of("../gate/src/test/resources/fixtures");
    private static final List<String> CHROMIUM =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everyVerdictsPageIsReadableForEveryoneEverywhere() throws IOException {
        Path program =
                CHROMIUM.stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        Assumptions.assumeTrue(program != null, "no Chromium at " + CHROMIUM);
        byte[] signed = Files.readAllBytes(FIXTURES.resolve("signed.exe"));
        byte[] altered = Arrays.copyOf(signed, signed.length + 512);
        Arrays.fill(altered, signed.length, altered.length, (byte) 'x');
        Path denied = Files.write(folder.resolve("signed-2.exe"), altered);
        try (Playwright playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(program)
                                                .setArgs(
                                                        List.of(
                                                                "--no-sandbox",
                                                                "--disable-gpu",
                                                                "--no-first-run",
                                                                "--disable-background-networking",
                                                                "--disable-component-update",
                                                                "--disable-sync")))) {
            for (String language : List.of("en", "de")) {
                look(browser, "HOLD", "new-dll.msi", "old.msi", language);
                look(browser, "RELEASE", "new-honest.msi", "old.msi", language);
                look(browser, "DENY", denied.toString(), "signed.exe", language);
            }
        }
    }

    private void look(
            Browser browser, String verdict, String release, String before, String language)
            throws IOException {
        Path page = folder.resolve(verdict + "-" + language + ".html");
        Cli.run(
                "gate",
                "examine",
                FIXTURES.resolve(release).toAbsolutePath(),
                "--against",
                FIXTURES.resolve(before),
                "--lang",
                language,
                "--html",
                page);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1200, 375)) {
                try (var context =
                        browser.newContext(
                                new Browser.NewContextOptions()
                                        .setColorScheme(scheme)
                                        .setViewportSize(width, 900))) {
                    Page shown = context.newPage();
                    shown.navigate(page.toUri().toString());
                    String name = verdict + "-" + language + "-" + scheme + "-" + width;
                    Path target = Files.createDirectories(Path.of("target", "screenshots"));
                    shown.screenshot(
                            new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(target.resolve("gate-" + name + ".png")));
                    assertThat(shown.locator(".v").textContent()).as(name).contains(verdict);
                    assertThat(shown.evaluate("document.documentElement.scrollWidth"))
                            .as("%s: wider than the screen", name)
                            .isEqualTo(width);
                    assertThat(violations(shown)).as(name).isEmpty();
                }
            }
        }
    }

    /// Nothing that WCAG 2.1 A and AA forbid.
    private static List<String> violations(Page page) {
        List<String> out = new ArrayList<>();
        new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                .analyze()
                .getViolations()
                .forEach(
                        rule ->
                                rule.getNodes()
                                        .forEach(n -> out.add(rule.getId() + ": " + n.getHtml())));
        return out;
    }
}
