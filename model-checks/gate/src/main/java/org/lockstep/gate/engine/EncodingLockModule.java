package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.encoding.Site;
import org.lockstep.gate.subject.EncodingLockConfig;
import org.lockstep.gate.subject.EncodingLockFormat;
import org.lockstep.gate.subject.EncodingLockHarm;
import org.lockstep.gate.subject.EncodingLockSubject;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;

/** The encoder with its locks. */
final class EncodingLockModule implements ReplayedModule<EncodingLockConfig, EncodingLockView> {
  @Override
  public String name() {
    return "EncodingLock";
  }

  @Override
  public Alphabet alphabet() {
    return EncodingLockSubject.ALPHABET;
  }

  @Override
  public EncodingLockConfig bounds(Target target) {
    return Bounds.of(target, EncodingLockConfig::of);
  }

  /** Where a fault is a gap in what is covered, the sound engine is the one without the gap. */
  @Override
  public EncodingLockConfig soundBounds(Target target) {
    EncodingLockConfig bounds = bounds(target);
    return target.entry() instanceof Fault ? bounds.sound() : bounds;
  }

  @Override
  public List<String> threads(EncodingLockConfig bounds) {
    return bounds.everyone();
  }

  @Override
  public ViewFormat<EncodingLockView> format(EncodingLockConfig bounds) {
    return EncodingLockFormat.of(bounds);
  }

  @Override
  public List<String> points(EncodingLockView view) {
    return view.pc();
  }

  @Override
  public JavaSubjects<EncodingLockView> subjects(
      Target target, EncodingLockConfig bounds, String variant) {
    EncodingLockSubject.Factory factory = new EncodingLockSubject.Factory(bounds, variant);
    return new JavaSubjects<>(
        factory,
        result -> EncodingLockHarm.of(target.name(), bounds, result, factory.facts()),
        factory::close);
  }

  @Override
  public int[] config(EncodingLockConfig bounds) {
    int covered = 0;
    for (Site site : bounds.covered()) {
      covered |= 1 << site.ordinal(); // the header has the sites in the order of the enum
    }
    return new int[] {bounds.threads().size(), bounds.handlers().size(), covered};
  }

  @Override
  public int argument(EncodingLockConfig bounds, List<Value> further) {
    return EncodingLockFormat.numberOf(further.get(0));
  }

  @Override
  public Optional<String> harm(
      String fault,
      EncodingLockConfig bounds,
      DriveResult<EncodingLockView> result,
      JsonNode facts) {
    List<String> overtakings = new ArrayList<>();
    for (JsonNode overtaken : facts.path("overtaken")) {
      overtakings.add(
          "thread "
              + threads(bounds).get(overtaken.path("served").asInt())
              + " is let in before "
              + threads(bounds).get(overtaken.path("first").asInt())
              + ", who asked first");
    }
    return EncodingLockHarm.of(fault, bounds, result, overtakings)
        .or(() -> fault.equals("RankInversionUnseen") ? rankViolation(result) : Optional.empty());
  }

  /** What C++ throws comes as its text: there is no class to tell a rank violation by. */
  private static Optional<String> rankViolation(DriveResult<EncodingLockView> result) {
    return result.thrown().entrySet().stream()
        .filter(thrown -> String.valueOf(thrown.getValue().getMessage()).contains("ascending rank"))
        .map(
            thrown ->
                "the rank check stops thread "
                    + thrown.getKey()
                    + ": "
                    + thrown.getValue().getMessage())
        .findFirst();
  }
}
