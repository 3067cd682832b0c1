package org.lockstep.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankedLockTest {
  private static RankedLock lock(LockRank rank, RankCheck check) {
    return new RankedLock(rank, "under test", check);
  }

  private static void joinAll(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void itExcludes() throws InterruptedException {
    RankedLock lock = lock(LockRank.POOL, RankCheck.OFF);
    int[] count = {0};
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < 5_000; n++) {
                  lock.lock();
                  try {
                    count[0]++;
                  } finally {
                    lock.unlock();
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    joinAll(threads);
    assertEquals(40_000, count[0]);
    assertTrue(lock.isFree());
  }

  @Test
  void itIsReentrant() {
    RankedLock lock = lock(LockRank.POOL, RankCheck.CHECK);
    lock.lock();
    lock.lock();
    lock.unlock();
    assertTrue(lock.isMine());
    lock.unlock();
    assertFalse(lock.isMine());
    assertTrue(lock.isFree());
  }

  @Test
  void itServesInTheOrderOfRequests() throws InterruptedException {
    RankedLock lock = lock(LockRank.POOL, RankCheck.OFF);
    List<Integer> served = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    lock.lock();
    for (int i = 0; i < 20; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                lock.lock();
                served.add(number);
                lock.unlock();
              });
      threads.add(thread);
      long asked = lock.next.get();
      thread.start();
      while (lock.next.get() == asked) {
        Thread.onSpinWait();
      }
    }
    lock.unlock();
    joinAll(threads);
    assertEquals(Stream.iterate(0, i -> i + 1).limit(20).toList(), served);
  }

  @Test
  void whoDoesNotHoldItCannotGiveItBack() {
    RankedLock lock = lock(LockRank.STREAM, RankCheck.OFF);
    IllegalMonitorStateException error =
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    assertTrue(
        String.valueOf(error.getMessage())
            .contains("lock under test (rank 4, stream), which it does not hold"));
  }

  @Test
  void anInversionNamesBothLocksAndPlaces() {
    RankedLock stream = new RankedLock(LockRank.STREAM, "of stream 1", RankCheck.CHECK);
    RankedLock encoding = new RankedLock(LockRank.ENCODING, "of encoding", RankCheck.CHECK);
    encoding.lock();
    try {
      RankViolation violation = assertThrows(RankViolation.class, stream::lock);
      String message = String.valueOf(violation.getMessage());
      assertTrue(message.contains("asks for lock of stream 1 (rank 4, stream)"), message);
      assertTrue(message.contains("holds lock of encoding (rank 5, encoding)"), message);
      assertTrue(message.contains("anInversionNamesBothLocksAndPlaces"), message);
      assertTrue(stream.isFree(), "a refused request must not leave a ticket behind");
    } finally {
      encoding.unlock();
    }
    stream.lock();
    encoding.lock();
    encoding.unlock();
    stream.unlock();
  }

  @Test
  void twoLocksOfOneRankAreAnInversionToo() {
    RankedLock one = lock(LockRank.STREAM, RankCheck.CHECK);
    RankedLock other = lock(LockRank.STREAM, RankCheck.CHECK);
    one.lock();
    assertThrows(RankViolation.class, other::lock);
    one.unlock();
  }

  @Test
  void theRanksAreThoseOfTheTable() throws IOException {
    Path table = Path.of(System.getProperty("lockstep.root", ".."), "specs", "lock-ranks.json");
    Matcher ranks =
        Pattern.compile("\"ranks\"\\s*:\\s*\\[([^]]*)]").matcher(Files.readString(table));
    assertTrue(ranks.find(), "no \"ranks\" in " + table);
    List<String> names =
        Pattern.compile("\"(\\w+)\"")
            .matcher(ranks.group(1))
            .results()
            .map(result -> result.group(1))
            .toList();
    assertEquals(names, Stream.of(LockRank.values()).map(LockRank::title).toList());
    assertEquals(1, LockRank.CREATION.rank());
    assertEquals(names.size(), LockRank.ENCODING.rank());
  }
}
