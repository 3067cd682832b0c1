package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lockstep.gate.ExitCode;
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
  private final boolean all;

  SecondOpinion(Findings findings, TraceFiles traces, TierSet tiers) {
    this.findings = findings;
    this.traces = traces;
    this.all = tiers != TierSet.SMALL;
  }

  /** Two at a time, as TLC runs; the rows come in the order of the runs. */
  void ask(List<Run> runs) {
    ExecutorService lanes =
        Executors.newFixedThreadPool(Math.min(2, Runtime.getRuntime().availableProcessors()));
    try {
      List<Run> asked = runs.stream().filter(this::isAsked).toList();
      List<Future<Asked>> answers = new ArrayList<>();
      asked.forEach(run -> answers.add(lanes.submit(() -> ask(run))));
      for (int i = 0; i < answers.size(); i++) {
        Future<Asked> answer = answers.get(i);
        findings.guard(asked.get(i).target() + " (second opinion)", () -> judge(get(answer)));
      }
    } finally {
      lanes.shutdownNow();
    }
  }

  private boolean isAsked(Run run) {
    if (!run.result().outcome().isVerdict() || run.result().symmetry()) {
      return false; // reported with the models; folded states have no steps of their own
    }
    if (run.graph() != null || run.result().outcome() == Outcome.LIVENESS) {
      return true;
    }
    return all && run.target().entry() instanceof Model model && model.tier() != Tier.DEEP;
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
    findings.opinions.add(
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
            Math.round(seconds * 1e3) / 1e3));
  }
}
