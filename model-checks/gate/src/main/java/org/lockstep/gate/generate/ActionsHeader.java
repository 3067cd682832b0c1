package org.lockstep.gate.generate;

import java.util.List;
import java.util.stream.Collectors;
import org.lockstep.gate.link.Specs;

/** The actions that threads take, for the C++ compiler to check claims against. */
final class ActionsHeader {
  private ActionsHeader() {}

  static String of(List<Specs> specs) {
    String modules =
        specs.stream()
            .filter(it -> !it.manifest().absent().containsKey("native"))
            .map(ActionsHeader::module)
            .collect(Collectors.joining("\n"));
    return """
    // Generated from the modules under specs/; do not edit.
    #ifndef LOCKSTEP_ACTIONS_HPP
    #define LOCKSTEP_ACTIONS_HPP

    /// The actions of the models that threads take: what a method can claim to implement.
    namespace lockstep::model {

    %s
    }  // namespace lockstep::model

    #endif  // LOCKSTEP_ACTIONS_HPP
    """
        .formatted(modules);
  }

  private static String module(Specs specs) {
    return "struct "
        + specs.manifest().module()
        + " {\n  enum Action {\n"
        + specs.threadActions().stream()
            .map(action -> "    " + action + ",\n")
            .collect(Collectors.joining())
        + "  };\n};\n";
  }
}
