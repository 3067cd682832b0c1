package org.lockstep.weak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.TestGrading;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress in a process of its own and judges what it found: every test passes, but for the
 * planted ones, each of which must be found. By default with code of the optimizing compiler;
 * {@code -Dlockstep.jcstress=all}: in each way that this JVM has to compile it.
 */
final class JcstressTest {
  private static final boolean ALL = System.getProperty("lockstep.jcstress", "").equals("all");

  /** Of each iteration of each test. */
  private static final int MILLIS = 500;

  /** After which it is stuck, as one of its tests may be by a lost wake-up. */
  private static final int PATIENCE_MINUTES = 45;

  @Test
  void onlyThePlantedFaultsAreFound() throws Exception {
    long begin = System.nanoTime();
    Map<String, List<TestResult>> results = new TreeMap<>();
    for (TestResult result : run()) {
      results.computeIfAbsent(result.getName(), name -> new ArrayList<>()).add(result);
    }
    List<String> complaints = new ArrayList<>();
    Detections detections = new Detections("jcstress");
    int planted = 0;
    for (String name : TestList.tests()) {
      Finding finding = finding(name, results.getOrDefault(name, List.of()));
      Plants plants = finding.test().getAnnotation(Plants.class);
      assertEquals(
          finding.test().getSimpleName().startsWith("Planted"),
          plants != null,
          () -> finding.name() + ": a test is named Planted... exactly if it says what it plants");
      complaints.addAll(finding.complaints(plants != null));
      if (plants != null) {
        planted++;
        boolean seen = !finding.forbidden().isEmpty();
        detections.add(
            plants.module(),
            plants.fault(),
            seen,
            finding.test().getSimpleName()
                + (seen ? ": " + finding.forbidden().get(0) : ": not in " + finding.samples()));
      }
    }
    System.out.printf(
        "jcstress: %d tests, %d of them planted, %,d samples in %.0f s; report: %s%n",
        TestList.tests().size(),
        planted,
        results.values().stream().flatMap(List::stream).mapToLong(TestResult::getTotalCount).sum(),
        (System.nanoTime() - begin) / 1e9,
        folder().resolve("index.html"));
    assertTrue(planted > 0, "there is no planted test: nothing shows that jcstress would see one");
    assertTrue(complaints.isEmpty(), () -> String.join("\n", complaints));
  }

  private static Finding finding(String name, List<TestResult> results)
      throws ClassNotFoundException {
    Class<?> test = Class.forName(TestList.getInfo(name).binaryName());
    List<String> wrong = new ArrayList<>();
    Map<String, Long> forbidden = new TreeMap<>();
    long samples = 0;
    if (results.stream().noneMatch(result -> result.status() == Status.NORMAL)) {
      wrong.add(name + " did not run: expected at least one result of it");
    }
    for (TestResult result : results) {
      if (result.status() != Status.NORMAL && result.status() != Status.API_MISMATCH) {
        wrong.add(name + " ended with " + result.status() + ": " + result.getMessages());
      }
      samples += result.getTotalCount();
      TestGrading.grade(result)
          .gradingResults
          .forEach(
              (outcome, grade) -> {
                if (grade.expect == Expect.FORBIDDEN && grade.count > 0) {
                  forbidden.merge(outcome + " (" + grade.description + ")", grade.count, Long::sum);
                }
              });
    }
    return new Finding(
        test,
        wrong,
        forbidden.entrySet().stream()
            .map(entry -> entry.getKey() + ", " + entry.getValue() + " times")
            .toList(),
        samples);
  }

  private static Path folder() {
    return Detections.target().resolve("jcstress");
  }

  private static List<TestResult> run()
      throws IOException, InterruptedException, ClassNotFoundException {
    Path folder = folder();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> old = Files.list(folder)) {
        for (Path file : old.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
    Path log = folder.resolve("log.txt");
    Path classPath = Detections.target().resolve("classpath.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Detections.target().resolve("classes")
                    + System.getProperty("path.separator")
                    + Files.readString(classPath).strip(),
                "org.openjdk.jcstress.Main",
                "-m",
                "quick",
                "-sc",
                "false",
                "-iters",
                "1",
                "-time",
                String.valueOf(MILLIS),
                "-r",
                folder.toString()));
    if (!ALL) {
      command.addAll(List.of("-jvmArgs", "-XX:-TieredCompilation"));
    }
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(
          process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES),
          () -> "jcstress has not ended in " + PATIENCE_MINUTES + " minutes; see " + log);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> String.valueOf(file.getFileName()).endsWith(".bin.gz"))
              .collect(Collectors.toList());
    }
    assertFalse(
        files.isEmpty(),
        () -> "jcstress wrote no results, exit code " + process.exitValue() + "; see " + log);
    InProcessCollector results = new InProcessCollector();
    DiskReadCollector reader = new DiskReadCollector(files.get(0).toString(), results);
    reader.dump();
    reader.close();
    return List.copyOf(results.getTestResults());
  }
}
