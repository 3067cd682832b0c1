package org.lockstep.pool;

/**
 * Which leases are watched. A watched lease that nobody can reach any more is reported, with the
 * place where it was taken, and given back. Of a lease that is not watched nobody will ever know.
 */
public enum LeakDetection {
  /** None: costs nothing. */
  OFF,

  /** One in 128: costs a stack trace each 128 leases. Finds what leaks again and again. */
  SAMPLED,

  /** Every lease: costs a stack trace for each. No stream is lost. */
  ALL;

  /** Without a counter that threads would share: the generation is scattered over its range. */
  boolean picks(long generation) {
    return switch (this) {
      case OFF -> false;
      case SAMPLED -> generation * 0x9E37_79B9_7F4A_7C15L >>> 57 == 0;
      case ALL -> true;
    };
  }
}
