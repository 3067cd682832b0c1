package org.lockstep.gate.subject;

import java.util.Optional;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.pool.LeasePoolView;

/** The damage that a fault of the lease pool did, in words: observed, never concluded. */
public final class LeasePoolHarm {
  private LeasePoolHarm() {}

  /** The harm that this fault is known for, empty if it was not done. */
  public static Optional<String> of(
      String fault, LeasePoolConfig config, DriveResult<LeasePoolView> result) {
    throw new IllegalArgumentException("nobody has said what harm " + fault + " does");
  }
}
