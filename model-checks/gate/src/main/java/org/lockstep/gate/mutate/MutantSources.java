package org.lockstep.gate.mutate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;

/** Where mutants come from: one line for each place. */
public final class MutantSources {
  private MutantSources() {}

  /** Of all places, or of the one named. */
  public static List<MutantSource> named(@Nullable String where) {
    List<MutantSource> all =
        List.of(
            new ModelMutants(),
            new EngineMutants("java", JavaMutants::new),
            new EngineMutants("native", NativeMutants::new));
    List<MutantSource> found =
        all.stream().filter(s -> where == null || s.where().equals(where)).toList();
    if (found.isEmpty()) {
      throw new UnusableInput(
          "no mutants of "
              + where
              + "; there are mutants of "
              + all.stream().map(MutantSource::where).toList());
    }
    return found;
  }
}
