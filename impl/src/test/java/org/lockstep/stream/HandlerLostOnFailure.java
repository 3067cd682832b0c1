package org.lockstep.stream;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** Fault: the handlers of a buffer that the device has failed are not called. */
public final class HandlerLostOnFailure extends CommandStream {
  public HandlerLostOnFailure(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  void fire(Consumer<? super @Nullable Throwable> handler, @Nullable Throwable failure) {
    if (failure == null) {
      super.fire(handler, null);
    }
  }
}
