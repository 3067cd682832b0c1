package org.lockstep.kit.tlc;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * The threads of one run: TLC starts its workers and its disk queue's helpers from the thread that
 * runs it, so all of them land in this group. The helpers wait for ever if the run ends before they
 * do (their end is signalled once, to those that wait by then), and would keep the class loader.
 */
final class RunThreads extends ThreadGroup {
  private static final long PATIENCE_MILLIS = 5_000;

  RunThreads() {
    super("tlc");
  }

  /** What ends TLC's helpers is no error: the run has its result by then. */
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {}

  /**
   * Ends what is left. A pass over temporal properties that was stopped hears no interrupt; its
   * thread is a daemon and ends when it is done or misses its files.
   */
  void end() {
    boolean interrupted = false;
    List<Thread> left = left();
    left.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    for (Thread thread : left) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis > 0) {
        try {
          thread.join(millis);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Thread> left() {
    Thread[] threads = new Thread[activeCount() + 16];
    int count = enumerate(threads);
    // TLC may have been the first to use the JVM's common pool: its workers are everyone's.
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread != null && !(thread instanceof ForkJoinWorkerThread))
        .toList();
  }
}
