package org.lockstep.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeamTest {
  private enum Here implements Point {
    HERE;

    @Override
    public String action() {
      return "Here";
    }
  }

  private static final class Recorder implements Steps {
    final Thread mine;
    final List<String> reached = new ArrayList<>();

    Recorder(Thread mine) {
      this.mine = mine;
    }

    @Override
    public boolean controlsThisThread() {
      return Thread.currentThread() == mine;
    }

    @Override
    public void reach(Point point, @Nullable BooleanSupplier ready) {
      reached.add(point.action() + (ready == null ? "" : "?"));
    }
  }

  private static int passes(int times) {
    int on = 0;
    for (int i = 0; i < times; i++) {
      if (Seam.on()) {
        on++;
      }
    }
    return on;
  }

  /** Hot code that was compiled with the seam off must see it on, and the other way round. */
  @Test
  void compiledCodeFollowsTheSwitch() {
    int many = 200_000;
    for (int round = 0; round < 3; round++) {
      assertEquals(0, passes(many));
      try (Seam.Installation installed = Seam.install(new Recorder(Thread.currentThread()))) {
        assertEquals(many, passes(many));
      }
    }
    assertEquals(0, passes(1));
  }

  @Test
  void onlyTheDriversOwnThreadsStop() throws InterruptedException {
    Recorder mine = new Recorder(Thread.currentThread());
    Recorder others = new Recorder(new Thread("other"));
    try (Seam.Installation first = Seam.install(others);
        Seam.Installation second = Seam.install(mine)) {
      assertTrue(Seam.on());
      Seam.at(Here.HERE);
      Seam.await(Here.HERE, () -> true);
      Thread stranger = new Thread(() -> Seam.at(Here.HERE));
      stranger.start();
      stranger.join();
    }
    assertFalse(Seam.on());
    assertEquals(List.of("Here", "Here?"), mine.reached);
    assertEquals(List.of(), others.reached);
  }

  @Test
  void theSeamIsOnUntilTheLastDriverHasGone() {
    Seam.Installation first = Seam.install(new Recorder(Thread.currentThread()));
    Seam.Installation second = Seam.install(new Recorder(Thread.currentThread()));
    first.close();
    assertTrue(Seam.on());
    second.close();
    assertFalse(Seam.on());
  }
}
