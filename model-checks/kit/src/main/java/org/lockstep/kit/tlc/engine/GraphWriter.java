package org.lockstep.kit.tlc.engine;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.ActionCount;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.util.BitVector;
import tlc2.util.IStateWriter;

/**
 * Sees every step that TLC takes: counts it for its action and, if asked to, adds it to a graph.
 */
final class GraphWriter implements IStateWriter {
  private record Counter(LongAdder distinct, LongAdder generated) {}

  private final Map<Action, Counter> counters = new IdentityHashMap<>();
  private final Labels labels;
  private final Values values;
  private final StateGraph.@Nullable Builder graph;
  private final LongAdder steps = new LongAdder();
  private @Nullable TLCState lastSource;
  private int lastNode;

  /** With a graph, TLC must have one worker: then the writer is called by one thread at a time. */
  GraphWriter(Action[] actions, Labels labels, Values values, StateGraph.@Nullable Builder graph) {
    this.labels = labels;
    this.values = values;
    this.graph = graph;
    for (Action action : actions) {
      counters.put(action, new Counter(new LongAdder(), new LongAdder()));
    }
  }

  long steps() {
    return steps.sum();
  }

  Map<String, ActionCount> counts() {
    Map<String, ActionCount> counts = new HashMap<>();
    counters.forEach(
        (action, counter) ->
            counts.merge(
                labels.of(action).action(),
                new ActionCount(counter.distinct.sum(), counter.generated.sum()),
                ActionCount::plus));
    return counts;
  }

  @Override
  public void writeState(TLCState state) {
    if (graph != null) {
      graph.initial(node(graph, state));
    }
  }

  @Override
  public void writeState(TLCState source, TLCState target, boolean isNew, Action action) {
    steps.increment();
    Counter counter = counters.get(action);
    if (counter != null) {
      counter.generated.increment();
      if (isNew) {
        counter.distinct.increment();
      }
    }
    if (graph != null) {
      if (source != lastSource) { // TLC takes all steps from one state in a row
        lastNode = node(graph, source);
        lastSource = source;
      }
      graph.edge(lastNode, node(graph, target), labels.of(action));
    }
  }

  private int node(StateGraph.Builder builder, TLCState state) {
    return builder.node(state.fingerPrint(), () -> values.state(state));
  }

  @Override
  public void writeState(TLCState source, TLCState target, boolean isNew) {
    throw new IllegalStateException("TLC took a step without naming its action");
  }

  /** Only stuttering is written so, and a graph holds it implicitly. */
  @Override
  public void writeState(TLCState source, TLCState target, boolean isNew, Visualization how) {}

  @Override
  public void writeState(
      TLCState source, TLCState target, BitVector checks, int from, int length, boolean isNew) {}

  @Override
  public void writeState(
      TLCState source,
      TLCState target,
      BitVector checks,
      int from,
      int length,
      boolean isNew,
      Visualization how) {}

  @Override
  public void close() {}

  @Override
  public @Nullable String getDumpFileName() {
    return null;
  }

  @Override
  public boolean isNoop() {
    return false;
  }

  @Override
  public boolean isDot() {
    return false;
  }

  @Override
  public void snapshot() {}
}
