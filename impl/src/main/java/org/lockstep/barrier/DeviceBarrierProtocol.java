package org.lockstep.barrier;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.barrier.BarrierSession.Taken;
import org.lockstep.barrier.DeviceBarrier.Point;
import org.lockstep.device.DeviceException;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/**
 * The steps of a {@link DeviceBarrier}: each action of DeviceBarrier.tla is the method of the same
 * name, which passes its step point and then makes its one access to shared state. Commit is that
 * of {@link QueueStream}, GiveBack that of {@link StreamGuard}. A fault variant overrides the
 * faulty step.
 */
abstract class DeviceBarrierProtocol {
  final RankedLock lock;

  /** The streams that a barrier finds, in order; guarded by the lock. */
  final List<FencedStream> registry = new ArrayList<>();

  DeviceBarrierProtocol(RankedLock lock) {
    this.lock = lock;
  }

  @Implements("DeviceBarrier!Lock")
  void lock() {
    if (Seam.on()) {
      Seam.await(Point.LOCK, lock::isFree);
    }
    lock.lock();
  }

  /** Before its maker has it to give to others. */
  @Implements("DeviceBarrier!Enlist")
  void enlist(FencedStream stream) {
    if (Seam.on()) {
      Seam.at(Point.ENLIST);
    }
    registry.add(stream);
  }

  /** After its work is done. */
  @Implements("DeviceBarrier!Delist")
  void delist(FencedStream stream) {
    if (Seam.on()) {
      Seam.at(Point.DELIST);
    }
    if (!registry.removeIf(other -> other == stream)) {
      throw new IllegalArgumentException(
          "close() of stream "
              + stream.index()
              + ", which this barrier does not know: it was closed before, or never opened here");
    }
  }

  /** What has come since the last look is to do. */
  @Implements("DeviceBarrier!Look")
  void look(BarrierSession me) {
    if (Seam.on()) {
      Seam.at(Point.LOOK);
    }
    for (FencedStream stream : registry) {
      if (me.visited.add(stream)) {
        me.todo.add(stream);
      }
    }
  }

  @Implements("DeviceBarrier!Unlock")
  void unlock() {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK);
    }
    lock.unlock();
  }

  /** What the stream has been given by now is what to wait for, no more. */
  @Implements("DeviceBarrier!Fence")
  void fence(BarrierSession me) {
    if (Seam.on()) {
      Seam.at(Point.FENCE);
    }
    FencedStream stream = me.todo.remove();
    try {
      me.fences.add(new Taken(stream, stream.fence()));
    } catch (DeviceException refused) {
      // The other streams are waited for all the same.
      me.failed(stream, refused);
    }
  }

  /** With no lock in hand. Of several who wait one is told of a failure. */
  @Implements("DeviceBarrier!Await")
  void await(BarrierSession me) {
    Taken first = me.fences.element();
    if (Seam.on()) {
      Seam.await(Point.AWAIT, first.fence()::isPassed);
    }
    first.fence().await();
    me.fences.remove();
    keepFailure(me, first.stream());
  }

  final void keepFailure(BarrierSession me, FencedStream stream) {
    Throwable failure = stream.takeFailure();
    if (failure != null) {
      me.failed(stream, failure);
    }
  }
}
