package org.mailferry.runbook;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailferry.realserver.InstalledServer;

/** Tasklist in a real browser, as a person sees it. Every call waits until what it names can be seen. */
final class TasklistPage implements AutoCloseable {
    /** A busy machine draws slowly. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private final String url;
    private final Playwright playwright;
    private final Page page;

    /** The end of the test where no Chromium is installed. */
    TasklistPage(String baseUrl) {
        Path chromium = InstalledServer.require("chromium");
        url = baseUrl + "/camunda/app/tasklist/default/";
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(QUIET));
        page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900)).newPage();
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.setDefaultNavigationTimeout(PATIENCE.toMillis());
    }

    void logIn(String user, String password) {
        page.navigate(url);
        Locator name = page.getByPlaceholder("Username");
        assertThat(name).isFocused(new LocatorAssertions.IsFocusedOptions().setTimeout(PATIENCE.toMillis()));
        put(name, user);
        put(page.getByPlaceholder("Password"), password);
        page.locator("button[type=submit]").click();
        see(page.locator("li.account"));
    }

    /** As typed, but into this field: the login form takes the focus a second time, and what is typed then ends up in the wrong field. */
    private static void put(Locator field, String text) {
        field.evaluate("(input, text) => { input.value = text; input.dispatchEvent(new Event('input', {bubbles: true})); }", text);
    }

    void open(String task) {
        page.locator(".tasks-list li.task").filter(new Locator.FilterOptions().setHasText(task)).click();
        see(form());
    }

    void claim() {
        page.locator("button.claim").click();
        see(page.locator(".unclaim"));
    }

    void sees(String text) {
        assertThat(form()).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis()));
    }

    void choose(String answer) {
        form().getByLabel(answer).check();
    }

    void fill(String label, String text) {
        form().getByLabel(label).fill(text);
    }

    void complete() {
        completeButton().click();
    }

    void seesTaskGone(String task) {
        assertThat(page.locator(".tasks-list li.task").filter(new Locator.FilterOptions().setHasText(task)))
            .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE.toMillis()));
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private Locator form() {
        return page.locator("form.fjs-form");
    }

    private Locator completeButton() {
        return page.locator("button[ng-click='complete()']");
    }

    private static void see(Locator what) {
        assertThat(what).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE.toMillis()));
    }

    @Override public void close() {
        playwright.close();
    }
}
