package org.lockstep.gate.report;

/** How many transitions of the replayed models take an action, and were replayed on an engine. */
public record ActionRow(String module, String action, String engine, long transitions) {
  public ActionRow of(long count) {
    return new ActionRow(module, action, engine, count);
  }
}
