package org.lockstep.gate.link;

import org.lockstep.pool.StreamPool.Point;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/** Methods whose claims are wrong, each in its own way. */
final class PlantedMethods {
  private PlantedMethods() {}

  @Implements("StreamPool!Enter")
  static void otherPoint() {
    if (Seam.on()) {
      Seam.at(Point.LEAVE);
    }
  }

  @Implements("StreamPool!Count")
  static void noPoint() {}

  @Implements("StreamPool!Retire")
  static void twoPoints() {
    Seam.at(Point.RETIRE);
    Seam.await(Point.DESTROY, () -> true);
  }

  @Implements("StreamPool!Enetr")
  static void misspelt() {}

  @Implements("StreamPull!Enter")
  static void otherModule() {}

  @Implements("StreamPool!GpuComplete")
  static void environment() {}

  static void stray() {
    Seam.at(Point.SEAL);
  }
}
