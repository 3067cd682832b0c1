package org.lockstep.gate.engine;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lockstep.gate.UnusableInput;
import org.lockstep.kit.replay.Alphabet;

/** The modules that the engines implement. */
final class Modules {
  /** The variant without a fault. */
  static final String SOUND = "sound";

  private static final Map<String, ReplayedModule<?, ?>> ALL =
      Stream.of(
              new StreamPoolModule(),
              new EncodingLockModule(),
              new LeasePoolModule(),
              new CommandStreamModule(),
              new EventPoolModule(),
              new DeviceBarrierModule())
          .collect(Collectors.toMap(ReplayedModule::name, Function.identity()));

  private Modules() {}

  static Alphabet alphabet(String name) {
    return named(name).alphabet();
  }

  static OnJava<?, ?> onJava(String name) {
    return new OnJava<>(named(name));
  }

  static OnNative<?, ?> soundOnNative(Target target) {
    return OnNative.sound(named(target.module()), target);
  }

  static OnNative<?, ?> faultyOnNative(Target fault) {
    return OnNative.faulty(named(fault.module()), fault);
  }

  private static ReplayedModule<?, ?> named(String name) {
    ReplayedModule<?, ?> module = ALL.get(name);
    if (module == null) {
      throw new UnusableInput(
          "there is no engine to replay module "
              + name
              + " on; they know "
              + new TreeSet<>(ALL.keySet())
              + ": see ReplayedModule");
    }
    return module;
  }
}
