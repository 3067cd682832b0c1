package org.lockstep.kit.mutate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.tlc.Specs;

/** Mutants of the bounded buffer. */
class ModuleMutationsTest {
  private static final String BUFFER = "BoundedBufferSteps";
  private static final Path MODULE = Specs.module(BUFFER + "/" + BUFFER);

  @TempDir Path temp = Path.of("");

  private static Mutations all() {
    return new ModuleMutations(MODULE, new TreeSet<>(Set.of("Spec")), 1000).generate();
  }

  @Test
  void everyMutantDiffersFromTheModuleAndFromEveryOther() throws IOException {
    List<ModuleMutant> mutants = all().mutants();
    Set<String> texts = new HashSet<>(Set.of(Files.readString(MODULE)));
    Set<String> ids = new HashSet<>();
    for (ModuleMutant mutant : mutants) {
      assertTrue(texts.add(mutant.text()), mutant::id);
      assertTrue(ids.add(mutant.id()), mutant::id);
      assertTrue(mutant.change().contains("line " + mutant.line()), mutant::change);
    }
    System.out.println(all().refused());
    mutants.forEach(m -> System.out.println(m.id() + "  " + m.change()));
  }
}
