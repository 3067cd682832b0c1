package org.lockstep.gate.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.replay.Call;
import org.lockstep.kit.replay.Subject;
import org.lockstep.kit.replay.SubjectFactory;
import org.lockstep.kit.replay.ThreadSteps;

/**
 * Subjects whose views lack some components. A fault may start a counter where no sound engine can
 * be put; that alone is no refusal of any step, so the sound engine is compared without the
 * counter.
 */
final class Narrowed<V> implements SubjectFactory<Map<String, Object>> {
  private final SubjectFactory<V> factory;
  private final Set<String> without;

  Narrowed(SubjectFactory<V> factory, Set<String> without) {
    this.factory = factory;
    this.without = Set.copyOf(without);
  }

  /** The components in which two views differ. */
  static Set<String> differing(@Nullable Object view, @Nullable Object other) {
    Map<String, Object> components = components(view);
    Map<String, Object> others = components(other);
    Set<String> names = new HashSet<>(components.keySet());
    names.removeIf(name -> Objects.equals(components.get(name), others.get(name)));
    return names;
  }

  @Override
  public Subject<Map<String, Object>> create(ThreadSteps steps) {
    Subject<V> subject = factory.create(steps);
    return new Subject<>() {
      @Override
      public Map<String, Object> view() {
        return narrow(subject.view());
      }

      @Override
      public @Nullable Call call(Label action) {
        return subject.call(action);
      }

      @Override
      public void environment(Label action) {
        subject.environment(action);
      }

      @Override
      public void close() {
        subject.close();
      }
    };
  }

  @Override
  public Map<String, Object> project(State state) {
    return narrow(factory.project(state));
  }

  private Map<String, Object> narrow(@Nullable Object view) {
    Map<String, Object> components = components(view);
    components.keySet().removeAll(without);
    return components;
  }

  private static Map<String, Object> components(@Nullable Object view) {
    if (!(view instanceof Record)) {
      throw new IllegalArgumentException("a view is a record, not " + view);
    }
    Map<String, Object> components = new TreeMap<>();
    for (RecordComponent component : view.getClass().getRecordComponents()) {
      try {
        components.put(component.getName(), component.getAccessor().invoke(view));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
    return components;
  }
}
