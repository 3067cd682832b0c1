package org.lockstep.pool.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.lockstep.pool.LeasePool;

/** Binds a pool to Micrometer, as {@code lockstep.lease.*} with the tag {@code pool}. */
public final class LeasePoolMeters implements MeterBinder {
  private final LeasePool pool;
  private final String name;

  /** For this pool, under this name. */
  public LeasePoolMeters(LeasePool pool, String name) {
    this.pool = pool;
    this.name = name;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("lockstep.lease.size", pool, LeasePool::size)
        .description("Streams of the pool")
        .tag("pool", name)
        .register(registry);
    Gauge.builder("lockstep.lease.in.use", pool, p -> p.metrics().inUse())
        .description("Streams that are leased, or still work for who leased them")
        .tag("pool", name)
        .register(registry);
    Gauge.builder("lockstep.lease.waiting", pool, p -> p.metrics().waiting())
        .description("Threads that wait for a stream")
        .tag("pool", name)
        .register(registry);
    FunctionCounter.builder("lockstep.lease.acquired", pool, p -> p.metrics().acquired())
        .description("Leases so far")
        .tag("pool", name)
        .register(registry);
    FunctionTimer.builder(
            "lockstep.lease.wait",
            pool,
            p -> p.metrics().waits(),
            p -> p.metrics().waitNanos(),
            TimeUnit.NANOSECONDS)
        .description("Waits for a stream")
        .tag("pool", name)
        .register(registry);
    TimeGauge.builder(
            "lockstep.lease.wait.longest",
            pool,
            TimeUnit.NANOSECONDS,
            p -> p.metrics().longestWaitNanos())
        .description("The longest wait so far")
        .tag("pool", name)
        .register(registry);
    FunctionCounter.builder("lockstep.lease.timeouts", pool, p -> p.metrics().timeouts())
        .description("Waits that ended since their time was up")
        .tag("pool", name)
        .register(registry);
    FunctionCounter.builder("lockstep.lease.leaks", pool, p -> p.metrics().leaks())
        .description("Leases reported as lost or too old")
        .tag("pool", name)
        .register(registry);
  }
}
