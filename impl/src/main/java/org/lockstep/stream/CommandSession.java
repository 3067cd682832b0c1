package org.lockstep.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.CommandEncoder;

/**
 * What a thread has in its hands of a stream: a thread-local. Plain fields: only its thread uses
 * them, and a replay reads them while that thread is parked.
 */
final class CommandSession {
  boolean onQueue;

  /** The encoder in its hand. */
  @Nullable CommandEncoder grip;

  /** The buffer in its hand. */
  @Nullable CommandBuffer hand;

  /** What a job has asked for and cannot have while it encodes. */
  final Deque<Runnable> putOff = new ArrayDeque<>();

  /** Whether to wait for the device when it has left the queue. */
  boolean synchronizes;

  /** The buffer to wait for then; null if there is none. */
  @Nullable CommandBuffer awaited;

  boolean encodes() {
    return grip != null;
  }
}
