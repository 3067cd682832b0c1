package org.lockstep.gate.engine;

import java.util.Map;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.gate.subject.Components;
import org.lockstep.gate.subject.EncodingLockConfig;
import org.lockstep.gate.subject.EncodingLockHarm;
import org.lockstep.gate.subject.EncodingLockSubject;
import org.lockstep.kit.replay.Alphabet;

/** The Java encoder with its locks. */
final class EncodingLockOnJava implements JavaModule<EncodingLockView> {
  @Override
  public Alphabet alphabet() {
    return EncodingLockSubject.ALPHABET;
  }

  @Override
  public Subjects<EncodingLockView> sound(Target target) {
    return subjects(target, Targets.soundEncodingLock(target), Targets.SOUND);
  }

  @Override
  public Subjects<EncodingLockView> faulty(Target fault) {
    return subjects(fault, Targets.encodingLock(fault), fault.name());
  }

  @Override
  public Map<String, String> components(Target target, EncodingLockView view) {
    return Components.of(view, Targets.encodingLock(target));
  }

  private static Subjects<EncodingLockView> subjects(
      Target target, EncodingLockConfig config, String variant) {
    EncodingLockSubject.Factory factory = new EncodingLockSubject.Factory(config, variant);
    return new Subjects<>(
        factory,
        result -> EncodingLockHarm.of(target.name(), config, result, factory.facts()),
        factory::close);
  }
}
