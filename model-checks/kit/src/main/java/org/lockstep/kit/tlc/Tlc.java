package org.lockstep.kit.tlc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.bridge.Engine;

/** Runs TLC in this JVM: each run isolated, with nothing left behind. */
public final class Tlc {
  private static final long PROGRESS_MILLIS = 1000;

  /** TLC evaluates recursive operators on the stack; the default of 1 MiB is too small for some. */
  private static final long STACK_BYTES = 64L << 20;

  private Tlc() {}

  /** Checks a model. What is wrong with the model or its files is told in the result. */
  public static CheckResult check(CheckRequest request) {
    return explore(request, false).result();
  }

  /**
   * Checks a model with one worker and collects its graph, which is there if all of it was walked.
   */
  public static Exploration explore(CheckRequest request) {
    return explore(request.workers(1), true);
  }

  /** The whole graph of a model that holds; anything else is an error that says what TLC found. */
  public static StateGraph graph(CheckRequest request) {
    Exploration exploration = explore(request);
    StateGraph graph = exploration.graph();
    if (graph == null || exploration.result().outcome() != Outcome.HELD) {
      throw new TlcException(
          "no graph of " + request.cfg().getFileName() + ": " + exploration.result().summary());
    }
    return graph;
  }

  private static Exploration explore(CheckRequest request, boolean graph) {
    Optional<String> missing = request.missing();
    if (missing.isPresent()) {
      Outcome outcome =
          missing.get().startsWith("no cfg") ? Outcome.CONFIG_ERROR : Outcome.PARSE_ERROR;
      int exitCode = outcome == Outcome.CONFIG_ERROR ? 151 : 150;
      return new Exploration(CheckResult.failed(outcome, exitCode, missing.get()), null);
    }
    try (Scratch scratch = new Scratch()) {
      return explore(request, graph, scratch);
    }
  }

  private static Exploration explore(CheckRequest request, boolean graph, Scratch scratch) {
    Engine engine = new IsolatedLoader().engine();
    RunThreads threads = new RunThreads();
    try {
      AtomicReference<@Nullable Exploration> found = new AtomicReference<>();
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      // A thread of its own: TLC's thread locals would keep its class loader alive in ours.
      Thread run =
          new Thread(
              threads,
              () -> found.set(engine.check(request, scratch.folder(), graph)),
              "tlc-run",
              STACK_BYTES);
      run.setDaemon(true);
      run.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
      run.start();
      await(run, engine, request);
      Exploration exploration = found.get();
      if (exploration == null) {
        throw asError(request, failure.get());
      }
      return exploration;
    } finally {
      engine.release();
      threads.end();
    }
  }

  /** Waits for the end of the run; a limit or an interrupt stops TLC, which then ends by itself. */
  private static void await(Thread run, Engine engine, CheckRequest request) {
    long start = System.nanoTime();
    boolean interrupted = false;
    Duration limit = request.limit();
    while (run.isAlive()) {
      try {
        join(run, patience(limit, start));
      } catch (InterruptedException e) {
        interrupted = true;
        engine.stop();
      }
      if (limit != null && System.nanoTime() - start >= limit.toNanos()) {
        engine.stop();
      }
      if (run.isAlive()) {
        Progress progress = engine.progress();
        if (progress.generated() > request.mostStates()) {
          engine.stop();
        }
        request.listener().progress(progress);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * As {@link Thread#join(long)}, also in a thread of the common pool: TLC counts its states in
   * that pool, and would wait for ever for threads that all wait here for it. So the pool is told,
   * and takes another thread.
   */
  static void join(Thread run, long millis) throws InterruptedException {
    ForkJoinPool.managedBlock(
        new ForkJoinPool.ManagedBlocker() {
          @Override
          public boolean block() throws InterruptedException {
            run.join(millis);
            return true;
          }

          @Override
          public boolean isReleasable() {
            return !run.isAlive();
          }
        });
  }

  private static long patience(@Nullable Duration limit, long start) {
    if (limit == null) {
      return PROGRESS_MILLIS;
    }
    long left = limit.toMillis() - (System.nanoTime() - start) / 1_000_000;
    return left <= 0 ? PROGRESS_MILLIS : Math.min(PROGRESS_MILLIS, left);
  }

  private static RuntimeException asError(CheckRequest request, @Nullable Throwable thrown) {
    if (thrown instanceof TlcException refusal) {
      return refusal;
    }
    return new TlcException("TLC broke down on " + request.cfg() + ": " + thrown, thrown);
  }
}
