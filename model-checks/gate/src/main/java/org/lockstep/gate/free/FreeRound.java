package org.lockstep.gate.free;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

/** A fresh system, and the threads that use it until each has done what it is to do. */
final class FreeRound {
  private final int number;
  private final List<FreeThread> threads;

  FreeRound(int number, List<FreeThread> threads) {
    this.number = number;
    this.threads = List.copyOf(threads);
  }

  /**
   * @param patience after which a thread that has not ended is stuck
   */
  void run(Duration patience) throws InterruptedException, FreeRunFailed {
    threads.forEach(FreeThread::start);
    long deadline = System.nanoTime() + patience.toNanos();
    for (FreeThread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    for (FreeThread thread : threads) {
      Throwable failure = thread.failure();
      if (failure != null) {
        throw FreeRunFailed.threw(
            "round " + number + ": thread " + thread.whereabouts() + " threw " + failure, failure);
      }
    }
    for (FreeThread thread : threads) {
      if (thread.isAlive()) {
        Throwable where = new Throwable("it was here");
        where.setStackTrace(thread.stack());
        throw FreeRunFailed.stuck(
            "round "
                + number
                + ": stuck: thread "
                + thread.whereabouts()
                + " has not ended in "
                + patience.toMillis()
                + " ms",
            where);
      }
    }
  }

  /** What a call of these threads took on average, after the round has run. */
  double processorNanosOfACall(Predicate<String> callers) {
    long spent = 0;
    long calls = 0;
    for (FreeThread thread : threads) {
      if (callers.test(thread.name())) {
        spent += thread.processorNanos();
        calls += thread.calls();
      }
    }
    return (double) spent / Math.max(1, calls);
  }

  /** After it has run. */
  Round logs() {
    List<ThreadLog> logs = new ArrayList<>();
    threads.forEach(thread -> logs.add(thread.log()));
    return new Round(number, logs);
  }
}
