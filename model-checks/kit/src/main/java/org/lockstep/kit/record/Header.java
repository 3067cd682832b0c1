package org.lockstep.kit.record;

import java.util.List;

/**
 * What a recorded run is a run of.
 *
 * @param module the model's name
 * @param model the cfg whose behaviours the run should be one of
 * @param engine java or native
 * @param variant what was run: sound, or the name of a fault
 * @param built the commit it was built from, or what else tells one build from another
 * @param seed of all that was drawn at random; not of the schedule, which nobody drew
 * @param observed the variables of the model whose values the threads saw, each a function of the
 *     threads
 */
public record Header(
    String module,
    String model,
    String engine,
    String variant,
    String built,
    long seed,
    List<String> observed) {
  public Header {
    observed = List.copyOf(observed);
  }
}
