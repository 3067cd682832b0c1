package org.lockstep.kit.tlc.engine;

/** Unwinds a run that was asked to stop before TLC starts on the temporal properties. */
final class Stopped extends Error {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("stopped on request");
  }
}
