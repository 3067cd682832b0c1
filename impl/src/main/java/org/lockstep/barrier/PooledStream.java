package org.lockstep.barrier;

import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.pool.Stream;

/**
 * A stream of a {@link org.lockstep.pool.StreamPool}. The pool keeps no failures: whoever records
 * the work is told by its buffer. Close it at the barrier before its pool is closed.
 */
public final class PooledStream implements FencedStream {
  private final Stream stream;

  public PooledStream(Stream stream) {
    this.stream = stream;
  }

  @Override
  public int index() {
    return stream.index();
  }

  @Override
  public Fence fence() {
    CommandBuffer last = stream.mark();
    return last == null ? Fence.PASSED : Fence.behind(last);
  }

  @Override
  public @Nullable Throwable takeFailure() {
    return null;
  }
}
