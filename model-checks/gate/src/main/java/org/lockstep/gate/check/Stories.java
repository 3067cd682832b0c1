package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Observation;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.Story;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Divergence;

/**
 * The behaviours of a run that a reader can go through step by step, with what the engines showed:
 * counterexamples of faults, divergences, and violations that nobody expected.
 */
final class Stories {
  private static final Map<String, String> LANGUAGE = Map.of("java", "Java", "native", "C++");

  private final Workspace workspace;
  private final List<EngineUnderTest> engines;
  private final Findings findings;
  private final TraceFiles traces;
  private final Reuse reuse;
  private final List<Story> stories = new ArrayList<>();
  private final List<Evidence.Replayable> replayables = new ArrayList<>();

  Stories(
      Workspace workspace,
      List<EngineUnderTest> engines,
      Findings findings,
      TraceFiles traces,
      Reuse reuse) {
    this.reuse = reuse;
    this.workspace = workspace;
    this.engines = engines;
    this.findings = findings;
    this.traces = traces;
  }

  List<Story> stories() {
    return List.copyOf(stories);
  }

  List<Evidence.Replayable> replayables() {
    return List.copyOf(replayables);
  }

  void tell(List<Run> runs) {
    findings.divergences.forEach(this::divergence);
    for (Run run : runs) {
      if (run.isReused() && run.isFault()) {
        reuse.story(run.target()).ifPresent(this::tellAgain);
        continue;
      }
      Trace counterexample = run.result().counterexample();
      if (counterexample == null) {
        continue;
      }
      if (!run.isAsPromised()) {
        violation(run, counterexample);
      } else if (run.isFault()) {
        fault(run, FaultTrace.of(counterexample));
      } // a witness that something is reachable is no story of anything wrong
    }
  }

  private void fault(Run run, Trace trace) {
    Target target = run.target();
    Fault fault = (Fault) target.entry();
    String file = traces.save(trace, target.module(), target.name(), "fault");
    Map<String, Observation> shown = new LinkedHashMap<>();
    List<EngineUnderTest> able =
        engines.stream()
            .filter(engine -> fault.engines().contains(engine.name()))
            .filter(engine -> findings.divergences.stream().noneMatch(isOf(target, engine)))
            .toList();
    for (EngineUnderTest engine : able) {
      watch(engine, target, trace, true)
          .ifPresent(
              seen ->
                  shown.put(language(engine) + " with the fault", withHarm(seen, target, engine)));
    }
    for (EngineUnderTest engine : able) {
      watch(engine, target, trace, false)
          .ifPresent(
              seen -> shown.put(language(engine) + ", sound", refusing(seen, target, engine)));
    }
    String violated = run.result().violated();
    String text =
        (violated == null ? run.result().outcome() : "violates " + violated) + ": " + fault.harm();
    Story story = add("planted fault", target, text, file, trace, shown);
    Evidence.Replayable replayable = replayable(target, true, file, trace, able);
    if (engines.stream()
        .map(engine -> row(target, engine))
        .allMatch(row -> row == null || row.caught())) {
      reuse.keep(target, new Told(story, replayable));
    }
  }

  /** The story of a fault, and its trace for a test. */
  record Told(Story story, Evidence.@Nullable Replayable replayable) {}

  private void tellAgain(Told told) {
    stories.add(told.story());
    if (told.replayable() != null) {
      replayables.add(told.replayable());
    }
  }

  private static Predicate<Divergent> isOf(Target target, EngineUnderTest engine) {
    return divergent ->
        divergent.engine().name().equals(engine.name())
            && divergent.target().module().equals(target.module());
  }

  private void divergence(Divergent divergent) {
    Target target = divergent.target();
    Divergence divergence = divergent.divergence();
    String engine = divergent.engine().name();
    Trace trace = divergence.trace();
    String file = traces.save(trace, target.module(), target.name(), engine);
    Map<String, Observation> shown = new LinkedHashMap<>();
    if (divergence.kind() != Divergence.Kind.STUCK && !trace.labels().isEmpty()) {
      watchAll(target, trace, shown); // a stuck thread would only be stuck again
    }
    add("divergence on " + engine, target, divergence.message(), file, trace, shown);
    replayable(target, false, file, trace, List.of(divergent.engine()));
  }

  private void violation(Run run, Trace counterexample) {
    Target target = run.target();
    Trace trace = FaultTrace.of(counterexample);
    String file = traces.save(trace, target.module(), target.name(), "tlc");
    Map<String, Observation> shown = new LinkedHashMap<>();
    if (!trace.labels().isEmpty()) {
      watchAll(target, trace, shown);
    }
    add("unexpected violation", target, run.result().summary(), file, trace, shown);
    replayable(target, false, file, trace, shown.isEmpty() ? List.of() : engines);
  }

  private void watchAll(Target target, Trace trace, Map<String, Observation> shown) {
    for (EngineUnderTest engine : engines) {
      watch(engine, target, trace, false).ifPresent(seen -> shown.put(language(engine), seen));
    }
  }

  /** A loop is gone through once. */
  private Optional<Observation> watch(
      EngineUnderTest engine, Target target, Trace trace, boolean faulty) {
    List<Observation> seen = new ArrayList<>();
    findings.guard(
        target + " on " + engine.name(),
        () -> {
          try {
            engine.watch(target, trace.unrolled(1), faulty).ifPresent(seen::add);
          } catch (UnusableInput unknown) {
            // A module that this engine does not implement has a story without it.
          }
        });
    return seen.stream().findFirst();
  }

  private Observation withHarm(Observation seen, Target target, EngineUnderTest engine) {
    FaultRow row = row(target, engine);
    return row == null || row.by() == null
        ? seen
        : new Observation(seen.demanded(), seen.shown(), "Harm: " + row.by() + ".");
  }

  /** The sound engine up to the step that it refuses: what it does elsewhere tells nothing. */
  private Observation refusing(Observation seen, Target target, EngineUnderTest engine) {
    FaultRow row = row(target, engine);
    int kept = seen.agreeing();
    List<Map<String, String>> shown =
        seen.shown().subList(0, Math.min(seen.shown().size(), kept + 1));
    String end = row == null || row.step() == null ? seen.end() : "Refuses " + row.step() + ".";
    return new Observation(seen.demanded(), shown, end);
  }

  private @Nullable FaultRow row(Target target, EngineUnderTest engine) {
    return findings.faults.stream()
        .filter(row -> row.isPlanted() && row.where().equals(engine.name()))
        .filter(row -> (row.module() + " " + row.fault()).equals(target.toString()))
        .findFirst()
        .orElse(null);
  }

  private Story add(
      String kind,
      Target target,
      String text,
      String file,
      Trace trace,
      Map<String, Observation> shown) {
    StoryText words = new StoryText(trace, target.manifest());
    List<Story.Column> columns = new ArrayList<>();
    columns.add(words.model(List.copyOf(shown.values())));
    shown.forEach((name, seen) -> columns.add(new Story.Column(name, seen.shown(), seen.end())));
    String id =
        (target.module() + "-" + target.name() + "-" + kind).replaceAll("[^A-Za-z0-9]+", "-");
    Story story =
        new Story(
            id,
            kind,
            target.module(),
            target.name(),
            text,
            file,
            words.lanes(),
            words.steps(),
            columns,
            trace.loopTo());
    stories.add(story);
    return story;
  }

  private Evidence.@Nullable Replayable replayable(
      Target target, boolean fault, String file, Trace trace, List<EngineUnderTest> on) {
    if (trace.labels().isEmpty() || on.isEmpty()) {
      return null;
    }
    try {
      Evidence.Replayable replayable =
          new Evidence.Replayable(
              target.module(),
              target.name(),
              fault,
              file.replace('\\', '/'),
              Files.readString(workspace.root().resolve(file)),
              on.stream().map(EngineUnderTest::name).toList());
      replayables.add(replayable);
      return replayable;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String language(EngineUnderTest engine) {
    return LANGUAGE.getOrDefault(engine.name(), engine.name());
  }
}
