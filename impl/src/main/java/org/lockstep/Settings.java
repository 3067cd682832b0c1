package org.lockstep;

import java.util.Map;

/**
 * The settings that come from the environment. Every value is parsed strictly: a wrong one is an
 * error that says which variable it is, what it holds and what is allowed.
 *
 * @param streamPoolSize {@code LOCKSTEP_STREAM_POOL_SIZE}: streams of a pool, the default stream
 *     included
 * @param lockRanks {@code LOCKSTEP_LOCK_RANKS}: whether each lock taken is checked against its rank
 * @param encodingLock {@code LOCKSTEP_ENCODING_LOCK}: whether encoding is serialised at all
 */
public record Settings(int streamPoolSize, boolean lockRanks, boolean encodingLock) {
  public static final String STREAM_POOL_SIZE = "LOCKSTEP_STREAM_POOL_SIZE";
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
            number(environment, STREAM_POOL_SIZE, 32, 2, 1024),
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

  private static int number(
      Map<String, String> environment, String name, int standard, int least, int most) {
    String text = environment.get(name);
    if (text == null) {
      return standard;
    }
    // At most nine digits: what matches is an int.
    int value = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      throw wrong(name, text, "a whole number from " + least + " to " + most, standard);
    }
    return value;
  }

  private static String choice(
      Map<String, String> environment, String name, String standard, String other) {
    String text = environment.getOrDefault(name, standard);
    if (!text.equals(standard) && !text.equals(other)) {
      throw wrong(name, text, standard + " or " + other, standard);
    }
    return text;
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
