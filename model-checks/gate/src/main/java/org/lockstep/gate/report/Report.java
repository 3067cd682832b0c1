package org.lockstep.gate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lockstep.gate.UnusableInput;

/**
 * All that a run of the gate printed.
 *
 * @param arguments what was asked for: tier, module, engines
 * @param opinions what our own search and fairness check say about the models that TLC judged
 * @param validation runs of free threads, which were judged
 * @param freeFaults what free runs of broken engines came to
 * @param detectors which tools see each planted fault
 * @param actions what of each action was replayed, in all models together
 * @param bounds the bounds of the replayed models, by model
 * @param seconds what each phase took
 * @param reused what was not done again, its key being that of an earlier run
 * @param failures one line each, empty if everything is as promised
 * @param sentence the verdict in words
 */
public record Report(
    List<String> arguments,
    List<ModelRow> models,
    List<OpinionRow> opinions,
    List<ReplayRow> replay,
    List<ValidationRow> validation,
    List<FreeFaultRow> freeFaults,
    List<DetectorRow> detectors,
    List<ActionRow> actions,
    List<FaultRow> faults,
    Map<String, Map<String, String>> bounds,
    Map<String, Double> seconds,
    List<String> reused,
    List<String> failures,
    int exitCode,
    String sentence,
    Environment environment) {
  /** How often a fault's counterexample is driven unless a user says otherwise. */
  public static final int FULL_FAULT_RUNS = 1000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Writes the whole file or nothing. */
  public void write(Path file) {
    WholeFile.write(file, json());
  }

  public String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is made of what JSON has", e);
    }
  }

  /** Whether this is a report of everything, and everything held: what the front page tells of. */
  public boolean isWhole(List<String> modules) {
    return exitCode == 0
        && arguments.contains("modules " + modules)
        && arguments.contains("engines [java, native]")
        && arguments.contains("fault runs " + FULL_FAULT_RUNS);
  }

  /** Whether this is a run of that tier: each has the models of the ones before it, and more. */
  public boolean isOfTier(String tier) {
    return arguments.contains("tier " + tier);
  }

  public static Report read(Path file) {
    try {
      return JSON.readValue(file.toFile(), Report.class);
    } catch (IOException e) {
      throw new UnusableInput(
          file + " is no report of this version of the gate: " + e.getMessage());
    }
  }
}
