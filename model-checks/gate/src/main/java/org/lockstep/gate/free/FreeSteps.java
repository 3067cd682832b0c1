package org.lockstep.gate.free;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.seam.Point;
import org.lockstep.seam.Steps;

/**
 * At the step points of free threads: notes them, and holds nobody up.
 *
 * @param within points that lie within the steps of the model
 */
record FreeSteps(Predicate<Point> within) implements Steps {
  @Override
  public boolean controlsThisThread() {
    return FreeThread.current() != null;
  }

  @Override
  public void reach(Point point, @Nullable BooleanSupplier ready) {
    FreeThread me = FreeThread.current();
    if (me != null && !within.test(point)) {
      me.reach(point);
    }
  }
}
