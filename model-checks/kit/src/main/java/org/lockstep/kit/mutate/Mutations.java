package org.lockstep.kit.mutate;

import java.util.List;

/**
 * All mutants of a module.
 *
 * @param refused ids of those that do not parse, which are left out
 * @param leftOut how many were left out since an operator made more than its share
 */
public record Mutations(List<ModuleMutant> mutants, List<String> refused, int leftOut) {
  public Mutations {
    mutants = List.copyOf(mutants);
    refused = List.copyOf(refused);
  }
}
