package org.lockstep.encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.LockProbe;

/** Reads the whole state of an encoder while all its threads are parked: for replays. */
public final class EncoderProbe {
  private static final EncoderSession UNSEEN = new EncoderSession(0);

  private final ManualDevice device;
  private final int handlers;
  private final @Nullable Thread[] threads;
  private final EncoderSession[] sessions;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final List<LockProbe> locks;
  private final List<Kernel> kernels = new ArrayList<>();
  private final Encoder encoder;

  /** For so many threads, known by their numbers from 0; the last ones run completion handlers. */
  public EncoderProbe(Encoder encoder, ManualDevice device, int threads, int handlers) {
    this.encoder = encoder;
    this.device = device;
    this.handlers = handlers;
    this.threads = new @Nullable Thread[threads + handlers];
    this.sessions = new EncoderSession[threads + handlers];
    Arrays.fill(sessions, UNSEEN);
    this.locks = List.of(new LockProbe(encoder.stream), new LockProbe(encoder.encoding.lock()));
    for (String name : EncodingLockView.KERNELS) {
      kernels.add(Objects.requireNonNull(encoder.kernels.get(name), name));
    }
  }

  /** Called on the thread of this number before its calls: makes it known. */
  public void meet(int number) {
    threads[number] = Thread.currentThread();
    sessions[number] = encoder.session();
    numbers.put(sessions[number].number, number);
  }

  /** What came of the last call of the thread of this number. */
  public Result result(int number) {
    return sessions[number].result;
  }

  /**
   * The state now.
   *
   * @param alive the thread that has each number now, null if it is gone
   * @param points the step point at which each of them stands, or Idle
   * @param awaited what each of them has announced to wait for at its point
   */
  public EncodingLockView view(
      List<? extends @Nullable Thread> alive,
      List<String> points,
      List<? extends @Nullable BooleanSupplier> awaited) {
    int n = sessions.length;
    String[] pc = new String[n];
    String[] call = new String[n];
    String[] result = new String[n];
    Boolean[] pending = new Boolean[n - handlers];
    for (int t = 0; t < n; t++) {
      Thread thread = alive.get(t);
      EncoderSession session = thread != null && thread == threads[t] ? sessions[t] : UNSEEN;
      pc[t] = thread == null ? "Gone" : points.get(t);
      call[t] = session.call == null ? "None" : session.call;
      result[t] = session.result.title();
      if (t < pending.length) {
        // A thread's work goes on when the thread is gone.
        pending[t] = sessions[t].isPending();
      }
    }
    List<@Nullable Thread> known = Arrays.asList(threads);
    List<List<Integer>> queue = new ArrayList<>();
    List<Integer> owner = new ArrayList<>();
    List<Integer> depth = new ArrayList<>();
    for (LockProbe lock : locks) {
      queue.add(lock.queue(known, awaited));
      owner.add(lock.owner(known));
      depth.add(lock.depth());
    }
    List<List<Integer>> args = new ArrayList<>();
    for (Kernel kernel : kernels) {
      args.add(List.of(whose(EncoderSession.ofFirst(kernel.first)), whose((int) kernel.second)));
    }
    return new EncodingLockView(
        List.of(pc),
        List.of(call),
        List.of(result),
        queue,
        owner,
        depth,
        args,
        List.of(pending),
        device.refusesNext());
  }

  private int whose(int number) {
    return numbers.getOrDefault(number, EncodingLockView.NONE);
  }
}
