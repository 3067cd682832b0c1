package org.lockstep.kit.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;

/**
 * The plans of a replay as a file, with the row that each step demands: an engine outside the JVM
 * can be replayed from it where there is no JVM. Lines of text, each with its kind first:
 *
 * <pre>
 * lockstep corpus 1               the version of this format
 * module, model, made-from, threads, config, columns, actions: what {@link Head} says
 * counts labels states paths of steps transitions of
 * label ACTION THREAD ARGUMENT    as the engine's plan has them; the action by its place in actions
 * start INT...                    a row, ready mask last
 * state BASE I=INT...             the row of an earlier state (start and state count together, from
 *                                 0), but for these places
 * path STATE LABEL:STATE...       where a fresh engine begins, and each step with what follows
 * sum HEX                         64 bits of FNV-1a over all lines before
 * </pre>
 */
public final class PlanCorpus {
  /** Changes whenever a reader of the format before could not read it, or would read it wrongly. */
  public static final int VERSION = 1;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * What a reader must know besides the plans.
   *
   * @param madeFrom a hash of all that the file follows from
   * @param threads by their numbers
   * @param config what the engine is set up with
   * @param columns how many ints of a row each component has, in their order; the mask is not one
   * @param actions by the numbers that plans have for them
   */
  public record Head(
      String module,
      String model,
      String madeFrom,
      List<String> threads,
      int[] config,
      Map<String, Integer> columns,
      List<String> actions) {}

  /**
   * What a file holds.
   *
   * @param text all of it
   * @param transitions how many different ones are taken
   */
  public record Corpus(String text, int states, int paths, long steps, int transitions) {}

  private final PlanIndex<?> index;
  private final int[] numbers;
  private final BitSet taken;
  private final StringBuilder states = new StringBuilder();
  private final StringBuilder plans = new StringBuilder();
  private int stateCount;

  private PlanCorpus(PlanIndex<?> index) {
    this.index = index;
    this.numbers = new int[index.graph.nodeCount()];
    Arrays.fill(numbers, -1);
    this.taken = new BitSet(index.graph.edgeCount());
  }

  /**
   * Writes down as many of the paths, in their order, as have no more steps than this together; of
   * the first one the beginning, if it alone has more.
   */
  public static Corpus of(
      Head head,
      StateGraph graph,
      List<Path> paths,
      PlanEngine<?> engine,
      Alphabet alphabet,
      long mostSteps) {
    Replay.requireSteps(graph, paths);
    if (mostSteps < 1) {
      throw new Misuse("a corpus of " + mostSteps + " steps would check nothing: at least 1");
    }
    int ints = head.columns().values().stream().mapToInt(width -> width).sum() + 1;
    if (ints != engine.rowLength()) {
      throw new Misuse(
          "the columns have " + ints + " ints with the mask, a row " + engine.rowLength());
    }
    List<Path> within = within(paths, mostSteps);
    PlanCorpus corpus = new PlanCorpus(new PlanIndex<>(graph, engine, alphabet));
    within.forEach(corpus::add);
    return corpus.written(head, within, paths.size());
  }

  private static List<Path> within(List<Path> paths, long mostSteps) {
    List<Path> within = new ArrayList<>();
    long left = mostSteps;
    for (Path path : paths) {
      if (path.length() > left) {
        break;
      }
      within.add(path);
      left -= path.length();
    }
    return within.isEmpty() ? List.of(paths.get(0).prefix(Math.toIntExact(mostSteps))) : within;
  }

  private void add(Path path) {
    int node = path.start();
    plans.append("path ").append(number(node, -1));
    for (int step = 0; step < path.length(); step++) {
      int edge = path.edge(step);
      int next = index.graph.target(edge);
      plans.append(' ').append(index.graph.labelId(edge)).append(':').append(number(next, node));
      taken.set(edge);
      node = next;
    }
    plans.append('\n');
  }

  /** The state's number, under which its row is written down when it is first met. */
  private int number(int node, int from) {
    if (numbers[node] < 0) {
      numbers[node] = stateCount++;
      int[] row = index.row(node);
      if (from < 0) {
        states.append("start");
        Arrays.stream(row).forEach(value -> states.append(' ').append(value));
      } else {
        int[] base = index.row(from);
        states.append("state ").append(numbers[from]);
        IntStream.range(0, row.length)
            .filter(i -> row[i] != base[i])
            .forEach(i -> states.append(' ').append(i).append('=').append(row[i]));
      }
      states.append('\n');
    }
    return numbers[node];
  }

  private Corpus written(Head head, List<Path> within, int allPaths) {
    StringBuilder text = new StringBuilder("lockstep corpus " + VERSION + "\n");
    text.append("module ").append(head.module()).append('\n');
    text.append("model ").append(head.model()).append('\n');
    text.append("made-from ").append(head.madeFrom()).append('\n');
    text.append("threads ").append(String.join(" ", head.threads())).append('\n');
    text.append("config ").append(spaced(head.config())).append('\n');
    text.append("columns ")
        .append(
            head.columns().entrySet().stream()
                .map(column -> column.getKey() + ":" + column.getValue())
                .collect(Collectors.joining(" ")))
        .append('\n');
    text.append("actions ").append(String.join(" ", head.actions())).append('\n');
    int labels = index.graph.labels().size();
    long steps = within.stream().mapToLong(Path::length).sum();
    text.append("counts ").append(labels).append(' ').append(stateCount);
    text.append(' ').append(within.size()).append(' ').append(allPaths);
    text.append(' ').append(steps).append(' ').append(taken.cardinality());
    text.append(' ').append(index.graph.edgeCount()).append('\n');
    for (int id = 0; id < labels; id++) {
      text.append("label ").append(spaced(index.codeOf(id))).append('\n');
    }
    text.append(states).append(plans);
    text.append(String.format("sum %016x", sum(text))).append('\n');
    return new Corpus(text.toString(), stateCount, within.size(), steps, taken.cardinality());
  }

  private static String spaced(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  private static long sum(CharSequence text) {
    long sum = FNV_OFFSET;
    for (byte b : text.toString().getBytes(StandardCharsets.UTF_8)) {
      sum = (sum ^ (b & 0xff)) * FNV_PRIME;
    }
    return sum;
  }
}
