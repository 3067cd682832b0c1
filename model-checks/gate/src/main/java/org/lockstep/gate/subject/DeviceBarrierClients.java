package org.lockstep.gate.subject;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.DeviceBarrierProbe;
import org.lockstep.barrier.DeviceBarrierProbe.Clients;
import org.lockstep.barrier.DeviceBarrierView;
import org.lockstep.barrier.StreamFailedException;
import org.lockstep.barrier.StreamGuard;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.ManualDevice;
import org.lockstep.gate.subject.DeviceBarrierFacts.Kind;
import org.lockstep.kit.replay.Call;

/**
 * What only the users of a barrier know: which call they are in, what they were told, whose guards
 * are open, and which work is done when they are told that it is.
 */
final class DeviceBarrierClients {
  private static final String NO_CALL = "None";

  private final DeviceBarrierConfig config;
  private final ManualDevice device;
  private final List<String> calls;
  private final List<List<Integer>> told;
  private final List<String> phase;
  private final List<DeviceBarrierProbe.@Nullable Stream> streams;
  private final List<@Nullable StreamGuard> guards;
  private final List<Integer> ending;
  private final List<Boolean> refused;
  private final List<Integer> owner;

  /** The numbers of the guards that each has opened and not ended. */
  private final List<Deque<Integer>> nests = new ArrayList<>();

  /** Of each stream of the pool that somebody has, the guard for which. */
  private final Map<Integer, Integer> leasedBy = new TreeMap<>();

  private final Set<Integer> untold = new TreeSet<>();
  private final DeviceBarrierFacts facts = new DeviceBarrierFacts();

  DeviceBarrierClients(DeviceBarrierConfig config, ManualDevice device) {
    this.config = config;
    this.device = device;
    int threads = config.threads().size();
    calls = filled(threads, NO_CALL);
    told = filled(threads, List.of());
    phase = filled(config.streams(), "none");
    streams = Arrays.asList(new DeviceBarrierProbe.@Nullable Stream[config.streams()]);
    guards = Arrays.asList(new @Nullable StreamGuard[config.guards()]);
    ending = filled(threads, DeviceBarrierView.NONE);
    refused = filled(threads, false);
    owner = filled(config.pooled().size(), DeviceBarrierView.NONE);
    for (int t = 0; t < threads; t++) {
      nests.add(new ArrayDeque<>());
    }
  }

  private static <T> List<T> filled(int count, T value) {
    return new ArrayList<>(Collections.nCopies(count, value));
  }

  Clients all() {
    return new Clients(calls, told, config.home(), phase, streams, guards, ending, refused, owner);
  }

  /** Its thread has ended: what it was told is lost. */
  void ended(int thread) {
    told.set(thread, List.of());
    refused.set(thread, false);
  }

  DeviceBarrierProbe.@Nullable Stream stream(int index) {
    return streams.get(index);
  }

  void opened(DeviceBarrierProbe.Stream stream) {
    streams.set(stream.index(), stream);
    phase.set(stream.index(), "open");
  }

  String phase(int stream) {
    return phase.get(stream);
  }

  /** The thread's own stream, as it has opened and ended its guards. */
  int own(int thread) {
    Integer newest = nests.get(thread).peek();
    return newest == null
        ? config.home().get(thread)
        : Objects.requireNonNull(guards.get(newest)).stream().index();
  }

  /** A call that the model calls so. */
  Call making(int me, String call, Runnable body) {
    return () -> {
      calls.set(me, call);
      told.set(me, List.of());
      refused.set(me, false);
      Map<Integer, List<CommandBuffer>> before = awaited(me, call);
      try {
        body.run();
      } catch (StreamFailedException failure) {
        told.set(
            me,
            Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
                .map(told -> ((StreamFailedException) told).stream())
                .toList());
        untold.removeAll(told.get(me));
      } finally {
        calls.set(me, NO_CALL);
      }
      requireDone(me, call, before);
    };
  }

  /** What has been submitted before a call that is to wait for it, by stream. */
  private Map<Integer, List<CommandBuffer>> awaited(int me, String call) {
    Map<Integer, List<CommandBuffer>> before = new TreeMap<>();
    for (int s = 0; s < config.streams(); s++) {
      if (call.equals("device") || (call.equals("synchronize") && s == own(me))) {
        before.put(s, device.inFlight(s));
      }
      DeviceBarrierProbe.Stream stream = streams.get(s);
      if (stream != null) {
        stream.wasFenced();
      }
    }
    return before;
  }

  private void requireDone(int me, String call, Map<Integer, List<CommandBuffer>> before) {
    before.forEach(
        (s, buffers) -> {
          int left = (int) buffers.stream().filter(buffer -> !buffer.isCompleted()).count();
          if (left > 0) {
            facts.add(Kind.UNFINISHED, me, s, left);
          }
        });
    for (DeviceBarrierProbe.Stream stream : streams) {
      int left = stream == null ? 0 : device.uncompleted(stream.index());
      if (call.equals("device") && stream != null && !stream.wasFenced() && left > 0) {
        facts.add(Kind.UNVISITED, me, stream.index(), left);
      }
    }
  }

  void phase(int stream, String now) {
    phase.set(stream, now);
  }

  /** The thread submits to the stream that it is told is its own. */
  void submits(int me, int stream) {
    if (stream != own(me)) {
      facts.add(Kind.MISPLACED, me, stream, own(me));
    }
  }

  /** The stream of a pool is the thread's from now on, for the guard of this number. */
  void takes(int me, int stream, int number) {
    owner.set(config.pooled().indexOf(stream), me);
    leasedBy.put(stream, number);
  }

  boolean isPooled(int stream) {
    return config.pooled().contains(stream);
  }

  boolean isFree(int stream) {
    return owner.get(config.pooled().indexOf(stream)) == DeviceBarrierView.NONE;
  }

  /**
   * The pool believes whoever gives a stream back, be it another guard than the one that has it.
   */
  void givesBack(int me, int stream, int number) {
    int had = owner.set(config.pooled().indexOf(stream), DeviceBarrierView.NONE);
    if (had == DeviceBarrierView.NONE) {
      throw new IllegalArgumentException(
          "stream " + stream + " of the pool is given back, and nobody has it");
    }
    if (leasedBy.getOrDefault(stream, number) != number) {
      facts.add(Kind.TAKEN_AWAY, had, stream, me);
    }
  }

  /** The number of the next guard, from 0; -1 if there may be no more. */
  int fresh() {
    return guards.indexOf(null);
  }

  void guarded(int me, int number, StreamGuard guard) {
    guards.set(number, guard);
    nests.get(me).push(number);
    refused.set(me, false);
  }

  @Nullable StreamGuard guard(int number) {
    return guards.get(number);
  }

  /** Ends a guard, which may be refused; whoever is not refused has its stream from before. */
  Call ending(int me, int number, StreamGuard guard) {
    return () -> {
      boolean newest = Objects.equals(nests.get(me).peek(), number);
      refused.set(me, false);
      try {
        ending.set(me, number + 1);
        calls.set(me, "end");
        guard.close();
        if (newest) {
          nests.get(me).pop();
        }
      } catch (IllegalStateException asTheModelHasIt) {
        refused.set(me, true);
      } finally {
        ending.set(me, DeviceBarrierView.NONE);
        calls.set(me, NO_CALL);
      }
    };
  }

  void failed(int stream) {
    untold.add(stream);
  }

  void heldUp(int thread, int by) {
    facts.add(Kind.HELD_UP, thread, DeviceBarrierView.NONE, by);
  }

  void overdue(int thread, int stream) {
    facts.add(Kind.OVERDUE, thread, stream, DeviceBarrierView.NONE);
  }

  /**
   * What has gone wrong up to now.
   *
   * @param now the last view: a failure may be kept by its stream, or about to be told
   */
  DeviceBarrierFacts facts(DeviceBarrierView now) {
    for (int s : untold) {
      boolean aboutToBe = now.told().stream().anyMatch(streams -> streams.contains(s));
      if (!now.error().get(s) && !aboutToBe) {
        facts.add(Kind.UNTOLD, DeviceBarrierView.NONE, s, DeviceBarrierView.NONE);
      }
    }
    return facts;
  }
}
