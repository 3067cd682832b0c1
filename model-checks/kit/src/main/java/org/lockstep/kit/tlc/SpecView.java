package org.lockstep.kit.tlc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockstep.kit.tlc.bridge.Engine;

/**
 * A specification as TLC's own parser sees it: what it defines, and the actions that its next-state
 * relation is taken apart into.
 *
 * @param definitions of all modules but TLC's own
 * @param actions the names of the actions, in the order of the next-state relation
 */
public record SpecView(
    String module, List<Definition> definitions, List<String> variables, List<String> actions) {
  public SpecView {
    definitions = List.copyOf(definitions);
    variables = List.copyOf(variables);
    actions = List.copyOf(actions);
  }

  /** Parses the modules and the cfg of a request; what is wrong with them is the message. */
  public static SpecView of(CheckRequest request) {
    Optional<String> missing = request.missing();
    if (missing.isPresent()) {
      throw new TlcException(missing.get());
    }
    Engine engine = new IsolatedLoader().engine();
    try (Scratch scratch = new Scratch()) {
      return engine.view(request, scratch.folder());
    } finally {
      engine.release();
    }
  }

  public Optional<Definition> definition(String name) {
    return definitions.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** What a definition is made of: itself and all that it names, directly or through others. */
  public Set<String> reach(String name) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (reached.add(next)) {
        definition(next).ifPresent(found -> open.addAll(found.uses()));
      }
    }
    return reached;
  }
}
