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
    ReplayedModule<C, V> module, C bounds, ViewFormat<V> format, List<String> threads) {
  static <C, V extends Record> OnNative<C, V> sound(ReplayedModule<C, V> module, Target target) {
    return of(module, module.soundBounds(target));
  }

  static <C, V extends Record> OnNative<C, V> faulty(ReplayedModule<C, V> module, Target fault) {
    return of(module, module.bounds(fault));
  }

  private static <C, V extends Record> OnNative<C, V> of(ReplayedModule<C, V> module, C bounds) {
    return new OnNative<>(module, bounds, module.format(bounds), module.threads(bounds));
  }

  String name() {
    return module.name();
  }

  Alphabet alphabet() {
    return module.alphabet();
  }

  int[] config() {
    return module.config(bounds);
  }

  int argument(List<Value> further) {
    return module.argument(bounds, further);
  }

  int rowInts() {
    return format.ints();
  }

  /** The row that a state demands, its ready mask 0. */
  int[] row(State state) {
    return format.toRow(format.project(state), 0);
  }

  V view(int[] row) {
    return format.fromRow(row, 0);
  }

  Map<String, String> components(V view) {
    return format.components(view);
  }

  List<String> points(V view) {
    return module.points(view);
  }

  Optional<String> harm(String fault, DriveResult<V> result, JsonNode facts) {
    return module.harm(fault, bounds, result, facts);
  }
}
