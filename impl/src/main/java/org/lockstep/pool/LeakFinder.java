package org.lockstep.pool;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one daemon thread that finds leaks, of all pools; started with the first lease that is
 * watched.
 */
final class LeakFinder {
  static final ReferenceQueue<Lease> UNREACHABLE = new ReferenceQueue<>();

  private static final System.Logger LOG = System.getLogger("org.lockstep");

  /** Weak: a pool that nobody has any more needs no looking after. */
  private static final Set<LeakWatch> AGEING =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

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
        for (LeakWatch watch : ageing()) {
          watch.reportOverAge();
        }
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
    for (LeakWatch watch : ageing()) {
      shortest = Math.min(shortest, TimeUnit.NANOSECONDS.toMillis(watch.overAgeNanos()) / 2);
    }
    return Math.max(1, shortest);
  }

  /** A copy: listeners are called without the lock of the set. */
  private static List<LeakWatch> ageing() {
    synchronized (AGEING) {
      return List.copyOf(AGEING);
    }
  }
}
