package org.lockstep.nativeengine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LockstepNativeTest {
  /** Two threads, the first is main; two worker streams, one stripe. */
  private static final int[] POOL = {2, 0, 2, 1, 0, 0};

  private final byte[] report = new byte[1 << 16];

  @BeforeEach
  void engineIsThere() {
    assumeTrue(LockstepNative.isAvailable(), "the C++ engine was not built");
  }

  @Test
  void bothLibrariesLoadAndSpeakTheSameInterface() {
    assertEquals(6, LockstepNative.abiVersion());
    assertEquals(LockstepNative.abiVersion(), LockstepFaults.abiVersion());
  }

  @Test
  void aPlanIsCarriedOutRowByRow() {
    int[] plan = plan("CallCurrent 1", "Enter 1", "Count 1", "ReadSlot 1", "LockCreation 1");
    int width = LockstepNative.rowInts("StreamPool", POOL, POOL.length);
    int[] rows = new int[6 * width];

    assertEquals(5, replay("sound", plan, 0, rows, width), this::text);

    assertArrayEquals(new int[] {0, 0}, Arrays.copyOfRange(rows, 0, 2), "both idle at first");
    int[] last = Arrays.copyOfRange(rows, 5 * width, 6 * width);
    assertEquals(7, last[1], "thread 1 stands at RecheckSlot");
    assertEquals(1, last[9], "it is bound to stream 1");
    assertEquals(1, last[10], "the counter has gone on");
    assertEquals(1, last[14], "it holds the creation lock");
    assertEquals(0b10, last[width - 1], "it can go on");
  }

  @Test
  void anIllegalStepIsRefusedByNameAndPlace() {
    int[] plan = plan("CallCurrent 1", "Enter 1", "Publish 1");
    assertEquals(2, replay("sound", plan, 0, null, 0));
    assertTrue(
        text()
            .contains(
                "\"refusal\":{\"step\":2,\"action\":\"Publish\",\"thread\":1,\"reason\":\"thread 1 stands at Count"),
        this::text);
  }

  @Test
  void aStepThatWouldBlockIsRefused() {
    int[] plan =
        plan(
            "CallCurrent 0",
            "CallCurrent 1",
            "Enter 0",
            "Enter 1",
            "Count 1",
            "ReadSlot 0",
            "ReadSlot 1",
            "LockCreation 0",
            "LockCreation 1");
    assertEquals(8, replay("sound", plan, 0, null, 0));
    assertTrue(text().contains("would block there"), this::text);
  }

  @Test
  void finishLetsAllThreadsRunOn() {
    int[] plan = plan("CallSubmit 0", "CallSubmit 1", "Enter 1", "Enter 0");
    assertEquals(4, replay("sound", plan, LockstepNative.FINISH, null, 0));
    assertTrue(text().contains("\"stuck\":[]"), this::text);
    assertTrue(text().contains("\"commits\":[1,1,0]"), this::text);
  }

  @Test
  void aFaultGoesReallyWrong() {
    assumeTrue(LockstepFaults.isAvailable(), "the broken engines were not built");
    File faults =
        new File(
            new File(Loader.load(LockstepFaults.class)).getParentFile(), "liblockstep_faults.so");
    assertTrue(LockstepNative.loadVariants(faults.getPath()) > 0, LockstepNative::lastError);
    assertTrue(List.of(LockstepNative.variantNames("StreamPool")).contains("LeakOnRefusal"));

    int[] plan = plan("CallSubmit 0", "CallClose 1", "Seal 1", "Enter 0");
    assertEquals(4, replay("LeakOnRefusal", plan, LockstepNative.FINISH, null, 0), this::text);
    assertTrue(text().contains("\"stuck\":[{\"thread\":1,\"at\":\"AwaitEmpty\"}]"), this::text);
    assertEquals(4, replay("sound", plan, LockstepNative.FINISH, null, 0), this::text);
    assertTrue(text().contains("\"stuck\":[]"), this::text);
  }

  @Test
  void unknownNamesAreErrorsThatSayWhatThereIs() {
    assertEquals(-1, replay("NoSuchFault", new int[0], 0, null, 0));
    assertTrue(
        LockstepNative.lastError().contains("has no variant 'NoSuchFault'; there are: sound"));
    assertThrows(IllegalArgumentException.class, () -> LockstepNative.actionNames("NoSuchModule"));
    assertEquals(-1, LockstepNative.rowInts("StreamPool", new int[] {2, 5}, 2));
    assertTrue(
        LockstepNative.lastError().contains("main = 5, expected 0..1"), LockstepNative::lastError);
  }

  @Test
  void thePoolServesItsThreadsUntilItIsClosed() throws InterruptedException {
    NativeStreamPool pool = new NativeStreamPool(2);
    assertEquals(OptionalInt.empty(), pool.bound());
    assertEquals(0, pool.current());
    int[] seen = new int[3];
    Thread worker =
        new Thread(
            () -> {
              seen[0] = pool.current();
              pool.submitNoop();
              pool.setCurrent(2);
              seen[1] = pool.current();
              seen[2] =
                  assertThrows(IllegalArgumentException.class, () -> pool.setCurrent(0))
                      .toString()
                      .length();
            });
    worker.start();
    worker.join();
    assertEquals(1, seen[0]);
    assertEquals(2, seen[1]);
    assertTrue(seen[2] > 0);
    pool.close();
    pool.close();
    assertTrue(
        assertThrows(IllegalStateException.class, pool::submitNoop)
            .toString()
            .contains("is closed"));
  }

  private int replay(String variant, int[] plan, int flags, int @Nullable [] rows, int width) {
    return LockstepNative.replay(
        "StreamPool",
        variant,
        POOL,
        POOL.length,
        plan,
        plan.length / 3,
        flags,
        rows,
        width,
        report,
        report.length);
  }

  private static int[] plan(String... steps) {
    List<String> names = List.of(LockstepNative.actionNames("StreamPool"));
    return Arrays.stream(steps)
        .map(step -> step.split(" ", -1))
        .flatMapToInt(
            step -> Arrays.stream(new int[] {names.indexOf(step[0]), Integer.parseInt(step[1]), 0}))
        .toArray();
  }

  private String text() {
    int end = 0;
    while (report[end] != 0) {
      end++;
    }
    return new String(report, 0, end, StandardCharsets.UTF_8);
  }
}
