package org.lockstep.gate.subject;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.pool.LeasePoolView;
import org.lockstep.pool.StreamPoolView;

/** A view for a reader: one short value for each component, called as the model calls it. */
public final class Components {
  private final Map<String, String> flat = new LinkedHashMap<>();

  private Components() {}

  public static Map<String, String> of(StreamPoolView view, StreamPoolConfig config) {
    Components all = new Components();
    Function<Integer, String> thread = index -> name(config.threads(), index);
    List<String> threads = config.threads();
    all.list("pc", view.pc(), threads);
    all.list("op", view.op(), threads);
    all.list("cursor", view.cursor(), threads);
    all.list("refused", view.refused(), threads);
    all.list(
        "binding",
        view.binding().stream()
            .map(stream -> stream == StreamPoolView.NONE ? "None" : stream.toString())
            .toList(),
        threads);
    all.put("counter", view.counter());
    all.list("slot", view.slot(), numbers(view.slot()));
    all.put("creation", thread.apply(view.creation()));
    all.list("inside", view.inside(), numbers(view.inside()));
    all.list("sealed", view.sealed(), numbers(view.sealed()));
    all.list("queues", view.queues(), numbers(view.queues()));
    all.list(
        "streamLock", view.streamLock().stream().map(thread).toList(), numbers(view.streamLock()));
    all.list("buffer", view.buffer(), numbers(view.buffer()));
    all.list("busy", view.busy(), numbers(view.busy()));
    return Collections.unmodifiableMap(all.flat);
  }

  public static Map<String, String> of(EncodingLockView view, EncodingLockConfig config) {
    Components all = new Components();
    List<String> everyone = config.everyone();
    List<String> locks = EncodingLockView.LOCKS;
    all.list("pc", view.pc(), everyone);
    all.list("call", view.call(), everyone);
    all.list("result", view.result(), everyone);
    all.list("queue", view.queue().stream().map(q -> names(everyone, q)).toList(), locks);
    all.list("owner", view.owner().stream().map(t -> name(everyone, t)).toList(), locks);
    all.list("depth", view.depth(), locks);
    all.list(
        "args",
        view.args().stream().map(pair -> names(everyone, pair)).toList(),
        EncodingLockView.KERNELS);
    all.list("pending", view.pending(), config.threads());
    all.put("broken", view.broken());
    return Collections.unmodifiableMap(all.flat);
  }

  public static Map<String, String> of(LeasePoolView view, LeasePoolConfig config) {
    Components all = new Components();
    List<String> threads = config.threads();
    List<String> everyone = config.everyone();
    List<String> slots = numbers(view.state());
    all.list("pc", view.pc(), everyone);
    all.list("op", view.op(), everyone);
    all.list("result", view.result(), everyone);
    all.list("cursor", view.cursor(), everyone);
    all.list("lease", slots(view.lease()), everyone);
    all.list("last", slots(view.last()), everyone);
    all.list("left", view.left(), threads);
    all.list("interrupted", view.interrupted(), threads);
    all.list("state", view.state(), slots);
    all.list("shut", view.shut(), slots);
    all.list("pending", view.pending(), slots);
    all.list("busy", view.busy(), slots);
    all.list("alive", view.alive(), slots);
    all.put("guard", name(everyone, view.guard()));
    all.put("queue", names(everyone, view.queue()));
    all.put("waiting", view.waiting());
    all.put("sealed", view.sealed());
    all.list("status", view.status(), threads);
    all.list("woken", view.woken(), threads);
    return Collections.unmodifiableMap(all.flat);
  }

  private static List<String> slots(List<Integer> slots) {
    return slots.stream().map(s -> s == LeasePoolView.NONE ? "None" : s.toString()).toList();
  }

  private void list(String variable, List<?> values, List<String> keys) {
    for (int i = 0; i < values.size(); i++) {
      put(variable + "[" + (i < keys.size() ? keys.get(i) : i) + "]", values.get(i));
    }
  }

  private void put(String name, Object value) {
    flat.put(
        name,
        value instanceof Boolean ? value.toString().toUpperCase(Locale.ROOT) : value.toString());
  }

  private static List<String> numbers(List<?> values) {
    return IntStream.range(0, values.size()).mapToObj(Integer::toString).toList();
  }

  private static String names(List<String> threads, List<Integer> indices) {
    return indices.stream().map(index -> name(threads, index)).toList().toString();
  }

  private static String name(List<String> threads, int index) {
    return index >= 0 && index < threads.size() ? threads.get(index) : "None";
  }
}
