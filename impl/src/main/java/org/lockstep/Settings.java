package org.lockstep;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lockstep.pool.LeakDetection;

/**
 * The settings that come from the environment. Every value is parsed strictly: a wrong one is an
 * error that says which variable it is, what it holds and what is allowed.
 *
 * @param streamPoolSize {@code LOCKSTEP_STREAM_POOL_SIZE}: streams of a pool, the default stream
 *     included
 * @param waitNanos {@code LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS}, in nanoseconds: how long an
 *     acquire waits in all, -1 without a limit
 * @param leakDetection {@code LOCKSTEP_LEAK_DETECTION}: which leases are watched
 * @param lockRanks {@code LOCKSTEP_LOCK_RANKS}: whether each lock taken is checked against its rank
 * @param encodingLock {@code LOCKSTEP_ENCODING_LOCK}: whether encoding is serialised at all
 */
public record Settings(
    int streamPoolSize,
    long waitNanos,
    LeakDetection leakDetection,
    boolean lockRanks,
    boolean encodingLock) {
  public static final String STREAM_POOL_SIZE = "LOCKSTEP_STREAM_POOL_SIZE";
  public static final String STREAM_POOL_WAIT_TIMEOUT_MS = "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS";
  public static final String LEAK_DETECTION = "LOCKSTEP_LEAK_DETECTION";
  public static final String LOCK_RANKS = "LOCKSTEP_LOCK_RANKS";
  public static final String ENCODING_LOCK = "LOCKSTEP_ENCODING_LOCK";

  /** Holds the settings of this process, read at first use. */
  private static final class Process {
    static final Settings SETTINGS = of(System.getenv());
  }

  /** The settings of this process. */
  public static Settings ofProcess() {
    return Process.SETTINGS;
  }

  public static Settings of(Map<String, String> environment) {
    Settings settings =
        new Settings(
            (int)
                number(environment, STREAM_POOL_SIZE, 32, 2, 1024, "a whole number from 2 to 1024"),
            nanos(
                number(
                    environment,
                    STREAM_POOL_WAIT_TIMEOUT_MS,
                    0,
                    -1,
                    Integer.MAX_VALUE,
                    "0 (fail at once), -1 (wait for ever), or a whole number of milliseconds up to "
                        + Integer.MAX_VALUE)),
            LeakDetection.valueOf(
                choice(environment, LEAK_DETECTION, "sampled", "off", "all")
                    .toUpperCase(Locale.ROOT)),
            choice(environment, LOCK_RANKS, "off", "check").equals("check"),
            choice(environment, ENCODING_LOCK, "on", "off").equals("on"));
    if (!settings.encodingLock) {
      System.getLogger("org.lockstep")
          .log(
              System.Logger.Level.WARNING,
              ENCODING_LOCK
                  + "=off: threads that encode at the same time get each other's arguments and"
                  + " wrong results; set it to on unless one thread alone encodes");
    }
    return settings;
  }

  private static long nanos(long millis) {
    return millis < 0 ? millis : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static long number(
      Map<String, String> environment,
      String name,
      long standard,
      long least,
      long most,
      String allowed) {
    String text = value(environment, name);
    if (text == null) {
      return standard;
    }
    // At most ten digits: what matches is a long.
    if (!text.matches("-1|[0-9]{1,10}")) {
      throw wrong(name, text, allowed, standard);
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw wrong(name, text, allowed, standard);
    }
    return value;
  }

  private static String choice(
      Map<String, String> environment, String name, String standard, String... others) {
    String text = value(environment, name);
    if (text == null || text.equals(standard)) {
      return standard;
    }
    if (!List.of(others).contains(text)) {
      throw wrong(name, text, standard + " or " + String.join(" or ", others), standard);
    }
    return text;
  }

  /** By its name, or by the one that it had in the system this one began as. */
  private static @Nullable String value(Map<String, String> environment, String name) {
    String text = environment.get(name);
    String alias = name.replaceFirst("^LOCKSTEP_", "MPS_");
    String other = environment.get(alias);
    if (text != null && other != null && !text.equals(other)) {
      throw new IllegalArgumentException(
          "the environment variables "
              + name
              + " and "
              + alias
              + ", which are one setting, differ: \""
              + text
              + "\" and \""
              + other
              + "\"; unset the second");
    }
    return text != null ? text : other;
  }

  private static IllegalArgumentException wrong(
      String name, String text, String allowed, Object standard) {
    return new IllegalArgumentException(
        "the environment variable "
            + name
            + " is \""
            + text
            + "\", allowed is "
            + allowed
            + "; correct it, or unset it for the default "
            + standard);
  }
}
