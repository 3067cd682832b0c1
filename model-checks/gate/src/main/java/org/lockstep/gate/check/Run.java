package org.lockstep.gate.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.manifest.Expectation;
import org.lockstep.kit.manifest.Expected;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;

/**
 * A run of TLC on a model or fault of a manifest.
 *
 * @param graph the state graph, for models that are replayed and hold
 * @param unreached by action, the places in its definition that were never evaluated in the graph
 * @param isReused whether TLC ran in an earlier run of the gate, with an equal key; there is then
 *     neither graph nor counterexample
 */
public record Run(
    Target target,
    CheckResult result,
    @Nullable StateGraph graph,
    Map<String, Set<String>> unreached,
    boolean isReused) {
  public Run {
    unreached = Map.copyOf(unreached);
  }

  public Run(Target target, CheckResult result, @Nullable StateGraph graph) {
    this(target, result, graph, Map.of(), false);
  }

  boolean isFault() {
    return target.entry() instanceof Fault;
  }

  /** How the run differs from what the manifest promises, one line each. */
  List<String> differences() {
    return Expectation.compare(target.entry(), result, graph);
  }

  /** Whether outcome and violated name are the promised ones, whatever the numbers. */
  boolean isAsPromised() {
    Expected expected = target.entry().expected();
    return result.outcome() == expected.outcome()
        && result.exitCode() == expected.exitCode()
        && Objects.equals(result.violated(), expected.violates());
  }

  /** What a run that is not as promised amounts to. */
  ExitCode verdict() {
    return verdict(result);
  }

  static ExitCode verdict(CheckResult result) {
    if (result.outcome() == Outcome.NOT_FINISHED) {
      return ExitCode.NOT_FINISHED;
    }
    return result.outcome().isVerdict() ? ExitCode.VIOLATED : ExitCode.UNUSABLE;
  }
}
