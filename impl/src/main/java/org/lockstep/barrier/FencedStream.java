package org.lockstep.barrier;

import org.jspecify.annotations.Nullable;

/** A stream as a barrier sees it. */
public interface FencedStream {
  int index();

  /**
   * Commits what has been recorded, and takes a fence behind it. Does not wait for the device. Of a
   * stream that is closed the fence is passed.
   *
   * @throws org.lockstep.device.DeviceException if the stream cannot commit; it has no more to wait
   *     for then than what a later fence finds
   */
  Fence fence();

  /** The failure of which nobody has been told; null if there is none. The caller tells of it. */
  @Nullable Throwable takeFailure();
}
