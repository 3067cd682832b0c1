package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lockstep.gate.subject.CommandStreamFacts.HeldUp;
import org.lockstep.gate.subject.CommandStreamFacts.Thing;
import org.lockstep.gate.subject.CommandStreamFacts.Unsynchronized;
import org.lockstep.kit.replay.Call;
import org.lockstep.stream.CommandStreamProbe.Tagged;
import org.lockstep.stream.WorkFailedException;

/**
 * What only the callers of a command stream know: which call they are in, how their last one ended,
 * and what became of all that they asked for.
 */
final class CommandStreamClients {
  private static final String NO_CALL = "None";
  private static final String NO_RESULT = "none";

  /** A job that ends with an exception, as it should. */
  static final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Something asked for; it was done as often as its tag says. */
  private static final class Asked {
    final Tagged tag;
    boolean failed; // the device failed the buffer that it was in
    boolean returned; // the call that asked is over
    boolean withdrawn; // with an exception

    Asked(Tagged tag) {
      this.tag = tag;
    }

    boolean isOpen() {
      return tag.calls() == 0 && !failed && !withdrawn;
    }
  }

  private final String[] calls;
  private final String[] results;
  private final List<Asked> all = new ArrayList<>();
  private final List<Unsynchronized> unsynchronized = new ArrayList<>();
  private final Set<HeldUp> heldUp = new LinkedHashSet<>();
  private final Set<Integer> overdue = new LinkedHashSet<>();

  CommandStreamClients(int count) {
    calls = new String[count];
    results = new String[count];
    Arrays.fill(calls, NO_CALL);
    Arrays.fill(results, NO_RESULT);
  }

  List<String> calls() {
    return Arrays.asList(calls);
  }

  List<String> results() {
    return Arrays.asList(results);
  }

  /** Its thread has ended: how its last call ended is lost. */
  void ended(int thread) {
    results[thread] = NO_RESULT;
  }

  Tagged work(int thread) {
    return ask("work", thread);
  }

  Tagged mark(int thread) {
    return ask("mark", thread);
  }

  Tagged handler(int thread) {
    return ask("handler", thread);
  }

  private Tagged ask(String what, int thread) {
    Asked asked = new Asked(new Tagged(what, thread));
    all.add(asked);
    return asked.tag;
  }

  /** A call that the model calls so. */
  Call making(int me, String call, Runnable body) {
    return () -> {
      calls[me] = call;
      results[me] = NO_RESULT;
      boolean withException = true;
      try {
        results[me] = result(body);
        withException = false;
      } finally {
        calls[me] = NO_CALL;
        returns(me, withException);
      }
      if (call.equals("synchronize") || call.equals("innerSynchronize")) {
        synchronizedBy(me);
      }
    };
  }

  private static String result(Runnable body) {
    try {
      body.run();
      return NO_RESULT;
    } catch (JobFailed asItShould) {
      return "thrown";
    } catch (WorkFailedException asTheModelHasIt) {
      return "failed";
    }
  }

  private void returns(int thread, boolean withException) {
    for (Asked asked : all) {
      if (asked.tag.thread() == thread && !asked.returned) {
        asked.returned = true;
        asked.withdrawn = withException;
      }
    }
  }

  /** The thread has been told that all its work is done. */
  private void synchronizedBy(int thread) {
    int pending = 0;
    for (Asked asked : all) {
      if (asked.tag.thread() == thread && !isHandler(asked.tag) && asked.isOpen()) {
        pending++;
      }
    }
    if (pending > 0) {
      unsynchronized.add(new Unsynchronized(thread, pending));
    }
  }

  /** The device fails these: commands are not executed then. */
  void fails(List<Tagged> tags) {
    for (Asked asked : all) {
      asked.failed |= !isHandler(asked.tag) && contains(tags, asked.tag);
    }
  }

  /** The device is through with these. */
  static void requireDone(List<Tagged> tags, boolean failed) {
    for (Tagged tag : tags) {
      int expected = failed && !isHandler(tag) ? 0 : 1;
      if (tag.calls() != expected || (isHandler(tag) && tag.isToldOfFailure() != failed)) {
        throw new IllegalStateException(
            "a "
                + tag
                + " was called "
                + tag.calls()
                + " times and told of "
                + (tag.isToldOfFailure() ? "a" : "no")
                + " failure, expected "
                + expected
                + " times, of a buffer that "
                + (failed ? "failed" : "did not fail"));
      }
    }
  }

  private static boolean isHandler(Tagged tag) {
    return tag.what().equals("handler");
  }

  /** Thread {@code thread} waits for a queue on which {@code other} waits for the device. */
  void heldUp(int thread, int other) {
    heldUp.add(new HeldUp(thread, other));
  }

  /** Thread {@code thread} waits although all that it waits for is done. */
  void overdue(int thread) {
    overdue.add(thread);
  }

  /**
   * What has gone wrong up to now.
   *
   * @param held what the stream and the device still have
   */
  CommandStreamFacts facts(Collection<Tagged> held) {
    return new CommandStreamFacts(
        things(asked -> asked.returned && asked.isOpen() && !contains(held, asked.tag)),
        things(asked -> asked.tag.calls() > 1),
        unsynchronized,
        heldUp,
        overdue);
  }

  private static boolean contains(Collection<Tagged> held, Tagged tag) {
    return held.stream().anyMatch(other -> other == tag);
  }

  private List<Thing> things(Predicate<Asked> wrong) {
    return all.stream()
        .filter(wrong)
        .map(asked -> new Thing(asked.tag.what(), asked.tag.thread()))
        .toList();
  }
}
