package org.lockstep.kit.itf;

import java.io.IOException;

/**
 * A trace file that cannot be read or a trace that cannot be written; the message names the file
 * and the place.
 */
public final class ItfException extends IOException {
  private static final long serialVersionUID = 1L;

  ItfException(String message) {
    super(message);
  }

  ItfException(String message, Throwable cause) {
    super(message, cause);
  }
}
