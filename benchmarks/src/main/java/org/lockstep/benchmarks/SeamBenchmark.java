package org.lockstep.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
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
import org.openjdk.jmh.annotations.Warmup;

/** What the seam costs when no driver is installed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Thread)
public class SeamBenchmark {
  @Param({"off", "absent"})
  String seam = "off";

  private IntSupplier current = () -> 0;
  private IntSupplier lockUnlock = () -> 0;

  @Setup
  public void load() throws ReflectiveOperationException {
    EngineLoader loader =
        seam.equals("off") ? EngineLoader.asShipped() : EngineLoader.withoutSeam();
    current = make(loader, "Current");
    lockUnlock = make(loader, "LockUnlock");
  }

  private static IntSupplier make(EngineLoader loader, String name)
      throws ReflectiveOperationException {
    Class<?> type = loader.loadClass("org.lockstep.benchmarks.HotPath$" + name);
    return (IntSupplier) type.getDeclaredConstructor().newInstance();
  }

  @Benchmark
  public int current() {
    return current.getAsInt();
  }

  @Benchmark
  public int lockUnlock() {
    return lockUnlock.getAsInt();
  }
}
