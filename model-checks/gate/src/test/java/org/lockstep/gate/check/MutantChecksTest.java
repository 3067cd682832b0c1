package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.mutate.Kill;
import org.lockstep.gate.mutate.Mutant;
import org.lockstep.gate.mutate.MutantSource;
import org.lockstep.kit.manifest.Manifest;

/**
 * The gate fails on a mutant that nothing notices, and counts mutants apart from planted faults.
 */
class MutantChecksTest {
  private static final int MUTANTS = 20;

  private static Findings check(int every, Findings findings, int survivor) {
    Manifest manifest = Workspace.find().manifest("StreamPool");
    new MutantChecks(List.of(new Pretended(survivor)), every, findings, SmallTier.noReuse())
        .check(List.of(manifest));
    return findings;
  }

  @Test
  void aSurvivorFailsTheGateByName() {
    Findings findings = check(1, new Findings(), 7);
    assertEquals(ExitCode.VIOLATED, findings.exitCode());
    assertEquals(1, findings.failures().size(), findings.failures()::toString);
    assertTrue(
        findings.failures().get(0).contains("no check notices the mutant elsewhere A.swap-7"),
        findings.failures()::toString);
    assertEquals(MUTANTS, findings.faults.size());
  }

  @Test
  void aSampleTakesEveryNthAndNoneTakesNone() {
    assertEquals(2, check(15, new Findings(), -1).faults.size());
    assertEquals(0, check(0, new Findings(), -1).faults.size());
    assertEquals(0, TierSet.SMALL.everyMutant());
    assertEquals(1, TierSet.DEEP.everyMutant());
  }

  @Test
  void noMutantIsTriedWhereTheSoundModelsFail() {
    Findings failed = new Findings();
    failed.fail(ExitCode.VIOLATED, "StreamPool", "planted");
    assertEquals(0, check(1, failed, 7).faults.size());
  }

  @Test
  void mutantsAreCountedApart() {
    String line = new Sentence(check(1, new Findings(), -1)).generated(1);
    assertTrue(line.startsWith("Beside these, 20 generated faults were tried: 20"), line);
    assertEquals("", new Sentence(new Findings()).generated(1));
    assertTrue(
        new Sentence(check(1, new Findings(), -1)).text().endsWith("no engine was replayed."));
  }

  @Test
  void onlyEnginesThatAreCheckedAreMutated() {
    MutantSource source = new Pretended(-1);
    assertEquals(List.of(), MutantChecks.of(List.of(source), Engines.named(null)));
  }

  /** Mutants of a place that no engine has, all noticed but one. */
  private record Pretended(int survivor) implements MutantSource {
    @Override
    public String where() {
      return "elsewhere";
    }

    @Override
    public List<Mutant> list(Manifest manifest) {
      return IntStream.range(0, MUTANTS)
          .mapToObj(i -> new Mutant(manifest.module(), where(), "A.swap-" + i, "swap", "x"))
          .toList();
    }

    @Override
    public Kill tryToKill(Manifest manifest, Mutant mutant) {
      boolean killed = !mutant.id().equals("A.swap-" + survivor);
      return new Kill(mutant, killed, killed ? "property: P" : "same graph", null, 0);
    }
  }
}
