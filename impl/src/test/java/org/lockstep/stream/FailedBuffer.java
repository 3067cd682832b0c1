package org.lockstep.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.lockstep.device.DeviceException;

/** The failure of one buffer, in a soak. */
final class FailedBuffer extends DeviceException {
  private static final long serialVersionUID = 1L;

  /** Whose it was; 0: nobody has the stream alone. */
  final long lease;

  /** Only its handlers hear of it: it was not recorded through a stream. */
  final boolean submitted;

  /** A tick of the ledger before anybody can be told. */
  private final long since;

  /** A tick after somebody else than a handler was told; 0 before. */
  private final AtomicLong told = new AtomicLong();

  FailedBuffer(String message, long lease, boolean submitted, long since) {
    super(message);
    this.lease = lease;
    this.submitted = submitted;
    this.since = since;
  }

  /** False if somebody has been told already. */
  boolean tell(long now) {
    return told.compareAndSet(0, now);
  }

  boolean isTold() {
    return told.get() > 0;
  }

  /**
   * Those of which somebody should have been told. The device's thread notes the failures of a
   * stream one after the other, and an earlier one stands until somebody is told of it; what comes
   * meanwhile need not be told.
   */
  static List<FailedBuffer> wronglyUntold(List<FailedBuffer> ofStream) {
    List<FailedBuffer> untold = new ArrayList<>();
    Map<Long, Long> lastTold = new HashMap<>();
    for (FailedBuffer failure : ofStream) {
      if (failure.isTold()) {
        lastTold.merge(failure.lease, failure.told.get(), Math::max);
      } else if (!failure.submitted && lastTold.getOrDefault(failure.lease, 0L) < failure.since) {
        untold.add(failure);
      }
    }
    return untold;
  }
}
