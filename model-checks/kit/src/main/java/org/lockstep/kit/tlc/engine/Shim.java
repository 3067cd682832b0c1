package org.lockstep.kit.tlc.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/**
 * What TLC's calls to the JVM's global state are redirected to. Static, as the redirected methods
 * are; each run has its own copy, since its class loader has.
 */
public final class Shim {
  private static final List<ExecutorService> EXECUTORS = new CopyOnWriteArrayList<>();
  private static final MBeanServer BEANS = MBeanServerFactory.newMBeanServer();
  private static volatile boolean exited;

  private Shim() {}

  /** TLC's way to give up; the error unwinds the thread that called it. */
  public static void exit(int status) {
    exited = true;
    throw new TlcExit(status);
  }

  public static ExecutorService newFixedThreadPool(int threads) {
    return keep(Executors.newFixedThreadPool(threads, Shim::daemon));
  }

  public static ExecutorService newSingleThreadExecutor() {
    return keep(Executors.newSingleThreadExecutor(Shim::daemon));
  }

  /** Belongs to nobody: the platform's server would keep TLC's beans, and so its class loader. */
  public static MBeanServer getPlatformMBeanServer() {
    return BEANS;
  }

  /** Whether TLC gave up; it may have swallowed the error that said so. */
  static boolean exited() {
    return exited;
  }

  static void release() {
    EXECUTORS.forEach(ExecutorService::shutdownNow);
    EXECUTORS.clear();
  }

  private static ExecutorService keep(ExecutorService executor) {
    EXECUTORS.add(executor);
    return executor;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "tlc-helper");
    thread.setDaemon(true);
    return thread;
  }
}
