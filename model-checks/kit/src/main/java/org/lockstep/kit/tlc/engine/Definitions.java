package org.lockstep.kit.tlc.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.kit.tlc.Definition;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.st.Location;

/** The operators that a specification's own modules define, the imported ones included. */
final class Definitions {
  private Definitions() {}

  static List<Definition> of(ModuleNode root, SpecPath path) {
    List<Definition> definitions = new ArrayList<>();
    for (OpDefNode operator : root.getOpDefs()) {
      Location location = operator.getLocation();
      for (Path file : Spec.sources(path)) {
        // A definition that INSTANCE brings in stands where it was written; TLC's own are left out.
        if (String.valueOf(file.getFileName()).equals(location.source() + ".tla")) {
          definitions.add(
              new Definition(
                  operator.getName().toString(),
                  location.source(),
                  file,
                  location.beginLine(),
                  location.beginColumn()));
        }
      }
    }
    return List.copyOf(definitions);
  }
}
