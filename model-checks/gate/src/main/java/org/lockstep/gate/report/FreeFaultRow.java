package org.lockstep.gate.report;

/**
 * What free runs of an engine with a planted fault came to.
 *
 * @param seenBy search (a run is no behaviour of the model), stuck (a thread did not end), threw (a
 *     call let something out), crash (of the process), or nothing
 * @param events of the runs that were judged
 * @param detail with which seed, and what was seen
 */
public record FreeFaultRow(
    String module, String fault, String engine, String seenBy, long events, String detail) {
  public static final String SEARCH = "search";
  public static final String STUCK = "stuck";
  public static final String THREW = "threw";
  public static final String CRASH = "crash";
  public static final String NOTHING = "nothing";

  public boolean wasSeen() {
    return !seenBy.equals(NOTHING);
  }
}
