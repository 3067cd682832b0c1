package org.lockstep.kit.tlc.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.MeasuredOn;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.TlcException;
import tla2sany.st.Location;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.ModelChecker;
import tlc2.tool.fp.FPSetConfiguration;
import util.Assert;

/** One check of a loaded specification, from the first state to the result. */
final class Run {
  /** The on-heap set: the off-heap one has known index errors. */
  private static final String FINGERPRINTS = "tlc2.tool.fp.MSBDiskFPSet";

  private final CheckRequest request;
  private final Spec spec;
  private final Path scratch;
  private final StateGraph.@Nullable Builder builder;
  private final Console console;
  private final Recorder recorder;
  private final GraphWriter writer;
  private volatile @Nullable ModelChecker checker;
  private volatile boolean stopped;

  Run(
      CheckRequest request,
      Spec spec,
      Path scratch,
      StateGraph.@Nullable Builder builder,
      Console console,
      Recorder recorder) {
    this.request = request;
    this.spec = spec;
    this.scratch = scratch;
    this.builder = builder;
    this.console = console;
    this.recorder = recorder;
    this.writer = new GraphWriter(spec.tool().getActions(), spec.labels(), spec.values(), builder);
  }

  @Nullable ModelChecker checker() {
    return checker;
  }

  /** TLC ends after the states in hand; a pass over temporal properties is abandoned. */
  void stop() {
    stopped = true;
    recorder.stop();
    ModelChecker now = checker;
    if (now != null) {
      now.stop();
    }
  }

  Exploration explore(SpecPath path, long start) {
    int code = modelCheck();
    ModelChecker done = checker;
    long generated = done == null ? 0 : done.getStatesGenerated();
    long distinct = done == null ? 0 : done.getDistinctStatesGenerated();
    long left = done == null ? 0 : done.getStateQueueSize();
    Outcome outcome = outcome(code, left);
    StateGraph graph = graph(outcome, left, generated);
    List<String> messages = new ArrayList<>(Messages.errors(console.messages()));
    String violated = outcome.isViolation() ? violated(outcome, messages) : null;
    CheckResult result =
        new CheckResult(
            outcome,
            outcome == Outcome.NOT_FINISHED ? CheckResult.NO_EXIT_CODE : exitCode(outcome, code),
            violated,
            generated,
            distinct,
            left,
            depth(done, distinct),
            (System.nanoTime() - start) / 1e9,
            TLCGlobals.getNumWorkers(),
            spec.properties().hasSymmetry(),
            writer.counts(),
            new Counterexamples(spec.tool(), spec.labels(), spec.values()).of(recorder),
            messages,
            outcome == Outcome.HELD ? cut(generated) : 0,
            MeasuredOn.hash(Spec.sources(path), request.cfg()));
    return new Exploration(result, graph, graph == null ? Map.of() : unreached());
  }

  private int modelCheck() {
    try {
      if (spec.properties().hasTemporal()) {
        TLCGlobals.setNumWorkers(1); // with more, TLC 2.18 misses violations (issue 971)
      }
      Path states = scratch.resolve("states");
      Files.createDirectories(states);
      ModelChecker made =
          new ModelChecker(
              spec.tool(),
              states.toString(),
              writer,
              !request.cfgDecidesDeadlock() || spec.properties().checksDeadlock(),
              null,
              new FPSetConfiguration(request.memory(), FINGERPRINTS),
              System.currentTimeMillis());
      TLCGlobals.mainChecker = made;
      checker = made;
      if (stopped) {
        made.stop(); // the request to stop came before the checker was there to hear it
      }
      return made.modelCheck();
    } catch (Assert.TLCRuntimeException e) {
      console.println("Error: " + e.getMessage());
      return e.errorCode;
    } catch (EvalException e) {
      console.println("Error: " + e.getMessage());
      return e.getErrorCode();
    } catch (OutOfMemoryError e) {
      console.println("Error: TLC needs more heap than -Xmx gives: " + e.getMessage());
      return EC.SYSTEM_OUT_OF_MEMORY;
    } catch (TlcException e) {
      throw e;
    } catch (Exception | TlcExit | Stopped | StackOverflowError e) {
      console.println("Error: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      return EC.GENERAL;
    }
  }

  private Outcome outcome(int code, long left) {
    Outcome outcome = Verdicts.outcome(code);
    if (stopped && (!outcome.isViolation() || outcome == Outcome.LIVENESS)) {
      return Outcome.NOT_FINISHED;
    }
    if (Shim.exited()) {
      return Outcome.SYSTEM_ERROR;
    }
    return outcome == Outcome.HELD && left != 0 ? Outcome.NOT_FINISHED : outcome;
  }

  private static int exitCode(Outcome outcome, int code) {
    return outcome == Outcome.SYSTEM_ERROR ? EC.ExitStatus.ERROR_SYSTEM : Verdicts.exitCode(code);
  }

  /** Complete only if TLC walked to the end, which it did before it checked temporal properties. */
  private @Nullable StateGraph graph(Outcome outcome, long left, long generated) {
    boolean walked = outcome == Outcome.HELD || outcome == Outcome.LIVENESS;
    if (builder == null || !walked || left != 0) {
      return null;
    }
    boolean constrained = spec.tool().hasStateOrActionConstraints();
    if (!constrained && writer.steps() != generated - recorder.initialStates()) {
      throw new TlcException(
          "the graph has "
              + writer.steps()
              + " steps but TLC generated "
              + generated
              + " states, "
              + recorder.initialStates()
              + " of them initial");
    }
    return builder.build();
  }

  /** TLC counts a state before it asks the constraints, and writes a step after. */
  private long cut(long generated) {
    boolean constrained = spec.tool().hasStateOrActionConstraints();
    return constrained ? generated - recorder.initialStates() - writer.steps() : 0;
  }

  /**
   * Within the actions' own definitions: an operator that several of them share need not be used up
   * by each.
   */
  private Map<String, Set<String>> unreached() {
    Map<String, Set<String>> own = new TreeMap<>();
    Map<String, Set<String>> all = recorder.unreached();
    for (Action action : spec.tool().getActions()) {
      String name = String.valueOf(action.getName());
      Location body = action.getOpDef().getBody().getLocation();
      for (String place : all.getOrDefault(name, Set.of())) {
        if (body.includes(Location.parseLocation(place))) {
          own.computeIfAbsent(name, same -> new TreeSet<>()).add(place);
        }
      }
    }
    return own;
  }

  private @Nullable String violated(Outcome outcome, List<String> messages) {
    if (outcome != Outcome.LIVENESS) {
      String part = recorder.violated();
      return part == null ? null : spec.properties().named(part);
    }
    List<String> temporal = spec.properties().temporal();
    if (temporal.size() == 1) {
      return temporal.get(0);
    }
    messages.add(
        "the cfg names "
            + temporal.size()
            + " temporal properties, "
            + temporal
            + ", and TLC does not say which one is violated: put one into each cfg");
    return null;
  }

  private int depth(@Nullable ModelChecker done, long distinct) {
    if (done == null || distinct == 0) {
      return 0; // a module of assumptions only has no behaviour, whatever TLC says of its depth
    }
    return recorder.depth() > 0 ? recorder.depth() : done.getProgress();
  }
}
