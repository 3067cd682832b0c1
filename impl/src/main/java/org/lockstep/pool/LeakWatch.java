package org.lockstep.pool;

import java.lang.ref.PhantomReference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.stream.CommandStream;

/** The watched leases of one pool. */
final class LeakWatch {
  private final LeakDetection level;
  private final long overAgeNanos;
  private final Consumer<? super LeakReport> listener;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final AtomicLong reports = new AtomicLong();

  /**
   * Watches as this level says.
   *
   * @param overAgeNanos from which age on a lease is reported, 0 for never
   */
  LeakWatch(LeakDetection level, long overAgeNanos, Consumer<? super LeakReport> listener) {
    this.level = level;
    this.overAgeNanos = overAgeNanos;
    this.listener = listener;
  }

  /** On the thread that has just taken the lease: its stack is the place to report. */
  Lease taken(Lease lease) {
    if (level.picks(lease.generation())) {
      Watched entry = new Watched(this, lease);
      watched.add(entry);
      lease.watched = entry;
      LeakFinder.watch(this);
    }
    return lease;
  }

  long overAgeNanos() {
    return overAgeNanos;
  }

  long reports() {
    return reports.get();
  }

  void reportOverAge() {
    long now = System.nanoTime();
    for (Watched entry : watched) {
      if (overAgeNanos > 0 && !entry.reported && now - entry.since >= overAgeNanos) {
        entry.reported = true;
        entry.report(LeakReport.Kind.OVER_AGE);
      }
    }
  }

  /** A lease under watch, as long as it is not given back. */
  static final class Watched extends PhantomReference<Lease> {
    private final LeakWatch watch;
    private final LeasePool pool;
    private final int stream;
    private final long word;
    private final long since = System.nanoTime();
    private final String thread = Thread.currentThread().getName();
    private final Throwable site = new Throwable("taken here");
    private boolean reported;

    /** Which cannot reach the lease: its being kept here keeps no leak from being found. */
    volatile @Nullable CommandStream commands;

    Watched(LeakWatch watch, Lease lease) {
      super(lease, LeakFinder.UNREACHABLE);
      this.watch = watch;
      this.pool = lease.pool;
      this.stream = lease.index();
      this.word = lease.word;
    }

    void givenBack() {
      watch.watched.remove(this);
      clear();
    }

    /** Gives back what its lessee cannot give back any more. */
    void collect() {
      if (watch.watched.remove(this)) {
        try {
          // First: whoever gets the stream next may rely on the leak being told.
          report(LeakReport.Kind.UNREACHABLE);
        } finally {
          giveBack(new Lease(pool, stream, word));
        }
      }
    }

    private void giveBack(Lease lost) {
      CommandStream recorded = commands;
      if (recorded != null) {
        pool.retire(recorded, lost);
      }
      pool.release(lost);
    }

    private void report(LeakReport.Kind kind) {
      Duration age = Duration.ofNanos(System.nanoTime() - since);
      try {
        watch.listener.accept(new LeakReport(stream, kind, thread, age, site));
      } finally {
        // Last: whoever sees it counted may rely on the listener having been told.
        watch.reports.incrementAndGet();
      }
    }
  }
}
