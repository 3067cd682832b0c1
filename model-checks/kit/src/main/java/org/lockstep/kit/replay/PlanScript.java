package org.lockstep.kit.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.kit.model.Path;

/**
 * Has an engine carry out one plan after the other and compares the rows; nothing per step is
 * allocated.
 */
final class PlanScript<V> {
  private final PlanIndex<V> index;
  private final boolean checkEnabled;
  private final Finding finding;
  private final BitSet replayed;
  private final int[] plan;
  private final IntBuffer rows;
  private final int[] seen;
  private int paths;
  private int lastThread = -1;
  private long steps;
  private long switches;
  private long states;
  private long enabledSets;
  private long nanos;

  PlanScript(PlanIndex<V> index, int longest, boolean checkEnabled) {
    this.index = index;
    this.checkEnabled = checkEnabled;
    this.finding = new Finding(index.graph);
    this.replayed = new BitSet(index.graph.edgeCount());
    this.plan = new int[Math.multiplyExact(longest, PlanEngine.STEP_INTS)];
    this.rows = rows(longest, index.rowLength);
    this.seen = new int[rows.capacity()];
  }

  static IntBuffer rows(int steps, int rowLength) {
    int ints = Math.multiplyExact(Math.addExact(steps, 1), rowLength);
    return ByteBuffer.allocateDirect(Math.multiplyExact(ints, Integer.BYTES))
        .order(ByteOrder.nativeOrder())
        .asIntBuffer();
  }

  PlanScript<V> follow(List<Path> all) {
    for (int i = 0; i < all.size() && !finding.isMade(); i++) {
      follow(all.get(i));
    }
    return this;
  }

  private void follow(Path path) {
    int length = path.length();
    int node = path.start();
    index.row(node);
    for (int step = 0; step < length; step++) {
      node = index.graph.target(path.edge(step));
      index.row(node);
    }
    // What the clock counts: writing the plan, the engine's work, the comparison.
    long start = System.nanoTime();
    paths++;
    writePlan(path);
    rows.clear().limit((length + 1) * index.rowLength);
    PlanRun run = index.engine.run(plan, length, rows);
    boolean complete = run.end() == PlanRun.End.DONE;
    if (run.steps() < 0 || run.steps() > length || (complete && run.steps() < length)) {
      throw new Misuse("the engine says " + run + " of a plan of " + length + " steps");
    }
    rows.clear();
    rows.get(0, seen, 0, (run.steps() + 1) * index.rowLength);
    compare(path, run);
    nanos += System.nanoTime() - start;
  }

  private void writePlan(Path path) {
    for (int step = 0; step < path.length(); step++) {
      int[] code = index.code(path.edge(step));
      int at = step * PlanEngine.STEP_INTS;
      plan[at] = code[0];
      plan[at + 1] = code[1];
      plan[at + 2] = code[2];
    }
    markUnwritten(rows, path.length(), index.rowLength);
  }

  /**
   * The buffer still has the rows of the path before: without this, an engine that writes nothing
   * could pass.
   */
  static void markUnwritten(IntBuffer rows, int steps, int rowLength) {
    for (int row = 0; row <= steps; row++) {
      int at = row * rowLength;
      rows.put(at, PlanIndex.UNWRITTEN).put(at + rowLength - 1, PlanIndex.UNWRITTEN);
    }
  }

  static void requireWritten(int[] row, int steps) {
    if (row[0] == PlanIndex.UNWRITTEN || row[row.length - 1] == PlanIndex.UNWRITTEN) {
      throw new Misuse(
          "the engine wrote no row after "
              + steps
              + " steps, or only a part of it, though it says that it took them: see"
              + " PlanEngine.run");
    }
  }

  private void compare(Path path, PlanRun run) {
    int length = index.rowLength;
    int node = path.start();
    for (int step = 0; ; step++) {
      int from = step * length;
      int[] expected = index.row(node);
      int at = Arrays.mismatch(expected, 0, length, seen, from, from + length);
      states++;
      boolean stateAgrees = at < 0 || at == length - 1;
      enabledSets += checkEnabled && stateAgrees ? 1 : 0;
      if (at >= 0 && (checkEnabled || !stateAgrees || seen[from + at] == PlanIndex.UNWRITTEN)) {
        differs(path, step, node, at);
        return;
      }
      if (step > 0) {
        replayed.set(path.edge(step - 1));
      }
      if (step == path.length()) {
        return;
      }
      int edge = path.edge(step);
      if (step == run.steps()) {
        ended(path, step, run);
        return;
      }
      node = index.graph.target(edge);
      steps++;
      int thread = index.thread(edge);
      if (thread >= 0 && thread != lastThread) {
        switches++;
        lastThread = thread;
      }
    }
  }

  private void differs(Path path, int taken, int node, int at) {
    int[] expected = index.row(node);
    int from = taken * index.rowLength;
    int[] actual = Arrays.copyOfRange(seen, from, from + index.rowLength);
    requireWritten(actual, taken);
    if (at == index.rowLength - 1) {
      finding.enabledDiffer(path, taken, index.enabled(node), index.enabled(node, actual[at]), "");
      return;
    }
    Object model = index.engine.view(expected.clone());
    Object system = view(actual);
    if (Views.differing(model, system).isEmpty()) {
      model = ints(expected);
      system = ints(actual);
    }
    finding.stateDiffers(path, taken, model, system);
  }

  /** A row of a broken system may be no state at all, such as an index out of range. */
  private Object view(int[] row) {
    try {
      return index.engine.view(row.clone());
    } catch (RuntimeException noState) {
      Map<String, Object> view = new LinkedHashMap<>(ints(row));
      view.put("(no view of this row)", noState.toString());
      return view;
    }
  }

  private static Map<String, Object> ints(int[] row) {
    Map<String, Object> ints = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      ints.put("int " + i, row[i]);
    }
    return ints;
  }

  private void ended(Path path, int step, PlanRun run) {
    switch (run.end()) {
      case REFUSED:
        finding.refused(path, step + 1, index.graph.label(path.edge(step)), run.text());
        break;
      case THREW:
        steps++;
        finding.threw(path, step + 1, run.thread(), new EngineThrew(run.text()));
        break;
      default:
        steps++;
        finding.stuck(path, step + 1, run.text(), new EngineThrew(run.text()));
    }
  }

  Finding finding() {
    return finding;
  }

  ReplayResult result() {
    return new ReplayResult(
        index.graph.edgeCount(),
        replayed.cardinality(),
        paths,
        steps,
        switches,
        states,
        enabledSets,
        nanos,
        finding.divergence());
  }
}
