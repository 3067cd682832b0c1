package org.lockstep.gate.engine;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.SubjectFactory;

/** The Java engine of one module, as a system under replay. */
interface JavaModule<V> {
  Alphabet alphabet();

  /** The engine as it ships, with the bounds of the target; of a fault too. */
  Subjects<V> sound(Target target);

  /** A view for a reader: its components by the names that the model has for them. */
  Map<String, String> components(Target target, V view);

  /** The engine with the fault that the target is. */
  Subjects<V> faulty(Target fault);

  /**
   * Engines of one kind, to be made one after the other; the seam is on until this is closed.
   *
   * @param harm the damage of the target's fault that the last drive showed, in words
   */
  record Subjects<V>(
      SubjectFactory<V> factory, Function<DriveResult<V>, Optional<String>> harm, Runnable end)
      implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
