package org.lockstep.gate.mutate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
  private final Map<Model, StateGraph> graphs = new LinkedHashMap<>();

  SoundModels(Manifest manifest) {
    this.manifest = manifest;
    for (Model model : models(Tier.SMALL, true)) {
      graphs.put(model, Tlc.graph(model.request(manifest)));
    }
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

  /** The actions that some of these graphs take. */
  static Set<String> taken(Iterable<StateGraph> graphs) {
    Set<String> taken = new TreeSet<>();
    for (StateGraph graph : graphs) {
      graph.labels().stream().map(Label::action).forEach(taken::add);
    }
    return taken;
  }

  Set<String> taken() {
    return taken(graphs.values());
  }

  /** Whether a mutant's graph has the same states and the same transitions. */
  boolean isSame(Model model, StateGraph mutated) {
    StateGraph sound = graphs.get(model);
    return sound != null
        && sound.nodeCount() == mutated.nodeCount()
        && sound.edgeCount() == mutated.edgeCount()
        && sound.initial().length == mutated.initial().length
        && transitions(sound).equals(transitions(mutated))
        && initial(sound).equals(initial(mutated));
  }

  private static Set<State> initial(StateGraph graph) {
    Set<State> states = new HashSet<>();
    for (int node : graph.initial()) {
      states.add(graph.state(node));
    }
    return states;
  }

  private record Transition(State source, Label label, State target) {}

  private static Set<Transition> transitions(StateGraph graph) {
    Set<Transition> all = new HashSet<>();
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      all.add(
          new Transition(
              graph.state(graph.source(edge)), graph.label(edge), graph.state(graph.target(edge))));
    }
    return all;
  }
}
