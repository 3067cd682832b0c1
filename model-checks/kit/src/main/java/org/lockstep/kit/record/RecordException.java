package org.lockstep.kit.record;

/** A recorded run that cannot be used; says where, what was expected, and what to do. */
public final class RecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RecordException(String message) {
    super(message);
  }
}
