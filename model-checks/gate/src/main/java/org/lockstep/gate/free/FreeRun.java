package org.lockstep.gate.free;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;
import org.lockstep.seam.Seam;

/**
 * Rounds of a module's Java engine, each a fresh system and fresh threads.
 *
 * @param calls so many, or so many groups of calls, by each thread of a round
 * @param dawdles whether threads let others go first now and then
 */
record FreeRun(FreeModule module, String variant, long seed, int calls, boolean dawdles) {
  /** After which a thread that has not ended is stuck. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Takes the rounds as they are recorded. */
  interface Sink {
    void accept(Round round) throws IOException;
  }

  /** A thread that did not end, or let something out that its client did not expect. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Records rounds until there are so many events. */
  void record(long events, Sink sink) throws IOException, InterruptedException, Failed {
    SplittableRandom random = new SplittableRandom(seed);
    Seam.Installation seam = Seam.install(new FreeSteps(module.within()));
    try {
      long recorded = 0;
      for (int number = 0; recorded < events; number++) {
        Round round = round(number, random);
        recorded += round.events();
        sink.accept(round);
      }
    } finally {
      seam.close();
    }
  }

  /** The same clients, with nobody who notes anything; in seconds. */
  double unrecorded(int rounds) throws InterruptedException, Failed {
    SplittableRandom random = new SplittableRandom(seed);
    long begin = System.nanoTime();
    for (int number = 0; number < rounds; number++) {
      finish(number, start(random));
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private Round round(int number, SplittableRandom random) throws InterruptedException, Failed {
    List<FreeThread> threads = start(random);
    finish(number, threads);
    List<ThreadLog> logs = new ArrayList<>();
    threads.forEach(thread -> logs.add(thread.log()));
    return new Round(number, logs);
  }

  private List<FreeThread> start(SplittableRandom random) {
    var clients = module.clients(variant, calls);
    CyclicBarrier start = new CyclicBarrier(clients.size());
    List<FreeThread> threads = new ArrayList<>();
    clients.forEach(
        (name, client) ->
            threads.add(new FreeThread(name, random.nextLong(), dawdles, start, client)));
    threads.forEach(Thread::start);
    return threads;
  }

  private void finish(int number, List<FreeThread> threads) throws InterruptedException, Failed {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (FreeThread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    for (FreeThread thread : threads) {
      Throwable failure = thread.failure();
      if (failure != null) {
        throw new Failed(
            "round " + number + ": " + thread.whereabouts() + " threw " + failure, failure);
      }
    }
    for (FreeThread thread : threads) {
      if (thread.isAlive()) {
        Throwable where = new Throwable("it was here");
        where.setStackTrace(thread.getStackTrace());
        throw new Failed(
            "round "
                + number
                + ": thread "
                + thread.whereabouts()
                + " has not ended in "
                + PATIENCE.toSeconds()
                + " s",
            where);
      }
    }
  }
}
