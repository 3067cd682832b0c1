package org.lockstep.gate.engine;

import java.util.Map;
import org.lockstep.gate.subject.Components;
import org.lockstep.gate.subject.StreamPoolConfig;
import org.lockstep.gate.subject.StreamPoolHarm;
import org.lockstep.gate.subject.StreamPoolSubject;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.pool.StreamPoolView;

/** The Java stream pool. */
final class StreamPoolOnJava implements JavaModule<StreamPoolView> {
  @Override
  public Alphabet alphabet() {
    return StreamPoolSubject.ALPHABET;
  }

  @Override
  public Subjects<StreamPoolView> sound(Target target) {
    return subjects(target, Targets.SOUND);
  }

  @Override
  public Subjects<StreamPoolView> faulty(Target fault) {
    return subjects(fault, fault.name());
  }

  @Override
  public Map<String, String> components(Target target, StreamPoolView view) {
    return Components.of(view, Targets.streamPool(target));
  }

  private static Subjects<StreamPoolView> subjects(Target target, String variant) {
    StreamPoolConfig config = Targets.streamPool(target);
    StreamPoolSubject.Factory factory = new StreamPoolSubject.Factory(config, variant);
    if (target.entry() instanceof Fault) {
      factory = factory.settling(); // some harm only shows in what a closed pool leaves behind
    }
    StreamPoolSubject.Factory made = factory;
    return new Subjects<>(
        made,
        result -> StreamPoolHarm.of(target.name(), config, result, made.facts()),
        made::close);
  }
}
