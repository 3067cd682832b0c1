package org.lockstep.encoding;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The counters of an encoder, and who is in the set of those whose work is to be completed. */
public final class WorkCompleted {
  private WorkCompleted() {}

  /** A thread dispatches again while a handler finds that it has no work, and forgets it. */
  @JCStressTest
  @State
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "the next handler completes it")
  @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "CallsReturnLive: nobody completes it")
  public static class NobodyIsForgotten {
    private final Completions completions = new Completions();
    private final EncoderSession session = new EncoderSession(1);

    public NobodyIsForgotten() {
      completions.dispatched(session);
      session.executed();
    }

    @Actor
    public void thread() {
      completions.dispatched(session);
      session.executed();
    }

    @Actor
    public void handler() {
      completions.complete();
    }

    @Arbiter
    public void next(I_Result r) {
      completions.complete();
      r.r1 = session.isPending() ? 1 : 0;
    }
  }

  /** Planted: the handler does not look once more at whom it has forgotten. */
  @JCStressTest
  @State
  @Plants(module = "EncodingLock", fault = "ForgetsWhoDispatches")
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "the next handler completes it")
  @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "CallsReturnLive: nobody completes it")
  public static class PlantedForgetsWhoDispatches {
    private final Set<EncoderSession> pending = ConcurrentHashMap.newKeySet();
    private final EncoderSession session = new EncoderSession(1);

    public PlantedForgetsWhoDispatches() {
      dispatched();
    }

    @Actor
    public void thread() {
      dispatched();
    }

    @Actor
    public void handler() {
      complete();
    }

    @Arbiter
    public void next(I_Result r) {
      complete();
      r.r1 = session.isPending() ? 1 : 0;
    }

    private void dispatched() {
      session.dispatched();
      pending.add(session);
      session.executed();
    }

    private void complete() {
      for (EncoderSession session : pending) {
        session.finish();
        if (!session.isPending()) {
          pending.remove(session);
        }
      }
    }
  }

  private abstract static class TwoHandlers {
    private final EncoderSession session = new EncoderSession(1);

    TwoHandlers() {
      session.dispatched();
      session.dispatched();
    }

    final void execute() {
      session.executed();
    }

    final void finish() {
      session.finish();
    }

    final void tell(I_Result r) {
      r.r1 = session.isPending() ? 1 : 0;
    }
  }

  /** Two buffers of a thread are executed; each handler completes what has been by then. */
  @JCStressTest
  @State
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "both are complete")
  @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "CallsReturnLive: one is taken back")
  public static class HandlersTakeTurns extends TwoHandlers {
    private final EncodingLock encoding =
        new EncodingLock(new RankedLock(LockRank.ENCODING, "of encoding", RankCheck.OFF), Set.of());

    @Actor
    public void first() {
      execute();
      encoding.locked(this::finish);
    }

    @Actor
    public void second() {
      execute();
      encoding.locked(this::finish);
    }

    @Arbiter
    public void both(I_Result r) {
      tell(r);
    }
  }

  /** Planted: handlers do not take the encoding lock. */
  @JCStressTest
  @State
  @Plants(module = "EncodingLock", fault = "CompletesWithoutLock")
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "both are complete")
  @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "CallsReturnLive: one is taken back")
  public static class PlantedCompletesWithoutLock extends TwoHandlers {
    @Actor
    public void first() {
      execute();
      finish();
    }

    @Actor
    public void second() {
      execute();
      finish();
    }

    @Arbiter
    public void both(I_Result r) {
      tell(r);
    }
  }
}
