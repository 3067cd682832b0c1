package org.lockstep.pool;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a thread knows of its dealings with a pool: a thread-local, gone with the thread. Plain
 * fields: only its thread uses them, and a replay reads them while that thread is parked.
 */
final class Session {
  static final int UNBOUND = -1;

  /** The calls of the model, and {@link StreamPool#run}. */
  enum Op {
    CURRENT,
    SUBMIT,
    RUN,
    CLOSE
  }

  final boolean main;
  final int gate;
  @Nullable Op op;
  int cursor;
  boolean refused;
  int binding = UNBOUND;

  Session(boolean main, int gate) {
    this.main = main;
    this.gate = gate;
  }

  void begin(Op call) {
    requireOutside(title(call));
    op = call;
    refused = false;
  }

  /** Calls do not nest: the one from inside would take the outer one's buffer, or wait for it. */
  void requireOutside(String call) {
    if (op != null) {
      throw new IllegalStateException(
          call
              + "() was called from inside "
              + title(op)
              + "() of the same thread: record into the buffer that the work is given, and call "
              + call
              + "() after it has returned");
    }
  }

  private static String title(Op call) {
    return call.name().toLowerCase(Locale.ROOT);
  }

  void end() {
    op = null;
    cursor = 0;
  }
}
