package org.lockstep.encoding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.device.DeviceException;
import org.lockstep.device.DeviceQueue;
import org.lockstep.encoding.Encoder.Point;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/**
 * The steps of an {@link Encoder}: each action of EncodingLock.tla is the method of the same name,
 * which passes its step point and then makes its one access to shared state. Request, Grant and
 * Unlock are those of {@link RankedLock}.
 */
abstract class EncoderProtocol {
  final EncodingLock encoding;
  final RankedLock stream;
  final Map<String, Kernel> kernels = new LinkedHashMap<>();
  final Completions completions = new Completions();
  final DeviceQueue queue;
  private final AtomicInteger sessions = new AtomicInteger();
  private final ThreadLocal<EncoderSession> session =
      ThreadLocal.withInitial(() -> new EncoderSession(sessions.incrementAndGet()));

  EncoderProtocol(Device device, EncodingLock encoding, RankedLock stream) {
    this.encoding = encoding;
    this.stream = stream;
    this.queue = device.createQueue(0);
    for (Site site : Site.values()) {
      if (!site.kernel().equals(Site.OWN)) {
        kernels.computeIfAbsent(site.kernel(), Kernel::new);
      }
    }
  }

  final EncoderSession session() {
    return session.get();
  }

  /** The encode section of one site. */
  final void site(EncoderSession me, Site site) {
    encoding.section(site, () -> body(me, site));
  }

  final void body(EncoderSession me, Site site) {
    Kernel kernel = me.own;
    if (!site.kernel().equals(Site.OWN)) {
      kernel = Objects.requireNonNull(kernels.get(site.kernel()));
      setFirst(me, kernel);
      setSecond(me, kernel);
    }
    dispatch(me, kernel);
  }

  @Implements("EncodingLock!SetFirst")
  void setFirst(EncoderSession me, Kernel kernel) {
    if (Seam.on()) {
      Seam.at(Point.SET_FIRST);
    }
    kernel.first = me.first;
  }

  @Implements("EncodingLock!SetSecond")
  void setSecond(EncoderSession me, Kernel kernel) {
    if (Seam.on()) {
      Seam.at(Point.SET_SECOND);
    }
    kernel.second = me.second;
  }

  /** The device takes the arguments as they stand now; a refusal unwinds the sections. */
  @Implements("EncodingLock!Dispatch")
  void dispatch(EncoderSession me, Kernel kernel) {
    if (Seam.on()) {
      Seam.at(Point.DISPATCH);
    }
    long value = kernel.execute();
    CommandBuffer buffer = queue.newBuffer();
    buffer.record(me::executed);
    buffer.onCompleted(this::handle);
    try {
      // Counted before the commit: else its handler could come first and find nothing to complete.
      completions.dispatched(me);
      queue.commit(buffer);
    } catch (DeviceException refused) {
      completions.refused(me);
      me.result = Result.FAILED;
      throw refused;
    }
    boolean right = value == me.expected && me.result != Result.WRONG;
    me.result = right ? Result.RIGHT : Result.WRONG;
  }

  @Implements("EncodingLock!AwaitGpu")
  void awaitGpu(EncoderSession me) {
    if (Seam.on()) {
      Seam.await(Point.AWAIT_GPU, () -> !me.isPending());
    }
    completions.await(me);
  }

  @Implements("EncodingLock!Complete")
  void complete() {
    if (Seam.on()) {
      Seam.at(Point.COMPLETE);
    }
    completions.complete();
  }

  /** What the device calls when work has completed; needs the encoding lock. */
  public abstract void handle();
}
