package org.lockstep.gate.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.gate.UnusableInput;

class LanesTest {
  @Test
  void twoUnlessMoreAreAskedForOrThereIsOneProcessor() {
    assertEquals(2, Lanes.count(null, 16));
    assertEquals(2, Lanes.count("", 16));
    assertEquals(1, Lanes.count(null, 1));
    assertEquals(16, Lanes.count("16", 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "257", "two", " 2"})
  void whatIsNoNumberOfLanesIsRefused(String asked) {
    UnusableInput refused = assertThrows(UnusableInput.class, () -> Lanes.count(asked, 2));
    assertEquals(
        "LOCKSTEP_LANES is '" + asked + "': a number from 1 to 256 was expected; or unset it",
        refused.getMessage());
  }
}
