package org.lockstep.barrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.BarrierSession.Taken;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.LockProbe;
import org.lockstep.lock.RankCheck;

/** Reads the whole state of a barrier while all its callers are parked: for replays. */
public final class DeviceBarrierProbe {
  /** A stream that can tell who has taken a fence of it, and what the fence is behind. */
  public static final class Stream implements FencedStream {
    private final QueueStream stream;
    private final Set<Thread> fencedBy = new HashSet<>();

    private Stream(QueueStream stream) {
      this.stream = stream;
    }

    @Override
    public int index() {
      return stream.index();
    }

    public void submit(Runnable work) {
      stream.submit(work);
    }

    @Override
    public Fence fence() {
      fencedBy.add(Thread.currentThread());
      return new Behind(stream.fence(), stream.last());
    }

    @Override
    public @Nullable Throwable takeFailure() {
      return stream.takeFailure();
    }

    public boolean hasFailed() {
      return stream.hasFailed();
    }

    /** Whether the calling thread has taken a fence since it has last asked. */
    public boolean wasFenced() {
      return fencedBy.remove(Thread.currentThread());
    }
  }

  private record Behind(Fence fence, @Nullable CommandBuffer last) implements Fence {
    @Override
    public boolean isPassed() {
      return fence.isPassed();
    }

    @Override
    public void await() {
      fence.await();
    }
  }

  /**
   * What only the users of a barrier know.
   *
   * @param calls the call that each is in, as the model calls it
   * @param told how the last call of each has ended: the streams that it told of
   * @param home the stream of each beyond all guards
   */
  public record Clients(
      List<String> calls,
      List<List<Integer>> told,
      List<Integer> home,
      List<String> phase,
      List<? extends @Nullable Stream> streams,
      List<? extends @Nullable StreamGuard> guards,
      List<Integer> ending,
      List<Boolean> refused,
      List<Integer> owner) {}

  private final DeviceBarrier barrier;
  private final ManualDevice device;
  private final LockProbe lock;
  private final @Nullable Thread[] threads;
  private final @Nullable BarrierSession[] sessions;
  private final StreamGuard.@Nullable Nest[] nests;

  /** For so many threads, known by their numbers from 0. */
  public DeviceBarrierProbe(DeviceBarrier barrier, ManualDevice device, int threads) {
    this.barrier = barrier;
    this.device = device;
    this.lock = new LockProbe(barrier.lock);
    this.threads = new @Nullable Thread[threads];
    this.sessions = new @Nullable BarrierSession[threads];
    this.nests = new StreamGuard.@Nullable Nest[threads];
  }

  /** A barrier. Who is abandoned with its lock must not be told of the rank later. */
  public static DeviceBarrier barrier(Supplier<? extends FencedStream> home) {
    return new DeviceBarrier(home, RankCheck.OFF);
  }

  public Stream stream(int index) {
    return new Stream(new QueueStream(device, index));
  }

  /** A stream that is there from the start. */
  public void opened(Stream stream) {
    barrier.registry.add(stream);
  }

  /** Called on the thread of this number before its calls: makes it known. */
  public void meet(int number) {
    StreamGuard.Nest nest = StreamGuard.nest();
    if (threads[number] == null) {
      // What another replay has left behind on this thread.
      nest.newest = null;
    }
    threads[number] = Thread.currentThread();
    sessions[number] = barrier.session();
    nests[number] = nest;
  }

  /** Whether this thread has taken its fence behind what is done, or behind nothing. */
  public boolean hasNothingToAwait(int thread) {
    BarrierSession session = sessions[thread];
    Taken first = session == null ? null : session.fences.peek();
    return first == null || first.fence().isPassed();
  }

  /** The state now. */
  public DeviceBarrierView view(
      List<? extends @Nullable Thread> alive, List<String> points, Clients clients) {
    int n = threads.length;
    String[] pc = new String[n];
    List<List<Integer>> todo = new ArrayList<>();
    List<List<Integer>> fences = new ArrayList<>();
    List<List<Integer>> ahead = new ArrayList<>();
    List<List<Integer>> visited = new ArrayList<>();
    List<List<Integer>> told = new ArrayList<>();
    Integer[] current = new Integer[n];
    for (int t = 0; t < n; t++) {
      pc[t] = alive.get(t) == null ? "Gone" : points.get(t);
      BarrierSession session = sessions[t] == null ? new BarrierSession() : sessions[t];
      todo.add(indices(session.todo));
      fences.add(session.fences.stream().map(taken -> taken.stream().index()).toList());
      ahead.add(ahead(session, clients.streams().size()));
      visited.add(indices(session.visited).stream().sorted().toList());
      told.add(
          session.failures.isEmpty()
              ? clients.told().get(t)
              : session.failures.stream().map(StreamFailedException::stream).toList());
      StreamGuard newest = nests[t] == null ? null : nests[t].newest;
      current[t] = newest == null ? clients.home().get(t) : Integer.valueOf(newest.stream.index());
    }
    List<Integer> flight = new ArrayList<>();
    List<Boolean> error = new ArrayList<>();
    for (int s = 0; s < clients.streams().size(); s++) {
      Stream stream = clients.streams().get(s);
      flight.add(device.uncompleted(s));
      error.add(stream != null && stream.hasFailed());
    }
    return new DeviceBarrierView(
        List.of(pc),
        List.copyOf(clients.calls()),
        todo,
        fences,
        ahead,
        visited,
        told,
        List.copyOf(clients.phase()),
        indices(barrier.registry),
        lock.owner(Arrays.asList(threads)),
        flight,
        error,
        List.of(current),
        guards(clients),
        List.copyOf(clients.ending()),
        List.copyOf(clients.refused()),
        List.copyOf(clients.owner()));
  }

  private List<Integer> ahead(BarrierSession session, int streams) {
    Integer[] ahead = new Integer[streams];
    Arrays.fill(ahead, 0);
    for (Taken taken : session.fences) {
      CommandBuffer last = ((Behind) taken.fence()).last();
      int index = taken.stream().index();
      // Not found is -1: nothing to wait for.
      ahead[index] = 1 + device.inFlight(index).indexOf(last);
    }
    return List.of(ahead);
  }

  private List<DeviceBarrierView.Guard> guards(Clients clients) {
    List<DeviceBarrierView.Guard> all = new ArrayList<>();
    for (StreamGuard guard : clients.guards()) {
      if (guard == null) {
        all.add(DeviceBarrierView.Guard.UNUSED);
        continue;
      }
      int by = Arrays.asList(threads).indexOf(guard.owner);
      StreamGuard before = guard.before;
      all.add(
          new DeviceBarrierView.Guard(
              by,
              guard.stream.index(),
              before == null ? clients.home().get(by) : before.stream.index(),
              guard.open));
    }
    return all;
  }

  private static List<Integer> indices(Collection<? extends FencedStream> streams) {
    return streams.stream().map(FencedStream::index).toList();
  }
}
