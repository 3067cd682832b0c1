package org.lockstep.kit.tlc.engine;

/** Stands for a call of {@code System.exit} inside TLC. */
final class TlcExit extends Error {
  private static final long serialVersionUID = 1L;

  TlcExit(int status) {
    super("TLC gave up with System.exit(" + status + ")");
  }
}
