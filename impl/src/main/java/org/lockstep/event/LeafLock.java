package org.lockstep.event;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A lock whose holder asks for no other one, so that it needs no rank. */
final class LeafLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  /** Who holds it: exact while everybody is parked. */
  @Nullable Thread holder() {
    return getOwner();
  }

  boolean isFree() {
    return !isLocked();
  }
}
