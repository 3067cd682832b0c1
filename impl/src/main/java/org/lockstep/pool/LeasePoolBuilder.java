package org.lockstep.pool;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.lockstep.Settings;
import org.lockstep.device.Device;
import org.lockstep.seam.Surroundings;

/** How a {@link LeasePool} is to be; the defaults are those of the process's {@link Settings}. */
public final class LeasePoolBuilder {
  final Device device;
  int size = Settings.ofProcess().streamPoolSize();
  long waitNanos = Settings.ofProcess().waitNanos();
  boolean fifo = true;
  LeakDetection leaks = Settings.ofProcess().leakDetection();
  long overAgeNanos;
  Consumer<? super LeakReport> leakListener = LeasePoolBuilder::log;
  Consumer<? super Throwable> failureListener = LeasePoolBuilder::log;
  Surroundings surroundings = Surroundings.REAL;
  // Ids count up, so neighbours in time begin at different streams.
  ToIntFunction<Thread> hint = thread -> (int) (thread.getId() & Integer.MAX_VALUE);

  LeasePoolBuilder(Device device) {
    this.device = device;
  }

  /** How many streams there are to lease. */
  public LeasePoolBuilder size(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("the size of a lease pool is at least 1, not " + count);
    }
    size = count;
    return this;
  }

  /** How long {@link LeasePool#acquire()} waits in all: 0 not at all, FOREVER without a limit. */
  public LeasePoolBuilder waitTimeout(Duration timeout) {
    waitNanos = LeasePool.nanos(timeout);
    return this;
  }

  /**
   * Whoever comes while others wait may take a stream that is free just then. More streams change
   * hands in a given time, and a waiter can be overtaken without end. Else: first come, first
   * served.
   */
  public LeasePoolBuilder barging() {
    fifo = false;
    return this;
  }

  /** Which stream a thread tries first, modulo their number; asked once for each thread. */
  public LeasePoolBuilder hint(ToIntFunction<Thread> function) {
    hint = function;
    return this;
  }

  /** Which leases are watched for not being given back. */
  public LeasePoolBuilder leakDetection(LeakDetection level) {
    leaks = level;
    return this;
  }

  /** From which age on a watched lease is reported though its lessee still has it. */
  public LeasePoolBuilder reportOlderThan(Duration age) {
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("the age to report leases from is above 0, not " + age);
    }
    overAgeNanos = LeasePool.nanos(age);
    return this;
  }

  /** Who is told of leaks, on the thread that finds them; without this, the log is. */
  public LeasePoolBuilder leakListener(Consumer<? super LeakReport> listener) {
    leakListener = listener;
    return this;
  }

  /**
   * Who is told of work that failed, recorded through {@link Lease#commands}, when the lease was
   * given back before anybody synchronized; on a thread of the device, or on the one that gave it
   * back. Without this, the log is.
   */
  public LeasePoolBuilder failureListener(Consumer<? super Throwable> listener) {
    failureListener = listener;
    return this;
  }

  static void log(Throwable failure) {
    System.getLogger("org.lockstep")
        .log(
            System.Logger.Level.WARNING,
            "work of a stream has failed, and nobody has the stream any more who could be told",
            failure);
  }

  private static void log(LeakReport report) {
    System.getLogger("org.lockstep")
        .log(System.Logger.Level.WARNING, report.toString(), report.site());
  }

  LeasePoolBuilder surroundings(Surroundings own) {
    surroundings = own;
    return this;
  }

  public LeasePool build() {
    return new LeasePool(this);
  }
}
