package org.lockstep.gate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.report.DetectorRow;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.ValidationRow;

/** Which page tells of which run. */
class FrontPageTest {
  private static final int MODULES = 2;

  @TempDir Path root = Path.of("");

  @BeforeEach
  void aProjectOfTwoModules() throws IOException {
    for (int i = 0; i < MODULES; i++) {
      Files.createDirectories(root.resolve("specs/M" + i));
    }
    Files.createDirectories(root.resolve("docs"));
    Files.createDirectories(workspace().reportFile().resolveSibling("results"));
    Files.writeString(root.resolve("README.md"), "# P\n<!-- results -->\n<!-- /results -->\n");
  }

  @Test
  void theFrontPageTellsOfTheSmallTier() {
    write("small", 0, List.of());
    assertEquals(List.of("README.md", "docs/RESULTS.md"), shown(generate().frontPage()));
    assertEquals(List.of(), generate().measured());
  }

  /** Or a reader who runs the large tier, and then the tests, is told that the pages are stale. */
  @Test
  void theLargeTierMakesNothingStale() {
    write("push", 0, List.of(detectors(DetectorRow.UNSEEN)));
    assertEquals(List.of(), generate().frontPage());
    assertEquals(List.of("docs/DETECTORS.md"), shown(generate().measured()));
  }

  @Test
  void whatWasMeasuredIsOnItsPage() {
    write("push", 0, List.of(detectors(DetectorRow.SEEN)));
    String text = generate().measured().get(0).text();
    assertTrue(text.contains("| M0 | java | 42 | 3 | 1,000 | 50 | yes |"), text);
    assertTrue(text.contains("| M0 Fault | seen | seen |"), text);
    assertTrue(text.contains("| of 1 in all | 1 of 1 |"), text);
  }

  @Test
  void aRunWithoutSomeToolTellsNothingOfAnyTool() {
    write("push", 0, List.of(detectors(DetectorRow.NOT_RUN)));
    assertEquals(List.of(), generate().measured());
  }

  @Test
  void aRunThatDidNotHoldIsOnNoPage() {
    write("push", 1, List.of(detectors(DetectorRow.SEEN)));
    assertEquals(List.of(), generate().measured());
    write("small", 1, List.of());
    assertEquals(List.of(), generate().frontPage());
  }

  private Workspace workspace() {
    return new Workspace(root);
  }

  private Generate generate() {
    return new Generate(workspace());
  }

  private List<String> shown(List<Generated> files) {
    return files.stream().map(file -> workspace().shown(file.file())).toList();
  }

  private static DetectorRow detectors(String lincheck) {
    Map<String, String> by = new LinkedHashMap<>();
    DetectorRow.DETECTORS.forEach(name -> by.put(name, DetectorRow.SEEN));
    by.put("lincheck", lincheck);
    return new DetectorRow("M0", "Fault", by, Map.of());
  }

  private void write(String tier, int exitCode, List<DetectorRow> detectors) {
    ValidationRow row =
        new ValidationRow(
            "M0", "java", "FreeM0", 42, 3, 1000, 50, 700, 0.1, 10_000, 2_000, 2.5, 12.5, true);
    new Report(
            List.of(
                "tier " + tier,
                "modules " + workspace().modules(),
                "engines [java, native]",
                "fault runs " + Report.FULL_FAULT_RUNS),
            List.of(),
            List.of(),
            List.of(),
            List.of(row),
            List.of(),
            detectors,
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            exitCode,
            "Within these bounds.",
            Environment.here(Map.of("java", "present")))
        .write(workspace().reportFile());
  }
}
