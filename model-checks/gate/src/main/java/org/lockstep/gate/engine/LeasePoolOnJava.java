package org.lockstep.gate.engine;

import java.util.Map;
import org.lockstep.gate.subject.Components;
import org.lockstep.gate.subject.LeasePoolConfig;
import org.lockstep.gate.subject.LeasePoolHarm;
import org.lockstep.gate.subject.LeasePoolSubject;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.pool.LeasePoolView;

/** The Java lease pool. */
final class LeasePoolOnJava implements JavaModule<LeasePoolView> {
  @Override
  public Alphabet alphabet() {
    return LeasePoolSubject.ALPHABET;
  }

  @Override
  public Subjects<LeasePoolView> sound(Target target) {
    return subjects(target, Targets.SOUND);
  }

  @Override
  public Subjects<LeasePoolView> faulty(Target fault) {
    return subjects(fault, fault.name());
  }

  @Override
  public Map<String, String> components(Target target, LeasePoolView view) {
    return Components.of(view, Targets.leasePool(target));
  }

  private static Subjects<LeasePoolView> subjects(Target target, String variant) {
    LeasePoolConfig config = Targets.leasePool(target);
    LeasePoolSubject.Factory factory =
        new LeasePoolSubject.Factory(
            target.entry() instanceof Fault ? config.uninterrupted() : config, variant);
    return new Subjects<>(
        factory, result -> LeasePoolHarm.of(target.name(), config, result), factory::close);
  }
}
