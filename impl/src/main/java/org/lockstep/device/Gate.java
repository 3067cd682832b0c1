package org.lockstep.device;

/** What a command buffer may have to wait for before the device begins with it. */
public interface Gate {
  /** Once open, always open. */
  boolean isOpen();

  /** Calls this once, when the gate is open: at once if it is. */
  void whenOpen(Runnable waiter);
}
