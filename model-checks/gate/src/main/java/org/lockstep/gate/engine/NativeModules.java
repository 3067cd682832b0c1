package org.lockstep.gate.engine;

import java.util.Map;
import java.util.function.Function;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.subject.CommandStreamSubject;
import org.lockstep.gate.subject.EncodingLockSubject;
import org.lockstep.gate.subject.LeasePoolSubject;
import org.lockstep.gate.subject.StreamPoolSubject;
import org.lockstep.kit.replay.Alphabet;

/** The modules that the C++ engine implements. */
final class NativeModules {
  private static final Map<String, Function<Target, NativeModule<?>>> SOUND =
      Map.of(
          "StreamPool", target -> new StreamPoolOnNative(Targets.streamPool(target)),
          "EncodingLock", target -> new EncodingLockOnNative(Targets.soundEncodingLock(target)),
          "LeasePool", target -> new LeasePoolOnNative(Targets.leasePool(target)),
          "CommandStream", target -> OnNative.of(new CommandStreamModule(), target));
  private static final Map<String, Function<Target, NativeModule<?>>> FAULTY =
      Map.of(
          "StreamPool", target -> new StreamPoolOnNative(Targets.streamPool(target)),
          "EncodingLock", target -> new EncodingLockOnNative(Targets.encodingLock(target)),
          "LeasePool", target -> new LeasePoolOnNative(Targets.leasePool(target)),
          "CommandStream", target -> OnNative.of(new CommandStreamModule(), target));
  private static final Map<String, Alphabet> ALPHABETS =
      Map.of(
          "StreamPool", StreamPoolSubject.ALPHABET,
          "EncodingLock", EncodingLockSubject.ALPHABET,
          "LeasePool", LeasePoolSubject.ALPHABET,
          "CommandStream", CommandStreamSubject.ALPHABET);

  private NativeModules() {}

  static NativeModule<?> sound(Target target) {
    return known(SOUND, target.module()).apply(target);
  }

  static NativeModule<?> faulty(Target fault) {
    return known(FAULTY, fault.module()).apply(fault);
  }

  static Alphabet alphabet(String module) {
    return known(ALPHABETS, module);
  }

  private static <T> T known(Map<String, T> modules, String name) {
    T module = modules.get(name);
    if (module == null) {
      throw new UnusableInput(
          "the C++ engine has nothing to replay module "
              + name
              + " on; it knows "
              + modules.keySet());
    }
    return module;
  }
}
