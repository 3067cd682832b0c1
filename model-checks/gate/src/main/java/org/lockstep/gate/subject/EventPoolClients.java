package org.lockstep.gate.subject;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.Completion;
import org.lockstep.event.Event;
import org.lockstep.event.EventPoolProbe;
import org.lockstep.event.EventPoolProbe.Client;
import org.lockstep.event.EventsExhaustedException;
import org.lockstep.event.StaleEventException;
import org.lockstep.gate.subject.EventPoolFacts.Disordered;
import org.lockstep.gate.subject.EventPoolFacts.Forgotten;
import org.lockstep.gate.subject.EventPoolFacts.HeldUp;
import org.lockstep.gate.subject.EventPoolFacts.Misled;
import org.lockstep.gate.subject.EventPoolFacts.Shared;
import org.lockstep.gate.subject.EventPoolFacts.Unclean;
import org.lockstep.kit.replay.Call;

/**
 * What only the callers of an event pool know: which call they are in, what they were told, and
 * whether that was true.
 */
final class EventPoolClients {
  private static final String NO_CALL = "None";
  private static final String NO_RESULT = "none";

  private final Client[] clients;
  private final boolean[] has;
  private final int[][] recorded;
  private final int[][] done;
  private final List<Deque<int[]>> following = new ArrayList<>();
  private final Set<Integer> early = new LinkedHashSet<>();
  private final Set<Integer> passedEarly = new LinkedHashSet<>();
  private final List<Misled> misled = new ArrayList<>();
  private final Set<Integer> doubled = new LinkedHashSet<>();
  private final List<Shared> shared = new ArrayList<>();
  private final List<Unclean> unclean = new ArrayList<>();

  EventPoolClients(int threads, int events, int streams) {
    clients = new Client[threads];
    Arrays.fill(clients, Client.IDLE);
    has = new boolean[threads];
    recorded = new int[events][streams];
    done = new int[events][streams];
    for (int s = 0; s < streams; s++) {
      following.add(new ArrayDeque<>());
    }
  }

  List<Client> all() {
    return Arrays.asList(clients);
  }

  /** Its thread has ended: what it was told is lost. */
  void ended(int thread) {
    Client client = clients[thread];
    clients[thread] = new Client(NO_CALL, NO_RESULT, null, client.mine(), client.heard());
  }

  /** A call about this event, if about any. */
  Call making(int me, String op, @Nullable Event about, Callable<String> body) {
    return () -> {
      put(me, op, NO_RESULT, about);
      String result = NO_RESULT;
      try {
        result = body.call();
      } catch (StaleEventException e) {
        result = "stale";
      } catch (EventsExhaustedException e) {
        result = "exhausted";
      } finally {
        put(me, NO_CALL, result, null);
      }
    };
  }

  private void put(int me, String op, String result, @Nullable Event about) {
    clients[me] = new Client(op, result, about, clients[me].mine(), clients[me].heard());
  }

  /**
   * The thread has been given this event.
   *
   * @param clean with nothing of its former taker under way
   */
  void taken(int me, Event event, boolean clean) {
    if (!clean) {
      unclean.add(new Unclean(me, event.index()));
    }
    for (int other = 0; other < clients.length; other++) {
      Event its = clients[other].mine();
      if (has[other] && its != null && its.index() == event.index()) {
        shared.add(new Shared(me, event.index(), other));
      }
    }
    has[me] = true;
    Client client = clients[me];
    clients[me] = new Client(client.op(), client.result(), client.handle(), event, client.heard());
  }

  /** It gives this event back, if it is still its own. */
  void gives(int me, Event event) {
    if (clients[me].mine() == event) {
      has[me] = false;
    }
  }

  /** How many signals the device has to come to for what was recorded on a stream by now. */
  int recordedBy(Event event, int stream) {
    return recorded[event.index()][stream];
  }

  void recorded(Event event, int stream) {
    recorded[event.index()][stream]++;
  }

  /** The device comes to a signal of this event. */
  void comesTo(int event, int stream) {
    done[event][stream]++;
  }

  /** Who asked when this much was recorded is told that it is done. */
  void toldDone(int me, Event event, int stream, int expected) {
    if (done[event.index()][stream] < expected) {
      early.add(me);
    }
  }

  /** A stream is to wait until the device has come to so many signals of this event in all. */
  void follows(Event event, int expected, int follower) {
    following.get(follower).add(new int[] {event.index(), expected});
  }

  void passes(int follower) {
    int[] awaited = following.get(follower).poll();
    if (awaited != null && Arrays.stream(done[awaited[0]]).sum() < awaited[1]) {
      passedEarly.add(follower);
    }
  }

  /** A callback of this thread, to be called once, about this event. */
  Callback callback(int me, Event event) {
    return new Callback(me, EventPoolProbe.generation(event));
  }

  /** Knows what it was asked for. */
  final class Callback {
    private final int thread;
    private final int generation;
    private boolean called;

    private Callback(int thread, int generation) {
      this.thread = thread;
      this.generation = generation;
    }

    boolean wasCalled() {
      return called;
    }

    void hear(Completion told) {
      if (called) {
        doubled.add(thread);
      }
      called = true;
      if (told.generation() != generation) {
        misled.add(new Misled(thread, generation, told.generation()));
      }
      Client client = clients[thread];
      clients[thread] =
          new Client(
              client.op(), client.result(), client.handle(), client.mine(), told.generation());
    }
  }

  /**
   * What has gone wrong up to now.
   *
   * @param disordered as the last view shows it; so are the others
   */
  EventPoolFacts facts(
      List<Disordered> disordered, List<Forgotten> forgotten, List<HeldUp> heldUp) {
    return new EventPoolFacts(
        early, passedEarly, misled, doubled, shared, unclean, disordered, forgotten, heldUp);
  }
}
