package org.lockstep.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A device whose work completes when its driver says so: it executes at commit, on the committing
 * thread, and stays busy until {@link #complete}. Counts the queues it holds.
 */
public final class ManualDevice implements Device {
  private final Map<Integer, List<ManualQueue>> queues = new ConcurrentHashMap<>();
  private final boolean lazy;
  private boolean refusing;

  public ManualDevice() {
    this(false);
  }

  private ManualDevice(boolean lazy) {
    this.lazy = lazy;
  }

  /** Executes not at commit but when it is told to complete, as real devices do. */
  public static ManualDevice executingOnCompletion() {
    return new ManualDevice(true);
  }

  @Override
  public DeviceQueue createQueue(int stream) {
    ManualQueue queue = new ManualQueue(stream);
    List<ManualQueue> held = queues.computeIfAbsent(stream, key -> new ArrayList<>());
    synchronized (held) {
      held.add(queue);
    }
    return queue;
  }

  /** How many queues of this stream the device holds. */
  public int queues(int stream) {
    List<ManualQueue> held = queues.get(stream);
    if (held == null) {
      return 0;
    }
    synchronized (held) {
      return held.size();
    }
  }

  public boolean isBusy(int stream) {
    for (ManualQueue queue : held(stream)) {
      if (queue.isBusy()) {
        return true;
      }
    }
    return false;
  }

  /** Completes everything committed to the queues of this stream and runs its handlers. */
  public void complete(int stream) {
    held(stream).forEach(ManualQueue::complete);
  }

  /** Completes the oldest buffer of this stream, if there is any, and runs its handlers. */
  public void completeOne(int stream) {
    finishOne(stream, null);
  }

  /** Fails the oldest buffer of this stream, if there is any, and runs its handlers. */
  public void failOne(int stream) {
    finishOne(
        stream, new DeviceException("the device failed a command buffer of stream " + stream));
  }

  private void finishOne(int stream, @Nullable DeviceException failure) {
    for (ManualQueue queue : held(stream)) {
      if (queue.finishOne(failure)) {
        return;
      }
    }
  }

  /** The buffers of this stream that were committed and have not completed, in order. */
  public List<CommandBuffer> inFlight(int stream) {
    List<CommandBuffer> all = new ArrayList<>();
    for (ManualQueue queue : held(stream)) {
      queue.addTo(all);
    }
    return all;
  }

  /** How many works were committed to this stream and have not completed. */
  public int uncompleted(int stream) {
    int all = 0;
    for (ManualQueue queue : held(stream)) {
      all += queue.uncompleted();
    }
    return all;
  }

  /** The next commit to any queue is refused, and has no effect. */
  public synchronized void refuseNext() {
    refusing = true;
  }

  public synchronized boolean refusesNext() {
    return refusing;
  }

  private synchronized void admit() {
    if (refusing) {
      refusing = false;
      throw new DeviceException("the device refused the command buffer: it was told to");
    }
  }

  private List<ManualQueue> held(int stream) {
    List<ManualQueue> held = queues.get(stream);
    if (held == null) {
      return List.of();
    }
    synchronized (held) {
      return List.copyOf(held);
    }
  }

  private final class ManualQueue implements DeviceQueue {
    private final int stream;
    private final QueueState state;
    private final Deque<CommandBuffer> uncompleted = new ArrayDeque<>();

    ManualQueue(int stream) {
      this.stream = stream;
      this.state = new QueueState(stream);
    }

    @Override
    public CommandBuffer newBuffer() {
      state.requireAlive("make a buffer of");
      return new CommandBuffer();
    }

    @Override
    public void commit(CommandBuffer buffer) {
      admit();
      // As one: whoever sees the queue busy can complete what made it so.
      synchronized (uncompleted) {
        state.commit(buffer);
        if (executesAtCommit(buffer)) {
          buffer.execute();
        }
        uncompleted.add(buffer);
      }
    }

    void complete() {
      List<CommandBuffer> done;
      synchronized (uncompleted) {
        uncompleted.forEach(this::requireOpen);
        done = new ArrayList<>(uncompleted);
        uncompleted.clear();
      }
      done.stream().filter(buffer -> !executesAtCommit(buffer)).forEach(CommandBuffer::execute);
      state.completed(done.size());
      done.forEach(CommandBuffer::completed);
    }

    boolean finishOne(@Nullable DeviceException failure) {
      CommandBuffer done;
      synchronized (uncompleted) {
        done = uncompleted.peek();
        if (done == null) {
          return false;
        }
        requireOpen(done);
        uncompleted.remove();
      }
      if (failure != null) {
        done.fail(failure);
      } else if (!executesAtCommit(done)) {
        done.execute();
      }
      state.completed(1);
      done.completed();
      return true;
    }

    private boolean executesAtCommit(CommandBuffer buffer) {
      return !lazy && buffer.gate() == null;
    }

    private void requireOpen(CommandBuffer buffer) {
      if (!buffer.mayBegin()) {
        throw new DeviceException(
            "stream " + stream + " waits before a gate that is not open: nothing can complete yet");
      }
    }

    void addTo(List<CommandBuffer> all) {
      synchronized (uncompleted) {
        all.addAll(uncompleted);
      }
    }

    int uncompleted() {
      synchronized (uncompleted) {
        return uncompleted.size();
      }
    }

    @Override
    public @Nullable CommandBuffer last() {
      return state.last();
    }

    @Override
    public boolean isBusy() {
      return state.isBusy();
    }

    @Override
    public void awaitIdle() {
      state.awaitIdle();
    }

    @Override
    public void destroy() {
      state.destroy();
      List<ManualQueue> held = queues.getOrDefault(stream, List.of());
      synchronized (held) {
        held.remove(this);
      }
    }
  }
}
