package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.store.Organisations.Organisation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Walks a warning from its text to the last case closed in a real browser, as an analyst and as two organisations, in
/// both languages, and has axe-core look at every page, light and dark.
class BrowserTest {
    private static final Path SCREENSHOTS = Path.of("..", "docs", "images");
    private static final List<String> CHROMIUM =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    @BeforeAll
    static void startBrowser() {
        Path program =
                CHROMIUM.stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        Assumptions.assumeTrue(program != null, "no Chromium at " + CHROMIUM);
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void stopBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    private static Page signedIn(String login, String language, ColorScheme scheme, int width) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(TestServer.url())
                                .setLocale(language)
                                .setColorScheme(scheme)
                                .setViewportSize(width, 900));
        Page page = context.newPage();
        page.onConsoleMessage(
                m -> {
                    if (m.type().equals("error") && m.text().contains("Content Security Policy")) {
                        throw new AssertionError(m.text());
                    }
                });
        page.navigate("/sign-in");
        axe(page);
        page.locator("#login").fill(login);
        page.locator("#password").fill(TestServer.PASSWORD);
        page.locator("main button").click();
        assertThat(page.url()).doesNotContain("sign-in");
        return page;
    }

    /// Nothing that WCAG 2.1 A and AA forbid.
    private static void axe(Page page) {
        AxeResults results =
                new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                        .analyze();
        List<String> found = new ArrayList<>();
        for (Rule rule : results.getViolations()) {
            rule.getNodes()
                    .forEach(
                            n ->
                                    found.add(
                                            rule.getId()
                                                    + ": "
                                                    + n.getHtml()
                                                    + " "
                                                    + n.getFailureSummary()));
        }
        assertThat(found).as(page.url()).isEmpty();
    }

    private static void picture(Page page, String name) {
        try {
            Path target =
                    Boolean.getBoolean("firebreak.golden.update")
                            ? Files.createDirectories(SCREENSHOTS)
                            : Files.createDirectories(Path.of("target", "screenshots"));
            page.screenshot(new Page.ScreenshotOptions().setPath(target.resolve(name + ".png")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theStoryInGermanAsAnalystAndTwoOrganisations() {
        Organisation utility = TestServer.organisation("Stadtwerke Lindenau");
        Organisation clinic = TestServer.organisation("Klinikum am Deich");
        TestServer.organisation("Gemeinde Weidenbach");
        StoryTest.report(
                utility,
                "lin-pc-014,Example Phone,Example Corp,18.12.416",
                "lin-pc-015,Example Phone,Example Corp,18.11.1213");
        StoryTest.report(clinic, "deich-ws-3,Example Phone,Example Corp,18.12.416");
        Page analyst =
                signedIn(TestServer.account(Role.ANALYST, null), "de-DE", ColorScheme.LIGHT, 1280);
        analyst.navigate("/warnings/new");
        axe(analyst);
        analyst.locator("#text").fill(StoryTest.WARNING);
        analyst.locator("main form button").first().click();
        assertThat(analyst.url()).contains("/understanding");
        axe(analyst);
        picture(analyst, "understanding-de");
        analyst.locator("button[name=confirm]").click();
        assertThat(analyst.url()).contains("/board");
        String board = analyst.url();
        assertThat(analyst.content())
                .contains("Stadtwerke Lindenau")
                .contains("betroffen")
                .contains("noch nicht unterrichtet");
        axe(analyst);
        picture(analyst, "board-de");
        for (String name : List.of("Stadtwerke Lindenau", "Klinikum am Deich")) {
            analyst.locator(".tiles input[name=case][aria-label*='" + name + "']").check();
        }
        analyst.locator("button[value=tell]").click();
        assertThat(analyst.locator("[data-said]").innerText()).contains("2");
        // Without a reload the open board is told that something changed.
        Page watching = analyst.context().newPage();
        watching.navigate(board);

        for (Organisation organisation : List.of(utility, clinic)) {
            Page officer =
                    signedIn(
                            TestServer.account(Role.OFFICER, organisation),
                            "de-DE",
                            ColorScheme.DARK,
                            390);
            axe(officer);
            officer.locator("main table a").first().click();
            axe(officer);
            assertThat(officer.content())
                    .contains(organisation == utility ? "lin-pc-014" : "deich-ws-3");
            assertThat(officer.content())
                    .doesNotContain(organisation == utility ? "deich-ws-3" : "lin-pc-014");
            if (organisation == utility) {
                picture(officer, "case-phone-dark-de");
            }
            officer.locator("button[value=acknowledge]").click();
            officer.locator("button[value=act]").click();
            officer.locator("input[value=CLEANED]").check();
            officer.locator("button[value=done]").click();
            officer.locator(".badge.success").first().waitFor();
            assertThat(officer.locator("main").innerText()).contains("erledigt: bereinigt");
            axe(officer);
            officer.context().close();
        }
        watching.locator(".live:not([hidden])").waitFor();
        assertThat(watching.locator("[data-live-text]").innerText()).contains("Änderung");
        analyst.navigate(board + "?view=table");
        assertThat(analyst.content()).contains("erledigt: bereinigt");
        axe(analyst);
        analyst.navigate(board.replace("/board", "/report"));
        axe(analyst);
        picture(analyst, "report-de");
        analyst.context().close();
    }

    @Test
    void everyPageInEitherLanguageAndEitherLightPassesTheAccessibilityChecks() {
        Organisation organisation = TestServer.organisation("Harbour Authority");
        StoryTest.report(organisation, "hb-1,Example Phone,Example Corp,18.12.416");
        String analyst = TestServer.account(Role.ANALYST, null);
        String admin = TestServer.account(Role.ADMIN, null);
        String officer = TestServer.account(Role.OFFICER, organisation);
        Page first = signedIn(analyst, "en-GB", ColorScheme.DARK, 1280);
        first.navigate("/warnings/new");
        first.locator("#text").fill(StoryTest.WARNING);
        first.locator("main form button").first().click();
        assertThat(first.content()).contains("How the warning was understood");
        String warning = first.url().replace("/understanding", "");
        axe(first);
        first.locator("button[name=confirm]").click();
        picture(first, "board-dark-en");
        first.locator(".tiles input[name=case][aria-label*='Harbour Authority']").check();
        first.locator("button[value=tell]").click();
        String seen = first.locator("a:has-text('Harbour Authority')").getAttribute("href");
        first.context().close();
        for (String language : List.of("de-DE", "en-GB")) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                look(
                        signedIn(analyst, language, scheme, 1280),
                        "/",
                        "/warnings",
                        "/warnings/new",
                        warning + "/understanding",
                        warning + "/board",
                        warning + "/board?view=table",
                        warning + "/report",
                        seen,
                        "/cases",
                        "/estate",
                        "/estate/quarantine",
                        "/search?q=hb-1",
                        "/search?q=",
                        "/account",
                        "/no-such-page");
                look(
                        signedIn(admin, language, scheme, 1280),
                        "/",
                        "/admin",
                        "/admin/organisations",
                        "/admin/accounts",
                        "/admin/tokens",
                        "/admin/audit",
                        "/estate",
                        "/cases");
                look(signedIn(officer, language, scheme, 390), "/", seen, "/cases", "/estate");
            }
        }
    }

    private static void look(Page page, String... paths) {
        for (String path : paths) {
            page.navigate(path);
            axe(page);
            assertThat(page.evaluate(BEYOND)).as("what reaches beyond " + path).isEqualTo("");
        }
        page.context().close();
    }

    /// What is wider than the window; on a phone the lists that are stacked there, too.
    private static final String BEYOND =
            """
            () => {
              const wide = e => e.scrollWidth > e.clientWidth;
              const stacked = innerWidth < 768 ? [...document.querySelectorAll('.scroll:has(table.stack)')] : [];
              return [document.documentElement, ...stacked].filter(wide).map(e => e.tagName + '.' + e.className).join();
            }
            """;

    @Test
    void aForgottenPasswordIsReplacedByOneThatIsShownOnce() {
        String forgetful = TestServer.account(Role.AUDITOR, null);
        Page admin =
                signedIn(TestServer.account(Role.ADMIN, null), "de-DE", ColorScheme.LIGHT, 1280);
        Page before = signedIn(forgetful, "de-DE", ColorScheme.LIGHT, 1280);
        admin.navigate("/admin/accounts");
        admin.locator(
                        "tr:has(td:text-is('"
                                + forgetful
                                + "')) button:has-text('Neues Einmalpasswort')")
                .click();
        axe(admin);
        String oneTime = admin.locator("#one-time").innerText();
        before.navigate("/");
        assertThat(before.url()).as("a session of before").contains("sign-in");
        before.locator("#login").fill(forgetful);
        before.locator("#password").fill(oneTime);
        before.locator("main button").click();
        assertThat(before.locator("main").innerText()).contains("Ersetzen Sie zuerst");
        admin.context().close();
        before.context().close();
    }

    @Test
    void formsWorkWithoutScript() {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(TestServer.url())
                                .setJavaScriptEnabled(false));
        Page page = context.newPage();
        page.navigate("/sign-in");
        page.locator("#login").fill(TestServer.account(Role.ANALYST, null));
        page.locator("#password").fill(TestServer.PASSWORD);
        page.locator("main button").click();
        page.navigate("/warnings/new");
        page.locator("#text").fill(StoryTest.WARNING);
        page.locator("main form button").first().click();
        page.locator("button[name=confirm]").click();
        assertThat(page.url()).contains("/board");
        context.close();
    }
}
