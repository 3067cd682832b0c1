package org.lockstep.gate.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.fork.Lanes;
import org.lockstep.gate.report.OpinionRow;
import org.lockstep.kit.explore.GraphComparison;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.manifest.Tier;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;

/**
 * Asks our own explorer and fairness check about what TLC has judged: this TLC has known soundness
 * bugs. Replayed models and violated temporal properties are asked about in every run, all other
 * models from the push tier on.
 */
final class SecondOpinion {
  private record Asked(Run run, Opinion opinion, double seconds) {}

  private final Findings findings;
  private final TraceFiles traces;
  private final Reuse reuse;
  private final TierSet tiers;

  SecondOpinion(Findings findings, TraceFiles traces, Reuse reuse, TierSet tiers) {
    this.findings = findings;
    this.traces = traces;
    this.reuse = reuse;
    this.tiers = tiers;
  }

  /** As many at a time as TLC runs; the rows come in the order of the runs. */
  void ask(List<Run> runs) {
    ExecutorService lanes = Executors.newFixedThreadPool(Lanes.count());
    try {
      Map<Run, Future<Asked>> answers = new LinkedHashMap<>();
      Map<Run, OpinionRow> kept = new HashMap<>();
      for (Run run : runs) {
        if (isWanted(run.target(), run.result(), tiers)) {
          reuse.opinion(run.target()).ifPresent(row -> kept.put(run, row));
          answers.put(
              run,
              kept.containsKey(run)
                  ? CompletableFuture.completedFuture(null)
                  : lanes.submit(() -> ask(run)));
        }
      }
      answers.forEach(
          (run, answer) -> {
            OpinionRow row = kept.get(run);
            if (row != null) {
              findings.opinions.add(row);
            } else {
              findings.guard(run.target() + " (second opinion)", () -> judge(get(answer)));
            }
          });
    } finally {
      lanes.shutdownNow();
    }
  }

  static boolean isWanted(Target target, CheckResult result, TierSet tiers) {
    if (!result.outcome().isVerdict() || result.symmetry()) {
      return false; // reported with the models; folded states have no steps of their own
    }
    if (result.outcome() == Outcome.LIVENESS) {
      return true;
    }
    return target.entry() instanceof Model model
        && !model.own()
        && (model.replay() && result.outcome() == Outcome.HELD
            || tiers != TierSet.SMALL && model.tier() != Tier.DEEP);
  }

  private static Asked ask(Run run) {
    long start = System.nanoTime();
    Opinion opinion = Opinion.on(run.target().entry().request(run.target().manifest()));
    return new Asked(run, opinion, (System.nanoTime() - start) / 1e9);
  }

  private static Asked get(Future<Asked> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    }
  }

  private void judge(Asked asked) {
    judge(asked.run(), asked.opinion(), asked.seconds());
  }

  void judge(Run run, Opinion opinion, double seconds) {
    CheckResult tlc = run.result();
    GraphComparison comparison = opinion.comparison(run.graph());
    List<String> differences = opinion.differences(tlc, comparison);
    Trace lasso = opinion.lasso();
    String file =
        lasso == null
            ? ""
            : traces.save(lasso, run.target().module(), run.target().name(), "opinion");
    for (String difference : differences) {
      findings.fail(
          ExitCode.VIOLATED,
          run.target() + " (second opinion)",
          difference + (file.isEmpty() ? "" : "; our counterexample is in " + file));
    }
    OpinionRow row =
        new OpinionRow(
            run.target().module(),
            run.target().name(),
            opinion.graph().nodeCount(),
            opinion.graph().edgeCount(),
            comparison == null ? null : comparison.statesAgree(),
            comparison == null ? null : comparison.transitionsAgree(),
            opinion.truths().invariants().size(),
            opinion.truths().stepProperties().size(),
            opinion.verdicts().size(),
            opinion.violated(),
            Opinion.text(opinion.outcome()),
            differences.isEmpty(),
            Math.round(seconds * 1e3) / 1e3);
    findings.opinions.add(row);
    if (row.agrees()) {
      reuse.keep(run.target(), row);
    }
  }
}
