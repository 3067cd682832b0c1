package org.lockstep.lock;

/** A thread asked for a lock while it held one of the same or of a higher rank. */
public final class RankViolation extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  RankViolation(RankedLock held, RankedLock wanted, Throwable heldSince) {
    super(
        "thread "
            + Thread.currentThread().getName()
            + " asks for "
            + wanted
            + " while it holds "
            + held
            + ", which it took at "
            + place(heldSince)
            + "; locks are taken in ascending rank, so take "
            + wanted
            + " first or give "
            + held
            + " back (where it asks: this trace; where it took the other: the cause)",
        heldSince);
  }

  /** The first frame outside the lock itself. */
  private static String place(Throwable where) {
    for (StackTraceElement frame : where.getStackTrace()) {
      String name = frame.getClassName();
      if (!name.equals(RankedLock.class.getName()) && !name.equals(RankCheck.class.getName())) {
        return frame.toString();
      }
    }
    return "an unknown place";
  }
}
