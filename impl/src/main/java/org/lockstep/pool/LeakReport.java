package org.lockstep.pool;

import java.time.Duration;

/**
 * A lease that was not given back.
 *
 * @param stream the stream that it is a lease of
 * @param kind why it is reported
 * @param thread the name of the thread that took it
 * @param age how long ago
 * @param site where; its stack trace is that of the acquire
 */
public record LeakReport(int stream, Kind kind, String thread, Duration age, Throwable site) {
  /** Why a lease is reported. */
  public enum Kind {
    /** Nobody can reach it any more. Its stream has been given back. */
    UNREACHABLE("was lost: nobody can reach its lease any more. It has been given back"),

    /** It has been held for longer than the pool was told is in order. */
    OVER_AGE("is held for longer than is in order. It stays with its lessee");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  @Override
  public String toString() {
    return "stream "
        + stream
        + ", leased by thread "
        + thread
        + " "
        + age.toMillis()
        + " ms ago, "
        + kind.text
        + "; the cause tells where it was taken";
  }
}
