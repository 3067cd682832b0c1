package org.lockstep.gate.subject;

import java.nio.file.Path;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Tlc;

/** The specifications of this checkout. */
final class Specs {
  private static final String OVERRIDE = "Fault_";

  private Specs() {}

  static Path cfg(String module, String name) {
    return Path.of(System.getProperty("lockstep.root", "../.."), "specs", module, name + ".cfg");
  }

  static StateGraph graph(String module, String name) {
    Path cfg = cfg(module, name);
    return Tlc.graph(CheckRequest.of(cfg.resolveSibling("MC" + module + ".tla"), cfg));
  }

  /** The counterexample of a bug, with the names that its actions have in the code. */
  static Trace counterexample(String module, String fault) {
    Path cfg = cfg(module, "bugs/" + fault);
    Path folder = cfg(module, "MC" + module).toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalStateException("no folder of " + module);
    }
    Trace trace =
        Tlc.check(
                CheckRequest.of(cfg.resolveSibling(fault + ".tla"), cfg)
                    .searching(folder)
                    .searchingBeside(folder))
            .counterexample();
    if (trace == null) {
      throw new AssertionError("TLC finds no counterexample of " + fault);
    }
    return new Trace(
        trace.states(),
        trace.labels().stream()
            .map(label -> new Label(label.action().replace(OVERRIDE, ""), label.args()))
            .toList(),
        trace.loopTo(),
        trace.meta());
  }
}
