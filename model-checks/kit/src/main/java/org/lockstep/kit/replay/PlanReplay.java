package org.lockstep.kit.replay;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;

/**
 * {@link Replay} for engines that carry out a whole plan in one call. The checks, counters and
 * findings are the same.
 */
public final class PlanReplay {
  private PlanReplay() {}

  /**
   * Follows the paths and checks row and ready mask after every step; ends at the first divergence.
   * The time in the result is that of the engine's calls and of the comparisons.
   */
  public static <V> ReplayResult run(
      StateGraph graph,
      List<Path> paths,
      PlanEngine<V> engine,
      Alphabet alphabet,
      ReplayOptions options) {
    Replay.requireSteps(graph, paths);
    return run(new PlanIndex<>(graph, engine, alphabet), paths, options, true);
  }

  /**
   * Follows one trace, such as an ITF file, and checks the row after every step.
   *
   * @param graph if given, the trace must be a behaviour of it, and ready masks are checked too
   */
  public static <V> ReplayResult trace(
      Trace trace,
      PlanEngine<V> engine,
      Alphabet alphabet,
      ReplayOptions options,
      @Nullable StateGraph graph) {
    Replay.requireLabels(trace);
    StateGraph walked = graph == null ? TracePaths.line(trace) : graph;
    Path path = graph == null ? TracePaths.whole(walked) : TracePaths.find(graph, trace);
    return run(new PlanIndex<>(walked, engine, alphabet), List.of(path), options, graph != null);
  }

  /**
   * Takes the steps of a trace without comparing anything, then lets all threads run on, and says
   * what became of it. A step that the engine refuses ends the schedule and is reported, not
   * thrown.
   */
  public static <V> DriveResult<V> drive(Trace trace, PlanEngine<V> engine) {
    return drive(trace, engine, null);
  }

  /** Like {@link #drive}, and keeps what the engine showed after each step of the schedule. */
  public static <V> Watched<V> watch(Trace trace, PlanEngine<V> engine) {
    List<V> views = new ArrayList<>();
    DriveResult<V> result = drive(trace, engine, row -> views.add(engine.view(row)));
    return new Watched<>(views, result);
  }

  private static <V> DriveResult<V> drive(
      Trace trace, PlanEngine<V> engine, @Nullable Consumer<int[]> watcher) {
    Replay.requireLabels(trace);
    List<Label> labels = trace.labels();
    int[] plan = new int[labels.size() * PlanEngine.STEP_INTS];
    for (int i = 0; i < labels.size(); i++) {
      int[] code = PlanIndex.code(engine, labels.get(i));
      System.arraycopy(code, 0, plan, i * PlanEngine.STEP_INTS, PlanEngine.STEP_INTS);
    }
    int rowLength = engine.rowLength();
    IntBuffer rows = PlanScript.rows(labels.size(), rowLength);
    PlanScript.markUnwritten(rows, labels.size(), rowLength);
    PlanDrive drive = engine.drive(plan, labels.size(), rows);
    int steps = drive.steps();
    if (steps < 0
        || steps > labels.size()
        || (drive.refusal() == null) != (steps == labels.size())) {
      throw new Misuse(
          "the engine says that it took "
              + steps
              + " of "
              + labels.size()
              + " steps, and "
              + (drive.refusal() == null ? "refused none" : "refused one"));
    }
    int[] row = new int[rowLength];
    rows.clear();
    for (int i = watcher == null ? steps : 0; i <= steps; i++) {
      rows.get(i * rowLength, row);
      PlanScript.requireWritten(row, i);
      if (watcher != null) {
        watcher.accept(row);
      }
    }
    List<Label> taken = new ArrayList<>(labels.subList(0, steps));
    taken.addAll(drive.after());
    Map<String, Throwable> thrown = new TreeMap<>();
    drive.thrown().forEach((thread, text) -> thrown.put(thread, new EngineThrew(text)));
    return new DriveResult<>(
        steps,
        drive.refusal() == null
            ? null
            : new DriveResult.Refusal(steps, labels.get(steps), drive.refusal()),
        List.copyOf(taken),
        thrown,
        drive.stuck(),
        drive.endless(),
        engine.view(row),
        engine.view(drive.finalRow()));
  }

  private static <V> ReplayResult run(
      PlanIndex<V> index, List<Path> paths, ReplayOptions options, boolean checkEnabled) {
    int longest = paths.stream().mapToInt(Path::length).max().orElse(0);
    PlanScript<V> script = new PlanScript<>(index, longest, checkEnabled).follow(paths);
    if (options.shorten()) {
      script
          .finding()
          .shorten(
              path ->
                  new PlanScript<>(index, path.length(), checkEnabled)
                      .follow(List.of(path))
                      .finding());
    }
    return script.result();
  }
}
