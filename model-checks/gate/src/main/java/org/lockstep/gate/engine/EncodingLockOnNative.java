package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.encoding.Site;
import org.lockstep.gate.subject.Components;
import org.lockstep.gate.subject.EncodingLockConfig;
import org.lockstep.gate.subject.EncodingLockHarm;
import org.lockstep.gate.subject.EncodingLockProjection;
import org.lockstep.gate.subject.EncodingLockRow;
import org.lockstep.gate.subject.EncodingLockSubject;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;

/** The C++ encoder with its locks; its rows say the same as the views of the Java one. */
record EncodingLockOnNative(EncodingLockConfig setup) implements NativeModule<EncodingLockView> {
  /** In the order of their numbers in {@code lockstep.h}. */
  private static final List<String> CALLS =
      List.of(
          "contiguous",
          "linear",
          "linearContiguous",
          "linearSliceContiguous",
          "projection",
          "matmul",
          "layerNorm",
          "fill",
          "synchronize");

  @Override
  public String name() {
    return "EncodingLock";
  }

  @Override
  public Alphabet alphabet() {
    return EncodingLockSubject.ALPHABET;
  }

  @Override
  public int[] config() {
    int covered = 0;
    for (Site site : setup.covered()) {
      covered |= 1 << site.ordinal(); // the header has the sites in the order of the enum
    }
    return new int[] {setup.threads().size(), setup.handlers().size(), covered};
  }

  @Override
  public List<String> threads() {
    return setup.everyone();
  }

  @Override
  public int argument(List<Value> further) {
    return CALLS.indexOf(((Value.Str) further.get(0)).value());
  }

  @Override
  public int rowInts() {
    return EncodingLockRow.ints(setup);
  }

  @Override
  public int[] row(State state) {
    return EncodingLockRow.toRow(EncodingLockProjection.of(state, setup), 0);
  }

  @Override
  public EncodingLockView view(int[] row) {
    return EncodingLockRow.fromRow(row, 0, setup);
  }

  @Override
  public Map<String, String> components(EncodingLockView view) {
    return Components.of(view, setup);
  }

  @Override
  public List<String> points(EncodingLockView view) {
    return view.pc();
  }

  @Override
  public Optional<String> harm(String fault, DriveResult<EncodingLockView> result, JsonNode facts) {
    List<String> overtakings = new ArrayList<>();
    for (JsonNode overtaken : facts.path("overtaken")) {
      overtakings.add(
          "thread "
              + threads().get(overtaken.path("served").asInt())
              + " is let in before "
              + threads().get(overtaken.path("first").asInt())
              + ", who asked first");
    }
    return EncodingLockHarm.of(fault, setup, result, overtakings)
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
