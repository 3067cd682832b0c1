package org.lockstep.seam;

/** The clock, and the interrupts of threads: a replay has its own, {@link VirtualTime}. */
public interface Surroundings {
  Surroundings REAL =
      new Surroundings() {
        @Override
        public long nanoTime(Thread thread) {
          return System.nanoTime();
        }

        @Override
        public boolean isInterrupted(Thread thread) {
          return thread.isInterrupted();
        }

        @Override
        public void clearInterrupt(Thread current) {
          boolean unused = Thread.interrupted();
        }
      };

  /** The time as this thread sees it. */
  long nanoTime(Thread thread);

  boolean isInterrupted(Thread thread);

  /** Called by the thread itself. */
  void clearInterrupt(Thread current);
}
