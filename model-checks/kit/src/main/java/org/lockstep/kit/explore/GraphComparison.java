package org.lockstep.kit.explore;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;

/**
 * How far two graphs agree, state by state and step by step; the numbers of the nodes do not
 * matter.
 *
 * @param statesAgree states that both graphs have
 * @param transitionsAgree steps that both graphs have: same states, same label
 * @param difference the first thing that only one of them has, or null
 */
public record GraphComparison(int statesAgree, int transitionsAgree, @Nullable String difference) {
  public boolean agrees() {
    return difference == null;
  }

  /** Compares our graph with TLC's. */
  public static GraphComparison of(StateGraph ours, StateGraph theirs) {
    return new Pairing(ours, theirs).compare();
  }

  private record Move(String label, int target) {}

  /** Our nodes beside theirs. */
  private static final class Pairing {
    private final StateGraph ours;
    private final StateGraph theirs;
    private final int[] partner;
    private @Nullable String difference;

    Pairing(StateGraph ours, StateGraph theirs) {
      this.ours = ours;
      this.theirs = theirs;
      this.partner = new int[ours.nodeCount()];
    }

    GraphComparison compare() {
      int states = pair();
      Set<State> starts = initial(theirs);
      for (State start : initial(ours)) {
        if (!starts.remove(start)) {
          differ("only ours starts in " + start);
        }
      }
      starts.forEach(start -> differ("only TLC starts in " + start));
      int transitions = 0;
      for (int node = 0; node < partner.length; node++) {
        transitions += partner[node] < 0 ? 0 : transitions(node, partner[node]);
      }
      return new GraphComparison(states, transitions, difference);
    }

    private void differ(String what) {
      difference = difference == null ? what : difference;
    }

    private int pair() {
      Map<State, Integer> known = new HashMap<>();
      for (int node = 0; node < theirs.nodeCount(); node++) {
        if (known.put(theirs.state(node), node) != null) {
          differ("TLC's graph has the state " + theirs.state(node) + " twice");
        }
      }
      int paired = 0;
      for (int node = 0; node < partner.length; node++) {
        Integer other = known.remove(ours.state(node));
        partner[node] = other == null ? -1 : other;
        if (other == null) {
          differ("only ours has the state " + ours.state(node));
        } else {
          paired++;
        }
      }
      known.keySet().forEach(state -> differ("only TLC has the state " + state));
      return paired;
    }

    private static Set<State> initial(StateGraph graph) {
      Set<State> states = new HashSet<>();
      Arrays.stream(graph.initial()).forEach(node -> states.add(graph.state(node)));
      return states;
    }

    /** A graph keeps each step once, so sets of steps tell as much as multisets would. */
    private int transitions(int our, int their) {
      Set<Move> missing = new HashSet<>();
      for (int edge = ours.firstEdge(our); edge < ours.edgesEnd(our); edge++) {
        int target = partner[ours.target(edge)];
        if (target < 0) {
          differ("only ours has the step " + text(ours, edge));
        } else {
          missing.add(new Move(ours.label(edge).toString(), target));
        }
      }
      int agreed = 0;
      for (int edge = theirs.firstEdge(their); edge < theirs.edgesEnd(their); edge++) {
        if (missing.remove(new Move(theirs.label(edge).toString(), theirs.target(edge)))) {
          agreed++;
        } else {
          differ("only TLC has the step " + text(theirs, edge));
        }
      }
      for (int edge = ours.firstEdge(our); edge < ours.edgesEnd(our); edge++) {
        if (missing.contains(new Move(ours.label(edge).toString(), partner[ours.target(edge)]))) {
          differ("only ours has the step " + text(ours, edge));
        }
      }
      return agreed;
    }

    private static String text(StateGraph graph, int edge) {
      return graph.label(edge)
          + " from "
          + graph.state(graph.source(edge))
          + " to "
          + graph.state(graph.target(edge));
    }
  }
}
