package org.lockstep.gate.mutate;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.manifest.Expected;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.ReplayResult;
import org.lockstep.kit.tlc.ActionCount;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;
import org.lockstep.kit.tlc.TlcException;

/**
 * All checks on one mutant of a model, in the order in which we would like them to notice it:
 * properties, witnesses, replay; first on the cheap models, then on the others.
 */
final class ModelTrial {
  private static final Duration SAFETY_LIMIT = Duration.ofSeconds(60);
  private static final Duration LIVENESS_LIMIT = Duration.ofSeconds(100);

  /** A mutant with so many states, and so many times the sound model's, is taken to have no end. */
  private static final long ENDLESS = 100_000;

  private static final long ENDLESS_TIMES = 4;

  /** Models with at most so many generated states are cheap. */
  private static final long CHEAP = 25_000;

  private static final int MESSAGE = 120;

  /** What noticed the mutant. */
  record Noticed(String by, @Nullable String step) {}

  private final Manifest manifest;
  private final SoundModels sound;
  private final Bench bench;
  private final EngineUnderTest engine;
  private final Map<Model, StateGraph> graphs = new HashMap<>();
  private final Set<String> dead = new TreeSet<>();
  private final Set<String> taken = new TreeSet<>();
  private boolean anotherGraph;
  private String undecided = "";

  ModelTrial(Manifest manifest, SoundModels sound, Bench bench, EngineUnderTest engine) {
    this.manifest = manifest;
    this.sound = sound;
    this.bench = bench;
    this.engine = engine;
  }

  /** Fairness changes no graph: only the temporal properties can notice. */
  Optional<Noticed> ofFairness() {
    List<Model> cheap = sound.live().stream().filter(ModelTrial::isCheap).toList();
    return first(cheap.isEmpty() ? sound.live() : cheap, this::live);
  }

  Optional<Noticed> ofActions() {
    List<Model> cheap = sound.held().stream().filter(ModelTrial::isCheap).toList();
    List<Model> others = sound.held().stream().filter(model -> !isCheap(model)).toList();
    return first(cheap, this::properties)
        .or(() -> first(sound.witnesses(), this::witness))
        .or(() -> first(cheap, this::replay))
        .or(() -> first(others, this::properties))
        .or(this::deadActions)
        .or(() -> first(others, this::replay))
        .or(() -> anotherGraph ? ofFairness() : Optional.empty())
        .or(this::compareTheRest);
  }

  private static boolean isCheap(Model model) {
    return SoundModels.states(model) <= CHEAP;
  }

  private static Optional<Noticed> first(
      List<Model> models, Function<Model, Optional<Noticed>> check) {
    return models.stream().map(check).flatMap(Optional::stream).findFirst();
  }

  /** Whether every small model has the very states and transitions that it has without mutation. */
  boolean isSameGraph() {
    return !anotherGraph;
  }

  /** The checks that did not end in time, empty if all did. */
  String undecided() {
    return undecided;
  }

  private CheckRequest request(Model model) {
    return bench.request(model).limit(SAFETY_LIMIT).mostStates(most(model));
  }

  private static long most(Model model) {
    return Math.max(ENDLESS, ENDLESS_TIMES * SoundModels.states(model));
  }

  private Optional<Noticed> properties(Model model) {
    CheckResult result;
    try {
      result = model.replay() ? explore(model) : Tlc.check(request(model));
    } catch (TlcException refused) {
      return noticed(Notice.EVALUATION, message(String.valueOf(refused.getMessage())), null);
    }
    for (Map.Entry<String, ActionCount> action : result.actions().entrySet()) {
      (action.getValue().generated() == 0 ? dead : taken).add(action.getKey());
    }
    Expected expected = model.expected();
    anotherGraph |=
        differs(expected.generated(), result.generated())
            || differs(expected.distinct(), result.distinct());
    return result.outcome() == Outcome.HELD ? Optional.empty() : fromTlc(model, result);
  }

  /** Checks a model and keeps its graph for the replay, so that it is walked only once. */
  private CheckResult explore(Model model) {
    Exploration exploration = Tlc.explore(request(model));
    if (exploration.graph() != null) {
      graphs.put(model, exploration.graph());
    }
    return exploration.result();
  }

  /** Notices nothing; tells a survivor that changes nothing from one that nothing looks at. */
  private Optional<Noticed> compareTheRest() {
    for (Model model : sound.held()) {
      StateGraph graph =
          anotherGraph || model.replay() ? null : Tlc.explore(request(model)).graph();
      anotherGraph |= graph != null && !sound.isSame(model, graph);
    }
    return Optional.empty();
  }

  private static boolean differs(@Nullable Long pinned, long counted) {
    return pinned != null && pinned != counted;
  }

  /** The sound models together take every action, which the gate demands of them. */
  private Optional<Noticed> deadActions() {
    dead.removeAll(taken);
    return dead.isEmpty()
        ? Optional.empty()
        : noticed(Notice.ACTION, "no model takes " + String.join(", ", dead), null);
  }

  private Optional<Noticed> fromTlc(Model model, CheckResult result) {
    Trace trace = result.counterexample();
    String step =
        trace == null || trace.labels().isEmpty()
            ? null
            : trace.labels().get(trace.labels().size() - 1).toString();
    if (result.outcome() == Outcome.LIVENESS) {
      return noticed(Notice.LIVENESS, String.valueOf(result.violated()), step);
    }
    if (result.outcome().isViolation()) {
      String name = result.violated() == null ? "Deadlock" : result.violated();
      return noticed(Notice.PROPERTY, name, step);
    }
    if (result.outcome() == Outcome.NOT_FINISHED) {
      if (result.generated() > most(model)) { // and not just slow
        String what = model.name() + " has more than " + most(model) + " states";
        return noticed(
            Notice.SIZE, what + "; without the mutation " + SoundModels.states(model), null);
      }
      undecided += "; no verdict on " + model.name() + " in time";
      return Optional.empty();
    }
    String why = result.messages().isEmpty() ? result.summary() : result.messages().get(0);
    return noticed(Notice.EVALUATION, message(why), step);
  }

  private Optional<Noticed> witness(Model model) {
    CheckResult result = Tlc.check(request(model));
    Expected expected = model.expected();
    if (result.outcome() == expected.outcome()
        && Objects.equals(result.violated(), expected.violates())) {
      return Optional.empty();
    }
    if (!result.outcome().isVerdict()) {
      return fromTlc(model, result);
    }
    String what = model.name() + ": " + result.outcome();
    return noticed(
        Notice.WITNESS, result.violated() == null ? what : what + " of " + result.violated(), null);
  }

  private Optional<Noticed> live(Model model) {
    CheckResult result = Tlc.check(bench.request(model).limit(LIVENESS_LIMIT));
    return result.outcome() == Outcome.HELD ? Optional.empty() : fromTlc(model, result);
  }

  /** The mutant is driven as if it were the model: the engine, which is sound, must disagree. */
  private Optional<Noticed> replay(Model model) {
    StateGraph graph = graphs.remove(model);
    if (graph == null || sound.isSame(model, graph)) {
      return Optional.empty(); // without a graph, properties() has told why
    }
    anotherGraph = true;
    Divergence divergence = replay(model, graph).divergence();
    if (divergence == null) {
      return Optional.empty();
    }
    String step = divergence.label() == null ? null : divergence.label().toString();
    return noticed(Notice.REPLAY, engine.name() + ", " + message(divergence.message()), step);
  }

  private ReplayResult replay(Model model, StateGraph graph) {
    PathCover.Options options =
        PathCover.Options.standard().withAgent(engine.alphabet(manifest.module())::agent);
    List<Path> paths = PathCover.of(graph, options);
    synchronized (engine) { // the seam of this JVM serves one replay at a time
      return engine.replay(new Target(manifest, model), graph, paths);
    }
  }

  private static Optional<Noticed> noticed(Notice kind, String what, @Nullable String step) {
    return Optional.of(new Noticed(kind.by(what), step));
  }

  private static String message(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= MESSAGE ? line : line.substring(0, MESSAGE - 3) + "...";
  }
}
