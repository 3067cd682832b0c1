package org.lockstep.barrier;

import org.lockstep.device.DeviceException;

/** The device has failed work of a stream, of which nobody had been told. */
public final class StreamFailedException extends DeviceException {
  private static final long serialVersionUID = 1L;

  private final int stream;

  StreamFailedException(int stream, Throwable cause) {
    super("work of stream " + stream + " has failed: " + cause, cause);
    this.stream = stream;
  }

  public int stream() {
    return stream;
  }
}
