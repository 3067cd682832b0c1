package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs one after another, side by side and cut short: right each time, and nothing left behind. */
class TlcRunTest {
  private static final String LARGE = "CONSTANTS Procs = {a, b, c, d, e, f}\nBound = 20\n";

  private final Path temp;

  TlcRunTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void tenChecksOfThreeModulesInARow() throws IOException {
    Specs specs = new Specs(temp);
    List<String> found = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      found.add(verdict(specs.check("small/Counter", Specs.COUNTER + "SPECIFICATION Spec\n")));
      found.add(
          verdict(
              specs.check(
                  "BoundedBuffer/BoundedBuffer",
                  Specs.BUFFER + "SPECIFICATION FairSpec\nPROPERTY FlowLive\n")));
      found.add(verdict(specs.check("small/Mail", "SPECIFICATION Spec\nINVARIANT SmallInv\n")));
    }
    found.add(
        verdict(
            specs.check(
                "small/Counter", Specs.COUNTER + "SPECIFICATION Spec\nPROPERTY FullLive\n")));
    List<String> round = List.of("HELD 9", "HELD 10", "HELD 4");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      expected.addAll(round);
    }
    expected.add("LIVENESS 9");
    assertEquals(expected, found);
    assertEquals(Set.of(), tlcThreads());
    assertEquals(List.of(), scratchFolders());
  }

  private static String verdict(CheckResult result) {
    return result.outcome() + " " + result.distinct();
  }

  /** TLC forgets its helpers when it ends before the first step. */
  @Test
  void nothingIsLeftOfARunThatEndsEarly() throws IOException {
    Specs specs = new Specs(temp);
    String noBound = "CONSTANTS Procs = {a}\nBound = 0\nSPECIFICATION Spec\n";
    assertEquals(Outcome.ASSUMPTION, specs.check("small/Counter", noBound).outcome());
    String initial = Specs.COUNTER + "SPECIFICATION Spec\nINVARIANT NonZeroInv\n";
    assertEquals(Outcome.INVARIANT, specs.check("small/Counter", initial).outcome());
    assertEquals(Set.of(), tlcThreads());
    assertEquals(List.of(), scratchFolders());
  }

  @Test
  void aStoppedRunIsNotFinished() {
    List<Progress> heard = new ArrayList<>();
    CheckResult result =
        Tlc.check(
            new Specs(temp)
                .request("small/Counter", LARGE + "SPECIFICATION Spec\nINVARIANT BoundInv\n")
                .limit(Duration.ofMillis(2500))
                .onProgress(heard::add));
    assertEquals(Outcome.NOT_FINISHED, result.outcome(), result::summary);
    assertEquals(CheckResult.NO_EXIT_CODE, result.exitCode());
    assertTrue(result.left() > 0, result::summary);
    assertFalse(result.outcome().isVerdict());
    assertTrue(heard.size() >= 2, heard::toString);
    assertTrue(heard.get(1).generated() > heard.get(0).generated(), heard::toString);
    assertEquals(Set.of(), tlcThreads());
  }

  @Test
  void aStoppedLivenessRunIsNotFinished() {
    CheckResult result =
        Tlc.check(
            new Specs(temp)
                .request("small/Counter", LARGE + "SPECIFICATION FairSpec\nPROPERTY FullLive\n")
                .limit(Duration.ofMillis(1500)));
    assertEquals(Outcome.NOT_FINISHED, result.outcome(), result::summary);
  }

  @Test
  void anInterruptStopsTheRun() throws InterruptedException {
    CheckRequest request =
        new Specs(temp)
            .request("small/Counter", LARGE + "SPECIFICATION Spec\nINVARIANT BoundInv\n");
    List<CheckResult> results = new ArrayList<>();
    List<Boolean> flags = new ArrayList<>();
    Thread asking =
        new Thread(
            () -> {
              Thread self = Thread.currentThread();
              results.add(Tlc.check(request.onProgress(progress -> self.interrupt())));
              flags.add(Thread.interrupted());
            });
    asking.start();
    asking.join();
    assertEquals(Outcome.NOT_FINISHED, results.get(0).outcome());
    assertEquals(List.of(true), flags);
  }

  @Test
  void runsSideBySide() {
    Specs specs = new Specs(temp);
    CheckRequest counter = specs.request("small/Counter", Specs.COUNTER + "SPECIFICATION Spec\n");
    CheckRequest buffer =
        CheckRequest.of(
            Specs.module("BoundedBuffer/BoundedBuffer"),
            specs.file("buffer.cfg", Specs.BUFFER + "SPECIFICATION Spec\n"));
    List<String> found =
        Stream.of(counter, buffer, counter, buffer)
            .parallel()
            .map(r -> verdict(Tlc.check(r)))
            .toList();
    assertEquals(List.of("HELD 9", "HELD 10", "HELD 9", "HELD 10"), found);
  }

  /**
   * Each of the pool's threads waits for a run, which needs one of them: without help, for ever.
   */
  @Test
  void threadsOfTheCommonPoolMayWait() throws Exception {
    int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch taken = new CountDownLatch(threads);
    CountDownLatch helped = new CountDownLatch(1);
    Thread run =
        new Thread(
            () -> {
              try {
                taken.await();
                ForkJoinPool.commonPool().execute(helped::countDown);
                helped.await();
              } catch (InterruptedException givenUp) {
                // The test has failed.
              }
            });
    run.start();
    List<Future<Boolean>> waits = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      waits.add(
          ForkJoinPool.commonPool()
              .submit(
                  () -> {
                    taken.countDown();
                    Tlc.join(run, 20_000);
                    return run.isAlive();
                  }));
    }
    boolean wasHelped = helped.await(10, TimeUnit.SECONDS);
    run.interrupt();
    assertTrue(wasHelped, "the pool has no thread left for the run");
    for (Future<Boolean> wait : waits) {
      assertFalse(wait.get());
    }
  }

  /** TLC's own threads and those of remote objects, which would mean an open port. */
  private static Set<String> tlcThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(n -> n.startsWith("TLC") || n.startsWith("tlc-") || n.startsWith("RMI"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> scratchFolders() throws IOException {
    String pid = "lockstep-tlc-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith(pid)).toList();
    }
  }
}
