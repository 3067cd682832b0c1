package org.lockstep.gate.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What the figures were taken on. */
public record Environment(
    String java, String os, int cores, String tlcJar, Map<String, String> engines, String date) {
  public Environment {
    engines = new TreeMap<>(engines);
  }

  /** This machine, now. */
  public static Environment here(Map<String, String> engines) {
    return new Environment(
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        TlcJar.hash(),
        engines,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
