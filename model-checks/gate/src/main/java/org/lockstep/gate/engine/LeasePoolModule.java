package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.gate.subject.LeasePoolConfig;
import org.lockstep.gate.subject.LeasePoolFormat;
import org.lockstep.gate.subject.LeasePoolHarm;
import org.lockstep.gate.subject.LeasePoolSubject;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.pool.LeasePoolView;

/** The lease pool. */
final class LeasePoolModule implements ReplayedModule<LeasePoolConfig, LeasePoolView> {
  @Override
  public String name() {
    return "LeasePool";
  }

  @Override
  public Alphabet alphabet() {
    return LeasePoolSubject.ALPHABET;
  }

  @Override
  public LeasePoolConfig bounds(Target target) {
    return Bounds.of(target, LeasePoolConfig::of);
  }

  @Override
  public List<String> threads(LeasePoolConfig bounds) {
    return bounds.everyone();
  }

  @Override
  public ViewFormat<LeasePoolView> format(LeasePoolConfig bounds) {
    return LeasePoolFormat.of(bounds);
  }

  @Override
  public List<String> points(LeasePoolView view) {
    return view.pc();
  }

  @Override
  public JavaSubjects<LeasePoolView> subjects(
      Target target, LeasePoolConfig bounds, String variant) {
    LeasePoolSubject.Factory factory =
        new LeasePoolSubject.Factory(
            target.entry() instanceof Fault ? bounds.uninterrupted() : bounds, variant);
    return new JavaSubjects<>(
        factory, result -> LeasePoolHarm.of(target.name(), bounds, result), factory::close);
  }

  @Override
  public int[] config(LeasePoolConfig bounds) {
    IntStream fixed =
        IntStream.of(
            bounds.threads().size(),
            bounds.handlers().size(),
            bounds.size(),
            bounds.fifo() ? 1 : 0,
            bounds.total());
    return IntStream.concat(fixed, bounds.hint().stream().mapToInt(slot -> slot)).toArray();
  }

  /** A limit, a slot, or a thread. */
  @Override
  public int argument(LeasePoolConfig bounds, List<Value> further) {
    Value value = further.get(0);
    return value instanceof Value.Int number
        ? number.value()
        : bounds.everyone().indexOf(value.toString());
  }

  @Override
  public Optional<String> harm(
      String fault, LeasePoolConfig bounds, DriveResult<LeasePoolView> result, JsonNode facts) {
    return LeasePoolHarm.of(fault, bounds, result);
  }
}
