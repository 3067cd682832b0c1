package org.lockstep.weak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That what jcstress finds makes the build fail when it should. */
class FindingTest {
  private static Finding of(List<String> wrong, List<String> forbidden) {
    return new Finding(FindingTest.class, wrong, forbidden, 7);
  }

  @Test
  void aForbiddenOutcomeIsAComplaintUnlessItIsPlanted() {
    Finding found = of(List.of(), List.of("2 (two queues), 3 times"));
    assertEquals(
        List.of("org.lockstep.weak.FindingTest had the outcome 2 (two queues), 3 times"),
        found.complaints(false));
    assertEquals(List.of(), found.complaints(true));
  }

  @Test
  void aPlantedFaultThatWasNotFoundIsAComplaint() {
    Finding found = of(List.of(), List.of());
    assertEquals(List.of(), found.complaints(false));
    assertEquals(1, found.complaints(true).size());
    assertTrue(found.complaints(true).get(0).contains("not found in 7 samples"));
  }

  @Test
  void aTestThatDidNotRunIsAComplaint() {
    Finding found = of(List.of("it did not run"), List.of("2"));
    assertEquals(2, found.complaints(false).size());
    assertEquals(List.of("it did not run"), found.complaints(true));
  }
}
