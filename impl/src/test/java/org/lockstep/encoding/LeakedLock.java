package org.lockstep.encoding;

import java.util.Collection;
import org.lockstep.lock.RankedLock;

/** Fault: a section that fails keeps the lock. */
public final class LeakedLock extends EncodingLock {
  public LeakedLock(RankedLock lock, Collection<Site> covered) {
    super(lock, covered);
  }

  @Override
  void locked(Runnable body) {
    lock().lock();
    body.run();
    lock().unlock();
  }
}
