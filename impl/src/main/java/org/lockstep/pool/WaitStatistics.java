package org.lockstep.pool;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts waits, and tells the flight recorder; only who waits anyway comes here. */
final class WaitStatistics {
  final LongAdder waits = new LongAdder();
  final LongAdder nanos = new LongAdder();
  final LongAccumulator longest = new LongAccumulator(Math::max, 0);
  final LongAdder timeouts = new LongAdder();

  /** A wait that has begun. */
  final class Wait {
    private final long began = System.nanoTime();
    private final LeaseWaitEvent event = new LeaseWaitEvent();

    private Wait(int waiters) {
      event.waiters = waiters;
      event.begin();
    }

    void end(LeaseSession.Result result, @Nullable Lease lease) {
      long took = System.nanoTime() - began;
      waits.increment();
      nanos.add(took);
      longest.accumulate(took);
      if (result == LeaseSession.Result.TIMEOUT) {
        timeouts.increment();
      }
      event.end();
      if (event.shouldCommit()) {
        event.stream = lease == null ? -1 : lease.index();
        event.outcome = lease == null ? result.name() : "LEASED";
        event.commit();
      }
    }
  }

  Wait begin(int waitersBefore) {
    return new Wait(waitersBefore + 1);
  }
}
