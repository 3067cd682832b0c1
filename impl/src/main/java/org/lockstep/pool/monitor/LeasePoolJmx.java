package org.lockstep.pool.monitor;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.lockstep.pool.LeasePool;

/** A pool in the platform's MBean server, until this is closed. */
public final class LeasePoolJmx implements AutoCloseable {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final ObjectName name;

  private LeasePoolJmx(ObjectName name) {
    this.name = name;
  }

  /**
   * Registers the pool as {@code org.lockstep:type=LeasePool,name=...}.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public static LeasePoolJmx register(LeasePool pool, String poolName) {
    try {
      ObjectName name =
          new ObjectName("org.lockstep:type=LeasePool,name=" + ObjectName.quote(poolName));
      SERVER.registerMBean(new Bean(pool), name);
      return new LeasePoolJmx(name);
    } catch (JMException refused) {
      throw new IllegalArgumentException(
          "JMX cannot register a lease pool under the name \""
              + poolName
              + "\" ("
              + refused
              + "); choose another one for each pool",
          refused);
    }
  }

  public ObjectName name() {
    return name;
  }

  @Override
  public void close() {
    try {
      SERVER.unregisterMBean(name);
    } catch (JMException gone) {
      throw new IllegalStateException(name + " was unregistered by somebody else", gone);
    }
  }

  private record Bean(LeasePool pool) implements LeasePoolMXBean {
    @Override
    public int getSize() {
      return pool.size();
    }

    @Override
    public int getInUse() {
      return pool.metrics().inUse();
    }

    @Override
    public int getWaiting() {
      return pool.metrics().waiting();
    }

    @Override
    public long getAcquired() {
      return pool.metrics().acquired();
    }

    @Override
    public long getWaits() {
      return pool.metrics().waits();
    }

    @Override
    public long getWaitNanos() {
      return pool.metrics().waitNanos();
    }

    @Override
    public long getLongestWaitNanos() {
      return pool.metrics().longestWaitNanos();
    }

    @Override
    public long getTimeouts() {
      return pool.metrics().timeouts();
    }

    @Override
    public long getLeaks() {
      return pool.metrics().leaks();
    }
  }
}
