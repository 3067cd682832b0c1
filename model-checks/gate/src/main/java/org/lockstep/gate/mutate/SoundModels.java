package org.lockstep.gate.mutate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.lockstep.gate.subject.Cfg;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.manifest.Tier;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;

/** The small models of a module as they are without a mutation, the cheapest first. */
final class SoundModels {
  private static final long UNMEASURED = 1_000_000;

  private final Manifest manifest;
  private final Map<Model, Known> graphs = new ConcurrentHashMap<>();

  SoundModels(Manifest manifest) {
    this.manifest = manifest;
  }

  private Known known(Model model) {
    return graphs.computeIfAbsent(model, m -> Known.of(Tlc.graph(m.request(manifest))));
  }

  /** The small models that hold. */
  List<Model> held() {
    return models(Tier.SMALL, true);
  }

  /** The small models that must be violated. */
  List<Model> witnesses() {
    return models(Tier.SMALL, false);
  }

  /** The models of temporal properties. */
  List<Model> live() {
    return models(Tier.LIVE, true);
  }

  private List<Model> models(Tier tier, boolean held) {
    return manifest.models().stream()
        .filter(m -> m.tier() == tier && (m.expected().outcome() == Outcome.HELD) == held)
        .sorted(Comparator.comparingLong(SoundModels::states))
        .toList();
  }

  /** How many states TLC generates for an entry. */
  static long states(Entry entry) {
    Long generated = entry.expected().generated();
    return generated == null ? UNMEASURED : generated;
  }

  /** The formulas that the cfgs of the models name. */
  static SortedSet<String> specifications(Manifest manifest) {
    SortedSet<String> names = new TreeSet<>();
    for (Model model : manifest.models()) {
      Path cfg = manifest.folder().resolve(model.cfg());
      try {
        names.add(new Cfg(cfg).specification());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + cfg, e);
      }
    }
    return names;
  }

  /** Whether a mutant's graph has the same states and the same transitions. */
  boolean isSame(Model model, StateGraph mutated) {
    Known known = known(model);
    if (known.graph().nodeCount() != mutated.nodeCount()
        || known.graph().edgeCount() != mutated.edgeCount()
        || known.graph().initial().length != mutated.initial().length) {
      return false;
    }
    int[] twins = new int[mutated.nodeCount()];
    for (int node = 0; node < twins.length; node++) {
      Integer twin = known.nodes().get(mutated.state(node));
      if (twin == null) {
        return false;
      }
      twins[node] = twin;
    }
    for (int edge = 0; edge < mutated.edgeCount(); edge++) {
      int source = twins[mutated.source(edge)];
      if (!known.has(source, mutated.label(edge), twins[mutated.target(edge)])) {
        return false;
      }
    }
    Set<Integer> initial = new HashSet<>();
    for (int node : known.graph().initial()) {
      initial.add(node);
    }
    return IntStream.of(mutated.initial()).allMatch(node -> initial.contains(twins[node]));
  }

  /** A graph whose nodes can be found by their states. */
  private record Known(StateGraph graph, Map<State, Integer> nodes) {
    static Known of(StateGraph graph) {
      Map<State, Integer> nodes = new HashMap<>();
      for (int node = 0; node < graph.nodeCount(); node++) {
        nodes.put(graph.state(node), node);
      }
      return new Known(graph, nodes);
    }

    boolean has(int source, Label label, int target) {
      for (int edge = graph.firstEdge(source); edge < graph.edgesEnd(source); edge++) {
        if (graph.target(edge) == target && graph.label(edge).equals(label)) {
          return true;
        }
      }
      return false;
    }
  }
}
