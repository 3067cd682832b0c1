package org.lockstep.kit.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;

/** Replays behaviours of a model on a system, thread by thread and step by step. */
public final class Replay {
  private Replay() {}

  /**
   * Follows the paths and checks view and enabled steps after every step; ends at the first
   * divergence.
   */
  public static <V> ReplayResult run(
      StateGraph graph,
      List<Path> paths,
      SubjectFactory<V> factory,
      Alphabet alphabet,
      ReplayOptions options) {
    requireSteps(graph, paths);
    return run(new GraphIndex<>(graph, factory, alphabet), paths, factory, alphabet, options, true);
  }

  /**
   * Follows one trace, such as an ITF file, and checks the view after every step.
   *
   * @param graph if given, the trace must be a behaviour of it, and enabled steps are checked too
   */
  public static <V> ReplayResult trace(
      Trace trace,
      SubjectFactory<V> factory,
      Alphabet alphabet,
      ReplayOptions options,
      @Nullable StateGraph graph) {
    requireLabels(trace);
    if (graph != null) {
      Path path = TracePaths.find(graph, trace);
      return run(
          new GraphIndex<>(graph, factory, alphabet),
          List.of(path),
          factory,
          alphabet,
          options,
          true);
    }
    StateGraph line = TracePaths.line(trace);
    List<Path> paths = List.of(TracePaths.whole(line));
    return run(new GraphIndex<>(line, factory, alphabet), paths, factory, alphabet, options, false);
  }

  /**
   * Takes the steps of a trace without comparing anything, then lets all threads run on, and says
   * what became of it. For systems with a fault: a step that the system refuses ends the schedule
   * and is reported, not thrown.
   */
  public static <V> DriveResult<V> drive(
      Trace trace, SubjectFactory<V> factory, Alphabet alphabet, ReplayOptions options) {
    return run(trace, factory, alphabet, options, null);
  }

  /** Like {@link #drive}, and keeps what the system showed after each step of the schedule. */
  public static <V> Watched<V> watch(
      Trace trace, SubjectFactory<V> factory, Alphabet alphabet, ReplayOptions options) {
    List<V> views = new ArrayList<>();
    DriveResult<V> result = run(trace, factory, alphabet, options, views::add);
    return new Watched<>(views, result);
  }

  private static <V> DriveResult<V> run(
      Trace trace,
      SubjectFactory<V> factory,
      Alphabet alphabet,
      ReplayOptions options,
      @Nullable Consumer<V> watcher) {
    requireLabels(trace);
    List<String> threads = alphabet.threads(trace.labels());
    DriveScript<V> script = new DriveScript<>(trace, factory, alphabet, threads, watcher);
    new Baton(threads, script, alphabet, options).run();
    return script.result();
  }

  static void requireSteps(StateGraph graph, List<Path> paths) {
    if (paths.stream().mapToLong(Path::length).sum() == 0) {
      throw new Misuse(
          "nothing to replay: " + paths.size() + " paths without a single step in " + graph);
    }
  }

  static void requireLabels(Trace trace) {
    if (trace.labels().isEmpty()) {
      throw new Misuse(
          "nothing to replay: the trace has "
              + trace.length()
              + " steps and names no action; a replay needs labels");
    }
  }

  private static <V> ReplayResult run(
      GraphIndex<V> index,
      List<Path> paths,
      SubjectFactory<V> factory,
      Alphabet alphabet,
      ReplayOptions options,
      boolean checkEnabled) {
    GraphScript<V> script = new GraphScript<>(index, paths, factory, checkEnabled);
    long start = System.nanoTime();
    new Baton(index.threads, script, alphabet, options).run();
    long nanos = System.nanoTime() - start;
    Divergence divergence = script.finding().divergence();
    if (divergence != null && divergence.cause() instanceof Misuse) {
      throw (Misuse) divergence.cause();
    }
    if (options.shorten()) {
      script
          .finding()
          .shorten(
              path -> {
                GraphScript<V> again =
                    new GraphScript<>(index, List.of(path), factory, checkEnabled);
                new Baton(index.threads, again, alphabet, options).run();
                return again.finding();
              });
    }
    return script.result(nanos);
  }
}
