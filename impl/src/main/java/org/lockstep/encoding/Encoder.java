package org.lockstep.encoding;

import org.lockstep.device.Device;
import org.lockstep.device.DeviceException;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;

/**
 * Encodes operations through kernel objects that all threads share. Each call returns whether every
 * dispatch executed the arguments of its own thread; a dispatch that the device refuses ends the
 * call with a {@link DeviceException}, and all locks are given back.
 *
 * <p>Beside its model, EncodingLock.tla: this class is Program, which says which step follows
 * which; {@link EncoderProtocol} says what each step does.
 */
public class Encoder extends EncoderProtocol implements AutoCloseable {
  /** The step points, in the order of the model. */
  public enum Point implements org.lockstep.seam.Point {
    SET_FIRST("SetFirst"),
    SET_SECOND("SetSecond"),
    DISPATCH("Dispatch"),
    AWAIT_GPU("AwaitGpu"),
    COMPLETE("Complete");

    private final String action;

    Point(String action) {
      this.action = action;
    }

    @Override
    public String action() {
      return action;
    }
  }

  public Encoder(Device device, EncodingLock encoding) {
    this(device, encoding, RankCheck.ofProcess());
  }

  public Encoder(Device device, EncodingLock encoding, RankCheck check) {
    this(device, encoding, new RankedLock(LockRank.STREAM, "of the encoder's stream", check));
  }

  Encoder(Device device, EncodingLock encoding, RankedLock stream) {
    super(device, encoding, stream);
  }

  public final Result contiguous() {
    return call("contiguous", this::contiguous);
  }

  public final Result linear() {
    return call("linear", this::linear);
  }

  public final Result linearContiguous() {
    return call(
        "linearContiguous",
        me -> {
          linear(me);
          contiguous(me);
        });
  }

  public final Result linearSliceContiguous() {
    return call(
        "linearSliceContiguous",
        me -> {
          linear(me);
          slice(me);
          contiguous(me);
        });
  }

  public final Result projection() {
    return call(
        "projection",
        me -> {
          linear(me);
          placeholder(me);
          site(me, Site.SCATTER);
        });
  }

  public final Result matmul() {
    return call("matmul", me -> site(me, Site.MATMUL));
  }

  public final Result layerNorm() {
    return call(
        "layerNorm",
        me -> {
          site(me, Site.PIPELINE_STATE);
          site(me, Site.LAYER_NORM);
        });
  }

  public final Result fill() {
    return call("fill", this::fill);
  }

  /** Waits for what the calling thread has dispatched. */
  public final Result synchronize() {
    return call("synchronize", this::synchronize);
  }

  private void contiguous(EncoderSession me) {
    site(me, Site.GATHER);
  }

  private void linear(EncoderSession me) {
    site(me, Site.GRAPH_CACHE);
  }

  private void slice(EncoderSession me) {
    site(me, Site.COPY_CAST);
  }

  /** A placeholder over a strided view gathers it first: a section in a section. */
  private void placeholder(EncoderSession me) {
    encoding.section(
        Site.PLACEHOLDER,
        () -> {
          site(me, Site.GATHER);
          body(me, Site.PLACEHOLDER);
        });
  }

  final void fill(EncoderSession me) {
    stream.lock();
    try {
      site(me, Site.COPY_CAST);
    } finally {
      stream.unlock();
    }
  }

  /** Whoever waits for the device holds no lock: its completion handler may need it. */
  void synchronize(EncoderSession me) {
    stream.lock();
    try {
      site(me, Site.COMMIT);
    } finally {
      stream.unlock();
    }
    awaitGpu(me);
  }

  /** A completion handler gives back what the encoding lock protects. */
  @Override
  public final void handle() {
    call("handle", me -> encoding.locked(this::complete));
  }

  /** What a call does. */
  private interface Code {
    void run(EncoderSession me);
  }

  @Implements("EncodingLock!Call")
  private Result call(String name, Code code) {
    EncoderSession me = session();
    if (me.call != null) {
      throw new IllegalStateException(name + "() was called from inside " + me.call + "()");
    }
    me.call = name;
    me.result = Result.NONE;
    try {
      code.run(me);
      return me.result;
    } finally {
      me.call = null;
    }
  }

  /** Waits for the device and gives its queue back. */
  @Override
  public void close() {
    queue.awaitIdle();
    queue.destroy();
  }
}
