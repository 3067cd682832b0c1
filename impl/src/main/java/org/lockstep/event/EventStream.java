package org.lockstep.event;

import org.lockstep.device.Gate;

/** What events ask of a stream: a serial queue on which to have things done in order. */
public interface EventStream {
  /** Runs a job on the queue, one at a time: inline if the caller is on it already. */
  void inTurn(Runnable job);

  /**
   * Called in a job: the device, having come this far, calls this on a thread of its own, be it
   * that its work has failed. If this throws, the device will not call.
   */
  void whenReached(Runnable reached);

  /** Called in a job: the device, having come this far, goes on when the gate is open. */
  void await(Gate gate);
}
