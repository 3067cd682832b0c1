package org.lockstep.kit.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A foreign class with a seam of its own: a buffer under a monitor, and ways in which it can be
 * wrong. Two models know it: {@link BufferModel} sees a look at the elements and what follows from
 * it as one step, {@code Change}; the specification BoundedBufferSteps sees them apart.
 */
final class BoundedBuffer {
  /** A planted fault. */
  enum Fault {
    NONE,
    /** Tells one waiting thread only. */
    LOST_WAKEUP,
    /** Accepts one element too many. */
    OVERFILL,
    /** Does not look whether the lock is free. */
    NO_MUTUAL_EXCLUSION,
    /** Throws when an element is taken. */
    THROWS,
    /** Blocks without announcing it. */
    HANGS,
    /** Has a step point that the model does not know. */
    STRANGE_POINT,
    /** Forgets the step point before giving the lock back. */
    SKIPS_POINT
  }

  private final ThreadSteps steps;
  private final int capacity;
  private final Fault fault;
  private final List<String> elements = new ArrayList<>();
  private final SortedSet<String> waiting = new TreeSet<>();
  private @Nullable Thread owner;
  private boolean dropped;

  BoundedBuffer(ThreadSteps steps, int capacity, Fault fault) {
    this.steps = steps;
    this.capacity = capacity;
    this.fault = fault;
    steps.reach("constructor points pass");
  }

  void put(String element) {
    lock();
    steps.reach("Change");
    while (fault == Fault.OVERFILL ? elements.size() > capacity : elements.size() == capacity) {
      await();
    }
    steps.reach("Put");
    elements.add(element);
    tell();
    unlock();
  }

  String take() throws InterruptedException {
    lock();
    steps.reach("Change");
    while (elements.isEmpty()) {
      await();
    }
    if (fault == Fault.THROWS) {
      throw new IllegalStateException("planted\nfault");
    }
    if (fault == Fault.HANGS) {
      new CountDownLatch(1).await();
    }
    steps.reach("Take");
    String first = elements.remove(0);
    tell();
    unlock();
    return first;
  }

  private void lock() {
    if (fault == Fault.STRANGE_POINT) {
      steps.reach("Strange");
    }
    steps.reach("Lock", () -> owner == null || fault == Fault.NO_MUTUAL_EXCLUSION);
    owner = Thread.currentThread();
  }

  private void await() {
    String me = Thread.currentThread().getName();
    steps.reach("Wait");
    waiting.add(me);
    owner = null;
    steps.reach("Wake", () -> owner == null && !waiting.contains(me));
    owner = Thread.currentThread();
    steps.reach("Change");
  }

  private void tell() {
    steps.reach("Notify");
    if (fault == Fault.LOST_WAKEUP && !waiting.isEmpty()) {
      waiting.remove(waiting.last());
    } else {
      waiting.clear();
    }
  }

  private void unlock() {
    if (fault != Fault.SKIPS_POINT) {
      steps.reach("Unlock");
    }
    owner = null;
  }

  void drop() {
    elements.clear();
    waiting.clear();
    dropped = true;
  }

  boolean canDrop() {
    return !dropped && owner == null && !elements.isEmpty();
  }

  List<String> elements() {
    return List.copyOf(elements);
  }

  String owner() {
    return owner == null ? "none" : owner.getName();
  }

  SortedSet<String> waiting() {
    return new TreeSet<>(waiting);
  }

  boolean dropped() {
    return dropped;
  }
}
