package org.lockstep.encoding;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.lockstep.Settings;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;

/**
 * Serialises the encode sections at the sites it covers. Reentrant, since sections nest; serves in
 * the order of requests; of the highest rank: whoever holds it asks for no other lock and waits for
 * no device.
 */
public class EncodingLock {
  private final RankedLock lock;
  private final Set<Site> covered;

  public EncodingLock(Collection<Site> covered) {
    this(new RankedLock(LockRank.ENCODING, "of encoding", RankCheck.ofProcess()), covered);
  }

  public EncodingLock(RankedLock lock, Collection<Site> covered) {
    this.lock = lock;
    this.covered = EnumSet.noneOf(Site.class);
    this.covered.addAll(covered);
  }

  /** Covers every site, or none if {@code LOCKSTEP_ENCODING_LOCK} is off. */
  public static EncodingLock ofProcess() {
    return new EncodingLock(
        Settings.ofProcess().encodingLock() ? EnumSet.allOf(Site.class) : Set.of());
  }

  RankedLock lock() {
    return lock;
  }

  /** Runs the encode section of a site, alone if the site is covered. */
  final void section(Site site, Runnable body) {
    if (covered.contains(site)) {
      locked(body);
    } else {
      body.run();
    }
  }

  /** However the body ends, the lock is given back. */
  void locked(Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }
}
