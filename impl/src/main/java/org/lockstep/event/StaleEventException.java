package org.lockstep.event;

/** An event was used after it had been given back. Nothing was done, whoever has it now. */
public final class StaleEventException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StaleEventException(String call, Event event) {
    super(
        call
            + "() refused: "
            + event
            + " was given back before; nothing was done. Give an event back once, after its last"
            + " use: try-with-resources does");
  }
}
