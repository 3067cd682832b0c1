package org.lockstep.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the state of a lock while all its threads are parked: for replays. */
public final class LockProbe {
  private record Place(long ticket, int thread) {}

  private final RankedLock lock;

  public LockProbe(RankedLock lock) {
    this.lock = lock;
  }

  /** The index of the owner among these threads, -1 if it is none of them. */
  public int owner(List<? extends @Nullable Thread> threads) {
    for (int i = 0; lock.owner != null && i < threads.size(); i++) {
      if (threads.get(i) == lock.owner) {
        return i;
      }
    }
    return -1;
  }

  public int depth() {
    return lock.depth;
  }

  /** Whether both wait for the same lock and the second has asked before the first. */
  public static boolean overtakes(@Nullable BooleanSupplier one, @Nullable BooleanSupplier other) {
    return one instanceof RankedLock.Turn
        && other instanceof RankedLock.Turn
        && ((RankedLock.Turn) one).lock() == ((RankedLock.Turn) other).lock()
        && ((RankedLock.Turn) one).ticket() > ((RankedLock.Turn) other).ticket();
  }

  /**
   * Who has asked and not given back, in the order of tickets.
   *
   * @param threads the threads that may have asked
   * @param awaited what each of them has announced to wait for, if it waits
   * @return indices of threads
   */
  public List<Integer> queue(
      List<? extends @Nullable Thread> threads, List<? extends @Nullable BooleanSupplier> awaited) {
    List<Place> places = new ArrayList<>(threads.size());
    for (int i = 0; i < threads.size(); i++) {
      BooleanSupplier announced = awaited.get(i);
      if (announced instanceof RankedLock.Turn && ((RankedLock.Turn) announced).lock() == lock) {
        places.add(new Place(((RankedLock.Turn) announced).ticket(), i));
      }
      if (lock.owner != null && lock.owner == threads.get(i)) {
        places.add(new Place(lock.ownerTicket, i));
      }
    }
    if (places.size() != lock.next.get() - lock.serving.get()) {
      throw new IllegalStateException(
          lock
              + " has given out tickets "
              + lock.serving
              + " to "
              + lock.next
              + " (exclusive) but its threads hold "
              + places);
    }
    if (places.size() > 1) {
      places.sort(Comparator.comparingLong(Place::ticket));
    }
    List<Integer> order = new ArrayList<>(places.size());
    for (Place place : places) {
      order.add(place.thread());
    }
    return order;
  }
}
