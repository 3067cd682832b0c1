package org.lockstep.kit.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.StateGraph;

/**
 * What a replay of plans looks up for each step, worked out once: codes of the labels, demanded
 * rows with their ready masks.
 */
final class PlanIndex<V> {
  /**
   * Stands where an engine has to write; a row that still has it was never written. No mask has it,
   * as it is the sign bit alone, and no projection may.
   */
  static final int UNWRITTEN = Integer.MIN_VALUE;

  final StateGraph graph;
  final PlanEngine<V> engine;
  final Alphabet alphabet;
  final int rowLength;

  /** The acting thread of each label, -1 for the environment. */
  final int[] threads;

  private final int[][] codes;
  private final int[] bits;
  private final @Nullable String[] threadOfBit = new @Nullable String[PlanEngine.MAX_THREADS];
  private final int[][] rows;

  PlanIndex(StateGraph graph, PlanEngine<V> engine, Alphabet alphabet) {
    this.graph = graph;
    this.engine = engine;
    this.alphabet = alphabet;
    this.rowLength = engine.rowLength();
    if (rowLength < 2) {
      throw new Misuse(
          "a row of "
              + rowLength
              + " ints shows nothing of the state besides the ready mask: comparing it would check"
              + " nothing");
    }
    List<Label> labels = graph.labels();
    List<String> names = alphabet.threads(labels);
    this.codes = new int[labels.size()][];
    this.threads = new int[labels.size()];
    this.bits = new int[labels.size()];
    this.rows = new int[graph.nodeCount()][];
    for (int id = 0; id < codes.length; id++) {
      Label label = labels.get(id);
      Move move = Move.of(label, alphabet, names);
      codes[id] = code(engine, label);
      threads[id] = move.thread;
      bits[id] = move.kind == ActionKind.STEP ? bit(label) : 0;
    }
  }

  static int[] code(PlanEngine<?> engine, Label label) {
    int[] code = engine.encode(label);
    if (code.length != PlanEngine.STEP_INTS) {
      throw new Misuse(
          "encode("
              + label
              + ") gave "
              + code.length
              + " ints: action, thread and argument expected");
    }
    return code.clone();
  }

  private int bit(Label step) {
    int bit = engine.readyBit(step);
    String thread = alphabet.thread(step);
    if (bit < 0 || bit >= PlanEngine.MAX_THREADS) {
      throw new Misuse(
          "readyBit(" + step + ") gave " + bit + ": a bit from 0 to 30 expected, one per thread");
    }
    if (threadOfBit[bit] != null && !threadOfBit[bit].equals(thread)) {
      throw new Misuse(
          "readyBit("
              + step
              + ") gave "
              + bit
              + ", which is the bit of thread "
              + threadOfBit[bit]
              + ": each thread needs its own");
    }
    threadOfBit[bit] = thread;
    return 1 << bit;
  }

  int[] code(int edge) {
    return codeOf(graph.labelId(edge));
  }

  int[] codeOf(int labelId) {
    return codes[labelId];
  }

  int thread(int edge) {
    return threads[graph.labelId(edge)];
  }

  /** The row that this node demands, ready mask included; not to be changed. */
  int[] row(int node) {
    int[] row = rows[node];
    return row == null ? project(node) : row;
  }

  private int[] project(int node) {
    int[] projected = engine.project(graph.state(node));
    if (projected.length != rowLength - 1 || projected[0] == UNWRITTEN) {
      throw new Misuse(
          "project("
              + graph.state(node)
              + ") gave "
              + (projected.length == rowLength - 1
                  ? "the int " + UNWRITTEN + ", which marks rows that nobody wrote"
                  : projected.length
                      + " ints: "
                      + (rowLength - 1)
                      + " expected, a row without its ready mask"));
    }
    int[] row = Arrays.copyOf(projected, rowLength);
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      row[rowLength - 1] |= bits[graph.labelId(edge)];
    }
    rows[node] = row;
    return row;
  }

  /** The steps that the model enables in this node. */
  Set<String> enabled(int node) {
    Set<String> names = new TreeSet<>();
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      if (bits[graph.labelId(edge)] != 0) {
        names.add(graph.label(edge).toString());
      }
    }
    return names;
  }

  /**
   * The steps that a ready mask of the engine enables. A mask names threads, so where the model
   * enables steps of such a thread they are those.
   */
  Set<String> enabled(int node, int mask) {
    Set<String> names = new TreeSet<>();
    int known = 0;
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      int bit = bits[graph.labelId(edge)];
      if ((mask & bit) != 0) {
        names.add(graph.label(edge).toString());
        known |= bit;
      }
    }
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((mask & ~known & (1 << bit)) != 0) {
        String thread = bit < threadOfBit.length ? threadOfBit[bit] : null;
        names.add("a step of " + (thread == null ? "bit " + bit : "thread " + thread));
      }
    }
    return names;
  }
}
