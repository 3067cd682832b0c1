package org.lockstep.gate.report;

import java.util.Map;

/**
 * How often an action occurs in the replayed graphs of its module, and on how many of these
 * transitions each engine was compared.
 */
public record ActionCoverage(
    String module, String action, long transitions, Map<String, Long> replayed) {}
