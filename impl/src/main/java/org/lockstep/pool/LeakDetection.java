package org.lockstep.pool;

/**
 * Which leases are watched. A watched lease that nobody can reach any more is reported, with the
 * place where it was taken, and given back. Of a lease that is not watched nobody will ever know.
 */
public enum LeakDetection {
  /** None: costs nothing. */
  OFF,

  /**
   * One in 1,024. A lease that is watched costs about a microsecond, its stack trace above all; one
   * in 128, as Netty has it, made every lease dearer by two thirds. Finds what leaks again and again.
   */
  SAMPLED,

  /** Every lease: costs a stack trace for each. No stream is lost. */
  ALL;

  /** Without a counter that threads would share: the generation is scattered over its range. */
  boolean picks(long generation) {
    return switch (this) {
      case OFF -> false;
      case SAMPLED -> generation * 0x9E37_79B9_7F4A_7C15L >>> 54 == 0;
      case ALL -> true;
    };
  }
}
