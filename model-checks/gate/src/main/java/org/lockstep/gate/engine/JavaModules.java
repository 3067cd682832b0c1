package org.lockstep.gate.engine;

import java.util.Map;
import org.lockstep.gate.UnusableInput;

/** The modules that the Java engine implements. */
final class JavaModules {
  private static final Map<String, JavaModule<?>> ALL =
      Map.of(
          "StreamPool", new StreamPoolOnJava(),
          "EncodingLock", new EncodingLockOnJava(),
          "LeasePool", new LeasePoolOnJava(),
          "CommandStream", new OnJava<>(new CommandStreamModule()));

  private JavaModules() {}

  static JavaModule<?> named(String name) {
    JavaModule<?> module = ALL.get(name);
    if (module == null) {
      throw new UnusableInput(
          "the Java engine has nothing to replay module " + name + " on; it knows " + ALL.keySet());
    }
    return module;
  }
}
