package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;

/**
 * What must be said of a module for both engines to replay it; {@link OnJava} and {@link OnNative}
 * do the rest.
 *
 * @param <C> its bounds
 * @param <V> what is seen of it
 */
interface ReplayedModule<C, V extends Record> {
  String name();

  Alphabet alphabet();

  /** Those of the target's cfg. */
  C bounds(Target target);

  /** What the sound engine is set up with, where a fault is one of the bounds. */
  default C soundBounds(Target target) {
    return bounds(target);
  }

  /** The names of the threads in the order of their numbers. */
  List<String> threads(C bounds);

  ViewFormat<V> format(C bounds);

  /** Where each thread stands: a step point, Idle or Gone. */
  List<String> points(V view);

  /**
   * Java engines.
   *
   * @param target whose harm they may show, if it is a fault
   * @param variant {@link Modules#SOUND}, or the target's name
   */
  JavaSubjects<V> subjects(Target target, C bounds, String variant);

  /** What {@code lockstep_replay} wants as its config. */
  int[] config(C bounds);

  /** The number that the C++ engine has for what an action says beside its thread. */
  int argument(C bounds, List<Value> further);

  /** The damage that a C++ engine showed, in words; the facts are those of its report. */
  Optional<String> harm(String fault, C bounds, DriveResult<V> result, JsonNode facts);
}
