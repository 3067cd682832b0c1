package org.lockstep.kit.replay;

/** Stands for an exception inside an engine that is not in this JVM; its text is all there is. */
public final class EngineThrew extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineThrew(String text) {
    super(text, null, false, false);
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
