package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;

/** A module on the C++ engine; its rows say the same as the views of the Java one. */
record OnNative<C, V extends Record>(
    ReplayedModule<C, V> module, C bounds, ViewFormat<V> format, List<String> threads)
    implements NativeModule<V> {
  static <C, V extends Record> OnNative<C, V> of(ReplayedModule<C, V> module, Target target) {
    C bounds = Targets.bounds(target, module::bounds);
    return new OnNative<>(module, bounds, module.format(bounds), module.threads(bounds));
  }

  @Override
  public String name() {
    return module.name();
  }

  @Override
  public Alphabet alphabet() {
    return module.alphabet();
  }

  @Override
  public int[] config() {
    return module.config(bounds);
  }

  @Override
  public int argument(Value value) {
    return module.argument(bounds, value);
  }

  @Override
  public int rowInts() {
    return format.ints();
  }

  @Override
  public int[] row(State state) {
    return format.toRow(format.project(state), 0);
  }

  @Override
  public V view(int[] row) {
    return format.fromRow(row, 0);
  }

  @Override
  public Map<String, String> components(V view) {
    return format.components(view);
  }

  @Override
  public List<String> points(V view) {
    return module.points(view);
  }

  @Override
  public Optional<String> harm(String fault, DriveResult<V> result, JsonNode facts) {
    return module.harm(fault, bounds, result, facts);
  }
}
