package org.lockstep.kit.replay;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.ShortestPaths;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Divergence.Kind;

/**
 * The first divergence of a replay, put into words. Steps are counted from 0; {@code taken} is how
 * many the path has behind it.
 */
final class Finding {
  private final StateGraph graph;
  private @Nullable Divergence divergence;
  private @Nullable Path path;

  Finding(StateGraph graph) {
    this.graph = graph;
  }

  boolean isMade() {
    return divergence != null;
  }

  @Nullable Divergence divergence() {
    return divergence;
  }

  /** The path up to and including the diverging step. */
  @Nullable Path path() {
    return path;
  }

  void refused(Path whole, int taken, Label label, String refusal) {
    Kind kind =
        refusal.contains("would block") || refusal.contains("cannot start")
            ? Kind.ENABLED_IN_MODEL_ONLY
            : Kind.WRONG_POINT;
    make(
        whole,
        taken,
        kind,
        label.toString(),
        refusal,
        "the model takes this step, but " + refusal,
        null);
  }

  void stateDiffers(Path whole, int taken, Object expected, @Nullable Object actual) {
    Map<String, @Nullable Object> model = Views.parts(expected);
    Map<String, @Nullable Object> engine = Views.parts(actual);
    StringBuilder text = new StringBuilder("the state differs");
    for (String name : Views.differing(expected, actual)) {
      text.append("; ")
          .append(name)
          .append(": model ")
          .append(model.get(name))
          .append(", system ")
          .append(engine.get(name));
    }
    int outcomes = taken == 0 ? 1 : outcomes(whole.edge(taken - 1));
    if (outcomes > 1) {
      text.append("; the model is nondeterministic here, with ")
          .append(outcomes)
          .append(" outcomes of this one label");
    }
    make(whole, taken, Kind.STATE_DIFFERS, expected, actual, text.toString(), null);
  }

  private int outcomes(int edge) {
    int node = graph.source(edge);
    int count = 0;
    for (int other = graph.firstEdge(node); other < graph.edgesEnd(node); other++) {
      count += graph.labelId(other) == graph.labelId(edge) ? 1 : 0;
    }
    return count;
  }

  void enabledDiffer(
      Path whole, int taken, Set<String> model, Set<String> engine, String whereabouts) {
    Set<String> modelOnly = new TreeSet<>(model);
    modelOnly.removeAll(engine);
    Set<String> engineOnly = new TreeSet<>(engine);
    engineOnly.removeAll(model);
    StringBuilder text = new StringBuilder();
    if (!modelOnly.isEmpty()) {
      text.append("the model enables ").append(modelOnly).append(" but the system does not");
    }
    if (!engineOnly.isEmpty()) {
      text.append(text.length() > 0 ? "; " : "")
          .append("the system enables ")
          .append(engineOnly)
          .append(" but the model does not");
    }
    text.append(whereabouts);
    Kind kind = modelOnly.isEmpty() ? Kind.ENABLED_IN_ENGINE_ONLY : Kind.ENABLED_IN_MODEL_ONLY;
    make(whole, taken, kind, model, engine, text.toString(), null);
  }

  void engineOnly(Path whole, int taken, Worker worker, Set<String> model) {
    String step = worker.point + "(" + worker.getName() + ")";
    make(
        whole,
        taken,
        Kind.ENABLED_IN_ENGINE_ONLY,
        model,
        Set.of(step),
        "the system enables " + step + ", which the model never does",
        null);
  }

  void unknownPoint(Path whole, int taken, Worker worker) {
    String text =
        "thread "
            + worker.getName()
            + " is at step point "
            + worker.point
            + ", which is no step of this model: name it in the alphabet, or as ignored";
    make(
        whole,
        taken,
        Kind.WRONG_POINT,
        "a step point of the model",
        String.valueOf(worker.point),
        text,
        null);
  }

  void threw(Path whole, int taken, @Nullable String thread, Throwable thrown) {
    String who = thread == null ? "the subject" : "thread " + thread;
    make(
        whole,
        taken,
        Kind.THREW,
        "no exception",
        thrown.toString(),
        who + " threw " + thrown,
        thrown);
  }

  void stuck(Path whole, int taken, String message, Throwable where) {
    make(
        whole,
        taken,
        Kind.STUCK,
        "a step point or the end of the operation",
        message,
        message,
        where);
  }

  private void make(
      Path whole,
      int taken,
      Kind kind,
      @Nullable Object expected,
      @Nullable Object actual,
      String text,
      @Nullable Throwable cause) {
    if (divergence != null) {
      return;
    }
    Path prefix = whole.prefix(taken);
    Label label = taken == 0 ? null : graph.label(whole.edge(taken - 1));
    String place = label == null ? "initial state: " : "step " + (taken - 1) + " " + label + ": ";
    path = prefix;
    divergence =
        new Divergence(
            Trace.of(graph, prefix),
            taken - 1,
            label,
            kind,
            expected,
            actual,
            oneLine(place + text),
            cause,
            false);
  }

  /**
   * A shortest behaviour through the diverging step takes the place of the found one if, replayed,
   * it diverges there too. A thread that is stuck costs the whole watchdog's time, so is not tried
   * again.
   */
  void shorten(Function<Path, Finding> replay) {
    Divergence found = divergence;
    Path whole = path;
    if (found == null || whole == null || found.kind() == Kind.STUCK) {
      return;
    }
    Path shortest =
        whole.length() == 0
            ? whole
            : new ShortestPaths(graph).through(whole.edge(whole.length() - 1));
    if (shortest.length() == whole.length()) {
      divergence = found.asShortest();
      return;
    }
    Finding again = replay.apply(shortest);
    if (again.divergence != null && again.sameAs(this)) {
      path = again.path;
      divergence = again.divergence.asShortest();
    }
  }

  static Set<String> texts(Collection<Label> labels) {
    Set<String> texts = new TreeSet<>();
    labels.forEach(label -> texts.add(label.toString()));
    return texts;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  private boolean sameAs(Finding other) {
    Path mine = path;
    Path others = other.path;
    if (mine == null || others == null || divergence == null || other.divergence == null) {
      return false;
    }
    boolean sameEdge =
        mine.length() > 0
            && others.length() > 0
            && mine.edge(mine.length() - 1) == others.edge(others.length() - 1);
    return sameEdge && divergence.kind() == other.divergence.kind();
  }
}
