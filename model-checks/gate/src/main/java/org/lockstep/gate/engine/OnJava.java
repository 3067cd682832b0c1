package org.lockstep.gate.engine;

import java.util.Map;
import org.lockstep.kit.replay.Alphabet;

/** A module on the Java engine. */
record OnJava<C, V extends Record>(ReplayedModule<C, V> module) {
  Alphabet alphabet() {
    return module.alphabet();
  }

  /** The engine as it ships, with the bounds of the target; of a fault too. */
  JavaSubjects<V> sound(Target target) {
    return module.subjects(target, module.soundBounds(target), Modules.SOUND);
  }

  /** The engine with the fault that the target is. */
  JavaSubjects<V> faulty(Target fault) {
    return module.subjects(fault, module.bounds(fault), fault.name());
  }

  /** A view for a reader: its components by the names that the model has for them. */
  Map<String, String> components(Target target, V view) {
    return module.format(module.bounds(target)).components(view);
  }
}
