package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;

/** The C++ engine of one module with the bounds of one target: what its numbers mean. */
interface NativeModule<V> {
  String name();

  Alphabet alphabet();

  /** What {@code lockstep_replay} wants as its config. */
  int[] config();

  /** The names of the threads in the order of their numbers. */
  List<String> threads();

  /** The number of what an action says beside its thread: one value, or more. */
  int argument(List<Value> further);

  int rowInts();

  /** The row that a state demands, its ready mask 0. */
  int[] row(State state);

  V view(int[] row);

  /** A view for a reader: its components by the names that the model has for them. */
  Map<String, String> components(V view);

  /** Where each thread stands: a step point, Idle or Gone. */
  List<String> points(V view);

  /** The damage of this fault that a drive showed, in words; the facts are those of the report. */
  Optional<String> harm(String fault, DriveResult<V> result, JsonNode facts);
}
