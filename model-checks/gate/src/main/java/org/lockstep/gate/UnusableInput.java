package org.lockstep.gate;

/** An input that cannot be used; the message says in one line what is wrong and what to do. */
public final class UnusableInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableInput(String message) {
    super(message);
  }
}
