package org.lockstep.pool;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one daemon thread that finds leaks, of all pools; started with the first lease that is
 * watched.
 */
final class LeakFinder {
  static final ReferenceQueue<Lease> UNREACHABLE = new ReferenceQueue<>();

  private static final System.Logger LOG = System.getLogger("org.lockstep");
  private static final Set<LeakWatch> AGEING = ConcurrentHashMap.newKeySet();
  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final long LONGEST_LOOK_MILLIS = 1_000;

  private LeakFinder() {}

  static void watch(LeakWatch watch) {
    if (watch.overAgeNanos() > 0) {
      AGEING.add(watch);
    }
    if (!STARTED.get() && STARTED.compareAndSet(false, true)) {
      Thread finder = new Thread(LeakFinder::find, "lockstep-leak-finder");
      finder.setDaemon(true);
      finder.start();
    }
  }

  private static void find() {
    while (true) {
      try {
        Reference<? extends Lease> lost = UNREACHABLE.remove(nextLookMillis());
        if (lost instanceof LeakWatch.Watched watched) {
          watched.collect();
        }
        AGEING.forEach(LeakWatch::reportOverAge);
        AGEING.removeIf(LeakWatch::isIdle);
      } catch (InterruptedException nobodyDoes) {
        LOG.log(System.Logger.Level.WARNING, "the finder of leaks was interrupted; it goes on");
      } catch (RuntimeException ofListener) {
        LOG.log(System.Logger.Level.WARNING, "a listener to leak reports failed", ofListener);
      }
    }
  }

  /** A pool that begins to watch while this thread sleeps is looked at when it wakes. */
  private static long nextLookMillis() {
    long shortest = LONGEST_LOOK_MILLIS;
    for (LeakWatch watch : AGEING) {
      shortest = Math.min(shortest, TimeUnit.NANOSECONDS.toMillis(watch.overAgeNanos()) / 2);
    }
    return Math.max(1, shortest);
  }
}
