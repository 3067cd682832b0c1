package org.lockstep.gate.report;

/**
 * A check that this run leaves out, with the reason.
 *
 * @param kind models, replay or faults
 */
public record Skip(String module, String kind, String name, String reason) {}
