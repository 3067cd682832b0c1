package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
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

  /** The bounds in a cfg file. */
  C bounds(Path cfg) throws IOException;

  /** The names of the threads in the order of their numbers. */
  List<String> threads(C bounds);

  ViewFormat<V> format(C bounds);

  /** Where each thread stands: a step point, Idle or Gone. */
  List<String> points(V view);

  /**
   * Java engines.
   *
   * @param variant sound, or a fault
   * @param fault whose harm they may show
   */
  JavaModule.Subjects<V> subjects(C bounds, String variant, String fault);

  /** What {@code lockstep_replay} wants as its config. */
  int[] config(C bounds);

  /** The number that the C++ engine has for an action's further argument. */
  int argument(C bounds, Value value);

  /** The damage that a C++ engine showed, in words; the facts are those of its report. */
  Optional<String> harm(String fault, C bounds, DriveResult<V> result, JsonNode facts);
}
