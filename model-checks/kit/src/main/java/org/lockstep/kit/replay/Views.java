package org.lockstep.kit.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.State;

/** The components of a view: those of a record, the entries of a map, the variables of a state. */
final class Views {
  private Views() {}

  static Map<String, @Nullable Object> parts(@Nullable Object view) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    if (view instanceof Map) {
      ((Map<?, ?>) view).forEach((key, value) -> parts.put(String.valueOf(key), value));
    } else if (view instanceof State) {
      State state = (State) view;
      state.names().forEach(name -> parts.put(name, state.get(name)));
    } else if (view instanceof Record) {
      for (RecordComponent component : view.getClass().getRecordComponents()) {
        parts.put(component.getName(), read(component.getAccessor(), view));
      }
    } else {
      parts.put("view", view);
    }
    return parts;
  }

  private static @Nullable Object read(Method accessor, Object view) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(view);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "cannot read " + accessor + ": open its package to org.lockstep.kit", e);
    }
  }

  /** The names of the components in which two views differ. */
  static List<String> differing(@Nullable Object left, @Nullable Object right) {
    Map<String, @Nullable Object> a = parts(left);
    Map<String, @Nullable Object> b = parts(right);
    List<String> names = new ArrayList<>(a.keySet());
    b.keySet().stream().filter(name -> !a.containsKey(name)).forEach(names::add);
    names.removeIf(
        name ->
            a.containsKey(name)
                && b.containsKey(name)
                && Objects.deepEquals(a.get(name), b.get(name)));
    return names;
  }

  /** Refuses a view that shows nothing: comparing it would check nothing. */
  static void requireSomething(@Nullable Object view, String where) {
    if (view == null || parts(view).isEmpty()) {
      throw new Misuse(
          where
              + " gave "
              + (view == null ? "null" : "a view without components")
              + ": comparing it would check nothing");
    }
  }
}
