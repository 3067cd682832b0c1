package org.lockstep.gate.publish;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A headless Chromium that nothing is downloaded for and that asks nobody for anything. */
final class Browser implements AutoCloseable {
  private static final List<String> CHROMIUMS =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** It warns of each Chromium newer than itself, though only its DevTools calls depend on that. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test, by name, where there is no browser. */
  static Browser open(Path profile) {
    Optional<Path> chromium = CHROMIUMS.stream().flatMap(name -> onPath(name).stream()).findFirst();
    assumeTrue(
        chromium.isPresent(), "no Chromium on the PATH: the HTML report was not opened in one");
    Optional<Path> control = onPath("chromedriver");
    assumeTrue(control.isPresent(), "no chromedriver on the PATH: the HTML report was not opened");
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,1000",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, Level.ALL.getName()));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(control.orElseThrow().toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<Path> onPath(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  void load(Path page, String hash) {
    driver.get("about:blank"); // a change of the hash alone would not load the page
    driver.get(page.toUri() + hash);
  }

  String hash() {
    String address = String.valueOf(driver.getCurrentUrl());
    int hash = address.indexOf('#');
    return hash < 0 ? "" : address.substring(hash);
  }

  void press(String id, Keys key) {
    one("#" + id).sendKeys(key);
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** What a script in the page answers. */
  Object ask(String script) {
    return String.valueOf(driver.executeScript(script));
  }

  /** What the page has written to the console, policy violations included. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
