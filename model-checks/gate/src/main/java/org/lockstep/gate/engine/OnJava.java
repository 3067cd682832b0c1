package org.lockstep.gate.engine;

import java.util.Map;
import org.lockstep.kit.replay.Alphabet;

/** A module on the Java engine. */
record OnJava<C, V extends Record>(ReplayedModule<C, V> module) implements JavaModule<V> {
  @Override
  public Alphabet alphabet() {
    return module.alphabet();
  }

  @Override
  public Subjects<V> sound(Target target) {
    return module.subjects(bounds(target), Targets.SOUND, target.name());
  }

  @Override
  public Subjects<V> faulty(Target fault) {
    return module.subjects(bounds(fault), fault.name(), fault.name());
  }

  @Override
  public Map<String, String> components(Target target, V view) {
    return module.format(bounds(target)).components(view);
  }

  private C bounds(Target target) {
    return Targets.bounds(target, module::bounds);
  }
}
