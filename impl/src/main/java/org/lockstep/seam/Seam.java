package org.lockstep.seam;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The step points of the engine. Each is written {@code if (Seam.on()) Seam.at(point)}: with no
 * driver installed {@link #on()} is a constant to the compiler, and nothing of the point is left in
 * the machine code. Installing a driver has that code compiled anew.
 */
public final class Seam {
  private static final MethodHandle ON = MethodHandles.constant(boolean.class, true);
  private static final MethodHandle OFF = MethodHandles.constant(boolean.class, false);
  private static final MutableCallSite SWITCH = new MutableCallSite(OFF);
  private static final MethodHandle IS_ON = SWITCH.dynamicInvoker();
  private static final List<Steps> INSTALLED = new CopyOnWriteArrayList<>();

  private Seam() {}

  /** Whether any driver is installed. */
  public static boolean on() {
    try {
      return (boolean) IS_ON.invokeExact();
    } catch (Throwable impossible) {
      throw new AssertionError("a constant does not throw", impossible);
    }
  }

  /** A step that never blocks. */
  public static void at(Point point) {
    reach(point, null);
  }

  /** A step that blocks until it is ready: says so instead of blocking where no driver sees it. */
  public static void await(Point point, BooleanSupplier ready) {
    reach(point, ready);
  }

  private static void reach(Point point, @Nullable BooleanSupplier ready) {
    for (Steps steps : INSTALLED) {
      if (steps.controlsThisThread()) {
        steps.reach(point, ready);
        return;
      }
    }
  }

  /** Installs a driver for its own threads, until what is returned is closed. */
  public static Installation install(Steps steps) {
    synchronized (INSTALLED) {
      INSTALLED.add(steps);
      turn(ON);
    }
    return new Installation(steps);
  }

  private static void uninstall(Steps steps) {
    synchronized (INSTALLED) {
      INSTALLED.remove(steps);
      if (INSTALLED.isEmpty()) {
        turn(OFF);
      }
    }
  }

  private static void turn(MethodHandle to) {
    SWITCH.setTarget(to);
    // Else a thread that runs compiled code could go on with the old constant.
    MutableCallSite.syncAll(new MutableCallSite[] {SWITCH});
  }

  /** Ends an installation. */
  public static final class Installation implements AutoCloseable {
    private final Steps steps;

    private Installation(Steps steps) {
      this.steps = steps;
    }

    @Override
    public void close() {
      uninstall(steps);
    }
  }
}
