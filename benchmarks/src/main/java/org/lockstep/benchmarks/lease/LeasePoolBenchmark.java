package org.lockstep.benchmarks.lease;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Borrow and give back, nothing in between. One peer for each JVM, so that the calls through {@link
 * Peer} have one target and are inlined.
 *
 * <p>Throughput, not average time: JMH's average is that of the threads' averages, in which one
 * thread that an unfair pool starves counts as much as the one that gets everything.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class LeasePoolBenchmark {
  @Param Contender contender = Contender.LEASE_POOL;

  @Param("16")
  int streams = 16;

  private @Nullable Peer<Object> peer;

  @Setup
  @SuppressWarnings("unchecked")
  public void open() {
    peer = (Peer<Object>) contender.open(streams);
  }

  @TearDown
  public void close() {
    Objects.requireNonNull(peer).close();
  }

  @Benchmark
  public void borrowAndGiveBack() throws Exception {
    Peer<Object> peer = Objects.requireNonNull(this.peer);
    peer.giveBack(peer.borrow());
  }
}
