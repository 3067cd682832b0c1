package org.lockstep.gate.engine;

import java.util.Optional;
import java.util.function.Function;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.SubjectFactory;

/**
 * Java engines of one kind, to be made one after the other; the seam is on until this is closed.
 *
 * @param harm the damage of the target's fault that the last drive showed, in words
 */
record JavaSubjects<V>(
    SubjectFactory<V> factory, Function<DriveResult<V>, Optional<String>> harm, Runnable end)
    implements AutoCloseable {
  @Override
  public void close() {
    end.run();
  }
}
