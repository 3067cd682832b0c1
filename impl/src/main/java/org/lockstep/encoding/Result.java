package org.lockstep.encoding;

import java.util.Locale;

/** What became of a thread's last call, as far as it has come. */
public enum Result {
  NONE,
  /** Every dispatch executed the arguments that its own thread had set. */
  RIGHT,
  /** A dispatch executed another thread's arguments. */
  WRONG,
  /** The device refused a dispatch. */
  FAILED;

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
