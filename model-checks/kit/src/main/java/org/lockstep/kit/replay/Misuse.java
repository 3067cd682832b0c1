package org.lockstep.kit.replay;

/**
 * The replay was set up so that it would check nothing: an error, never a pass and never a
 * divergence.
 */
final class Misuse extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  Misuse(String message) {
    super(message);
  }
}
