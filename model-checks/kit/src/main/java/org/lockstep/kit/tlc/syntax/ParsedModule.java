package org.lockstep.kit.tlc.syntax;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A module as the parser sees it.
 *
 * @param definitions the module's own definitions, in their order; those of modules it extends are
 *     left out
 * @param unread the module's own definitions that use what this reader does not know, and what
 */
public record ParsedModule(
    String name, List<String> variables, List<Definition> definitions, Map<String, String> unread) {
  public ParsedModule {
    variables = List.copyOf(variables);
    definitions = List.copyOf(definitions);
    unread = Map.copyOf(unread);
  }

  public Optional<Definition> definition(String operator) {
    return definitions.stream().filter(d -> d.name().equals(operator)).findFirst();
  }
}
