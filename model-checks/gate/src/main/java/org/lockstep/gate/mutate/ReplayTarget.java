package org.lockstep.gate.mutate;

import java.util.List;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;

/** A replayed model with its graph and the cover of it. */
public record ReplayTarget(Target target, StateGraph graph, List<Path> paths) {
  public ReplayTarget {
    paths = List.copyOf(paths);
  }
}
