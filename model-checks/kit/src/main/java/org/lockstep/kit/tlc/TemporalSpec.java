package org.lockstep.kit.tlc;

import java.util.List;

/**
 * The temporal part of a specification and its cfg, as the parser reads it.
 *
 * @param fairness what the specification assumes beyond its steps, one formula for each conjunct
 * @param properties the temporal properties that the cfg names
 * @param actions the text of the actions that {@link Formula.Fair} is about
 */
public record TemporalSpec(
    List<Formula> fairness, List<Property> properties, List<String> actions) {
  public TemporalSpec {
    fairness = List.copyOf(fairness);
    properties = List.copyOf(properties);
    actions = List.copyOf(actions);
  }

  /** A temporal property with the name that the cfg gives it. */
  public record Property(String name, Formula formula) {}

  /** The same without one of the conjuncts of its fairness: for checks of the check. */
  public TemporalSpec without(int conjunct) {
    List<Formula> fewer = new java.util.ArrayList<>(fairness);
    fewer.remove(conjunct);
    return new TemporalSpec(fewer, properties, actions);
  }
}
