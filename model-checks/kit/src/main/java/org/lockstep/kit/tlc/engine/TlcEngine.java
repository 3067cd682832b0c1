package org.lockstep.kit.tlc.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CfgView;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Progress;
import org.lockstep.kit.tlc.SpecView;
import org.lockstep.kit.tlc.TlcException;
import org.lockstep.kit.tlc.bridge.Engine;
import org.lockstep.kit.tlc.bridge.Steps;
import tlc2.tool.ConfigFileException;
import tlc2.tool.EvalException;
import tlc2.tool.ModelChecker;
import util.Assert;

/** Drives the TLC of this class loader. */
public final class TlcEngine implements Engine {
  private final Console console = new Console();
  private final Recorder recorder = new Recorder();
  private final long start = System.nanoTime();
  private volatile @Nullable Run run;
  private volatile boolean stopped;

  @Override
  public Exploration check(CheckRequest request, Path scratch, boolean graph) {
    SpecPath path = new SpecPath(request, scratch);
    Spec spec;
    try {
      spec = Spec.load(request, path, console, recorder, graph);
    } catch (RuntimeException | StackOverflowError | TlcExit e) {
      return new Exploration(notLoaded(e), null);
    }
    String refusal = spec.properties().refusal(request).orElse(null);
    if (refusal == null && graph && spec.properties().hasSymmetry()) {
      refusal =
          "SYMMETRY folds states whose actions differ, so a graph's labels would mean nothing; use a cfg without SYMMETRY";
    }
    if (refusal != null) {
      return new Exploration(CheckResult.failed(Outcome.CONFIG_ERROR, 151, refusal), null);
    }
    if (graph) {
      spec.labels().requireComplete();
    }
    Run made =
        new Run(request, spec, scratch, graph ? new StateGraph.Builder() : null, console, recorder);
    run = made;
    if (stopped) {
      made.stop();
    }
    return made.explore(path, start);
  }

  @Override
  public Steps open(CheckRequest request, Path scratch) {
    Spec spec;
    try {
      spec =
          Spec.load(request.workers(1), new SpecPath(request, scratch), console, recorder, false);
    } catch (RuntimeException | StackOverflowError | TlcExit e) {
      throw new TlcException(notLoaded(e).summary());
    }
    spec.labels().requireComplete();
    return new StepEngine(spec);
  }

  @Override
  public SpecView view(CheckRequest request, Path scratch) {
    Spec spec;
    try {
      spec =
          Spec.load(request.workers(1), new SpecPath(request, scratch), console, recorder, false);
    } catch (RuntimeException | StackOverflowError | TlcExit e) {
      throw new TlcException(notLoaded(e).summary());
    }
    return SanyReader.read(spec);
  }

  @Override
  public CfgView view(Path cfg) {
    try {
      return CfgReader.read(cfg, console);
    } catch (RuntimeException e) {
      throw new TlcException("TLC cannot read the cfg " + cfg + ": " + notLoaded(e).summary());
    }
  }

  private CheckResult notLoaded(Throwable thrown) {
    int code = 1000;
    if (thrown instanceof Assert.TLCRuntimeException known) {
      code = known.errorCode;
    } else if (thrown instanceof EvalException known) {
      code = known.getErrorCode();
    } else if (thrown instanceof ConfigFileException) {
      code = 5002;
    }
    Outcome outcome = Verdicts.outcome(code);
    List<String> messages =
        outcome == Outcome.PARSE_ERROR
            ? Messages.parserErrors(console.messages())
            : Messages.thrown(thrown);
    return CheckResult.failed(outcome, Verdicts.exitCode(code), messages.toArray(String[]::new));
  }

  @Override
  public Progress progress() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    Run now = run;
    ModelChecker checker = now == null ? null : now.checker();
    return checker == null
        ? new Progress(0, 0, 0, elapsed)
        : new Progress(
            checker.getStatesGenerated(),
            checker.getDistinctStatesGenerated(),
            checker.getStateQueueSize(),
            elapsed);
  }

  @Override
  public void stop() {
    stopped = true;
    Run now = run;
    if (now != null) {
      now.stop();
    }
  }

  @Override
  public void release() {
    Shim.release();
  }
}
