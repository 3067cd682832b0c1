package org.lockstep.gate.check;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.kit.jqwik.Behaviours;
import org.lockstep.kit.model.Path;

/**
 * CommandStream.tla, CommandStream.java and CommandStream in C++ are the same thing, one step at a
 * time.
 */
class CommandStreamReplayTest {
  private static final String MODULE = "CommandStream";

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void everyTransitionIsReplayed(String engine) {
    SmallTier.coverEverything(MODULE, engine);
  }

  @Property(tries = 50)
  void anyWalkIsABehaviourOfTheJavaEngine(@ForAll("walks") Path walk) {
    SmallTier.follow(SmallTier.smallest(MODULE), walk, "java");
  }

  @Property(tries = 50)
  void anyWalkIsABehaviourOfTheCppEngine(@ForAll("walks") Path walk) {
    SmallTier.follow(SmallTier.smallest(MODULE), walk, "native");
  }

  @Provide
  Arbitrary<Path> walks() {
    return Behaviours.walks(SmallTier.graph(SmallTier.smallest(MODULE)), 60);
  }
}
