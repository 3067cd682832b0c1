package org.lockstep.event;

/** As many events are in use as the pool may have. None was taken. */
public final class EventsExhaustedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  EventsExhaustedException(int limit) {
    super(
        "take() refused: all "
            + limit
            + " events of the pool are in use; none was taken. Give events back, which is most"
            + " likely forgotten somewhere, or allow more");
  }
}
