package org.lockstep.gate.free;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What the threads of a round are. */
enum ThreadKind {
  PLATFORM {
    @Override
    Thread of(String name, Runnable work) {
      Thread thread = new Thread(null, work, name, 0, false);
      thread.setDaemon(true);
      return thread;
    }

    @Override
    void rest() {
      Thread.yield();
    }

    @Override
    long processorNanos() {
      return THREADS.getCurrentThreadCpuTime();
    }
  },
  VIRTUAL {
    @Override
    Thread of(String name, Runnable work) {
      try {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Object virtual = Thread.class.getMethod("ofVirtual").invoke(null);
        Object named = builder.getMethod("name", String.class).invoke(virtual, name);
        return (Thread) builder.getMethod("unstarted", Runnable.class).invoke(named, work);
      } catch (ClassNotFoundException
          | NoSuchMethodException
          | IllegalAccessException
          | InvocationTargetException e) {
        throw new IllegalStateException("no virtual thread can be made: " + e, e);
      }
    }

    /** Two that only yield may keep two processors from a third whose time has come. */
    @Override
    void rest() {
      LockSupport.parkNanos(REST_NANOS);
    }

    /** Nobody tells. */
    @Override
    long processorNanos() {
      return 0;
    }
  };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long REST_NANOS = 10_000;
  private static final int FIRST_WITH_VIRTUAL = 21;

  /** Not started yet. The code is for Java 17, which does not know the other kind. */
  abstract Thread of(String name, Runnable work);

  /** Lets others go first, for a moment. */
  abstract void rest();

  /** What the calling thread, which is of this kind, has spent. */
  abstract long processorNanos();

  /** Why there are none here. */
  Optional<String> absence() {
    int version = Runtime.version().feature();
    return this == PLATFORM || version >= FIRST_WITH_VIRTUAL
        ? Optional.empty()
        : Optional.of(
            "virtual threads need JDK " + FIRST_WITH_VIRTUAL + " or later, and this is " + version);
  }
}
