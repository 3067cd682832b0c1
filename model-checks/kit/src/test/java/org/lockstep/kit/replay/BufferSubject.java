package org.lockstep.kit.replay;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;

/** Binds {@link BoundedBuffer} to the driver: about what a user of the kit writes. */
final class BufferSubject implements Subject<BufferSubject.View> {
  /** The state of the buffer; the model's pc is left out, since the driver compares step points. */
  record View(
      List<String> buffer,
      String owner,
      SortedSet<String> waiting,
      SortedSet<String> running,
      boolean dropped) {}

  /** Makes buffers with one and the same fault. */
  static final class Factory implements SubjectFactory<View> {
    private final int capacity;
    private final BoundedBuffer.Fault fault;
    int created;

    Factory(int capacity, BoundedBuffer.Fault fault) {
      this.capacity = capacity;
      this.fault = fault;
    }

    @Override
    public Subject<View> create(ThreadSteps steps) {
      created++;
      return new BufferSubject(steps, new BoundedBuffer(steps, capacity, fault));
    }

    @Override
    public View project(State state) {
      return new View(
          names(((Value.Seq) state.get("buffer")).elements()),
          name(state.get("owner")),
          new TreeSet<>(names(((Value.Set) state.get("waiting")).elements())),
          new TreeSet<>(names(((Value.Set) state.get("running")).elements())),
          ((Value.Bool) state.get("dropped")).value());
    }

    private static String name(Value value) {
      return value instanceof Value.Str ? ((Value.Str) value).value() : value.toString();
    }

    private static List<String> names(List<Value> values) {
      return values.stream().map(Factory::name).toList();
    }
  }

  private final ThreadSteps steps;
  private final BoundedBuffer buffer;

  private BufferSubject(ThreadSteps steps, BoundedBuffer buffer) {
    this.steps = steps;
    this.buffer = buffer;
  }

  @Override
  public View view() {
    SortedSet<String> running = new TreeSet<>();
    for (String name : steps.threads()) {
      Thread thread = steps.thread(name);
      if (thread != null && thread.isAlive()) {
        running.add(name);
      }
    }
    return new View(buffer.elements(), buffer.owner(), buffer.waiting(), running, buffer.dropped());
  }

  @Override
  public Call call(Label action) {
    String thread = action.args().get(0).toString();
    return action.action().equals("CallPut") ? () -> buffer.put(thread) : buffer::take;
  }

  @Override
  public void environment(Label action) {
    buffer.drop();
  }

  @Override
  public boolean canHappen(Label action) {
    return buffer.canDrop();
  }

  @Override
  public @Nullable Set<Label> environmentEnabled() {
    return buffer.canDrop() ? Set.of(Label.of("Drop")) : Set.of();
  }
}
