package org.lockstep.stream;

import org.lockstep.device.DeviceException;

/** The device has failed work of a stream that was committed before. */
public final class WorkFailedException extends DeviceException {
  private static final long serialVersionUID = 1L;

  WorkFailedException(Throwable cause) {
    super("work of this stream has failed: " + cause, cause);
  }
}
