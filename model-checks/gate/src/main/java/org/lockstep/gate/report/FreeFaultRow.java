package org.lockstep.gate.report;

/**
 * What a free run of an engine with a planted fault came to.
 *
 * @param seenBy search (the run is no behaviour of the model), stuck (a thread did not end), threw
 *     (a call let something out), or nothing
 * @param events how many it took, 0 if the run was not finished
 */
public record FreeFaultRow(
    String module, String fault, String engine, String seenBy, long events, String detail) {}
