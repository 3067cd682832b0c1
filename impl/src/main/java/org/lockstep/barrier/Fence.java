package org.lockstep.barrier;

import org.lockstep.device.CommandBuffer;

/** All that a stream had been given when the fence was taken; what it is given later is not in. */
public interface Fence {
  /** Of a stream that has been given nothing. */
  Fence PASSED =
      new Fence() {
        @Override
        public boolean isPassed() {
          return true;
        }

        @Override
        public void await() {}
      };

  /** Whether the device is through with all of it. */
  boolean isPassed();

  /** Waits until the device is through with all of it; an interrupt stays until then. */
  void await();

  /** Of a stream that executes in order, to which this buffer was committed last. */
  static Fence behind(CommandBuffer last) {
    return new Fence() {
      @Override
      public boolean isPassed() {
        return last.isCompleted();
      }

      @Override
      public void await() {
        last.awaitCompleted();
      }
    };
  }
}
