package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.barrier.DeviceBarrierView;
import org.lockstep.gate.subject.DeviceBarrierConfig;
import org.lockstep.gate.subject.DeviceBarrierFacts.Seen;
import org.lockstep.gate.subject.DeviceBarrierFormat;
import org.lockstep.gate.subject.DeviceBarrierHarm;
import org.lockstep.gate.subject.DeviceBarrierSubject;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;

/** The barrier with its guards. */
final class DeviceBarrierModule implements ReplayedModule<DeviceBarrierConfig, DeviceBarrierView> {
  @Override
  public String name() {
    return "DeviceBarrier";
  }

  @Override
  public Alphabet alphabet() {
    return DeviceBarrierSubject.ALPHABET;
  }

  @Override
  public DeviceBarrierConfig bounds(Target target) {
    return Bounds.of(target, DeviceBarrierConfig::of);
  }

  @Override
  public List<String> threads(DeviceBarrierConfig bounds) {
    return bounds.threads();
  }

  @Override
  public ViewFormat<DeviceBarrierView> format(DeviceBarrierConfig bounds) {
    return DeviceBarrierFormat.of(bounds);
  }

  @Override
  public List<String> points(DeviceBarrierView view) {
    return view.pc();
  }

  @Override
  public JavaSubjects<DeviceBarrierView> subjects(
      Target target, DeviceBarrierConfig bounds, String variant) {
    DeviceBarrierSubject.Factory factory = new DeviceBarrierSubject.Factory(bounds, variant);
    return new JavaSubjects<>(
        factory,
        result -> DeviceBarrierHarm.of(target.name(), bounds, result, factory::facts),
        factory::close);
  }

  @Override
  public int[] config(DeviceBarrierConfig bounds) {
    IntStream fixed =
        IntStream.of(
            bounds.threads().size(),
            bounds.streams(),
            bounds.guards(),
            bounds.opened().size(),
            bounds.pooled().stream().mapToInt(stream -> 1 << stream).sum());
    return IntStream.concat(fixed, bounds.home().stream().mapToInt(stream -> stream)).toArray();
  }

  /** A stream, a guard, or a call. */
  @Override
  public int argument(DeviceBarrierConfig bounds, List<Value> further) {
    Value value = further.get(0);
    return value instanceof Value.Int number ? number.value() : DeviceBarrierFormat.numberOf(value);
  }

  @Override
  public Optional<String> harm(
      String fault,
      DeviceBarrierConfig bounds,
      DriveResult<DeviceBarrierView> result,
      JsonNode facts) {
    return DeviceBarrierHarm.of(
        fault,
        bounds,
        result,
        end -> DeviceBarrierHarm.read(kind -> all(facts.path(kind.title()))));
  }

  private static List<Seen> all(JsonNode facts) {
    List<Seen> all = new ArrayList<>();
    for (JsonNode it : facts) {
      all.add(new Seen(number(it, "thread"), number(it, "stream"), number(it, "other")));
    }
    return all;
  }

  private static int number(JsonNode node, String name) {
    return node.path(name).asInt();
  }
}
