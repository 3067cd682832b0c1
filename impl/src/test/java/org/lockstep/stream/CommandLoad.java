package org.lockstep.stream;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.event.Event;
import org.lockstep.event.EventPool;
import org.lockstep.event.EventsExhaustedException;
import org.lockstep.event.StaleEventException;
import org.lockstep.stream.CommandLedger.Account;
import org.lockstep.stream.CommandLedger.Asked;
import org.lockstep.stream.Complaints.Wrong;

/** What one thread asks of the streams that it gets, at random. */
final class CommandLoad implements SoakStreams.Visitor {
  /** What the threads have in common. */
  static final class Common {
    private final CommandLedger ledger;
    private final @Nullable EventPool events;
    private final AtomicReferenceArray<@Nullable Posted> posts = new AtomicReferenceArray<>(32);

    Common(CommandLedger ledger, boolean withEvents) {
      this.ledger = ledger;
      this.events =
          withEvents
              ? EventPool.builder()
                  .onUncaught(thrown -> ledger.wrong(Wrong.UNEXPECTED, thrown.toString()))
                  .build()
              : null;
    }

    /** Gives the events back. */
    void close() {
      for (int i = 0; i < posts.length(); i++) {
        replace(i, null);
      }
    }

    private void replace(int i, @Nullable Posted post) {
      Posted before = posts.getAndSet(i, post);
      if (before != null) {
        before.event.close();
      }
    }
  }

  /** An event, and what the device has come to when it has come to the event. */
  private record Posted(Event event, Account account, long number) {}

  /** A job that fails. */
  private static final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobFailed() {
      super("planted", null, false, false);
    }
  }

  private final Common common;
  private final CommandLedger ledger;
  private final int thread;
  private final SplittableRandom random;
  private long left;

  CommandLoad(Common common, int thread, long commands, long seed) {
    this.common = common;
    this.ledger = common.ledger;
    this.thread = thread;
    this.left = commands;
    this.random = new SplittableRandom(seed);
  }

  void run(SoakStreams streams) {
    try {
      while (left > 0) {
        streams.serve(this);
      }
    } catch (InterruptedException | RuntimeException | Error thrown) {
      ledger.wrong(Wrong.UNEXPECTED, "thread " + thread + " ends with " + thrown);
    }
  }

  @Override
  public SplittableRandom random() {
    return random;
  }

  @Override
  public void work(CommandStream stream) {
    Account mine = ledger.account(thread, stream.index());
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      long before = mine.asked + mine.unnamedAsked;
      one(stream, mine);
      left -= mine.asked + mine.unnamedAsked - before;
    }
  }

  private void one(CommandStream stream, Account mine) {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> stream.encode(recorder -> recorder.dispatch(next(mine)));
      case 3 -> stream.standAlone(next(mine));
      case 4 -> stream.signal(next(mine));
      case 5 -> stream.call(() -> fillAndCopy(stream, mine));
      case 6 -> stream.flush();
      case 7, 8, 9 -> jobThatEncodes(stream, mine);
      case 10, 11 -> job(stream, mine);
      case 12 -> synchronize(stream, mine);
      case 13 -> post(stream, mine);
      case 14 -> follow(stream, mine);
      default -> await(stream, mine);
    }
  }

  private Asked next(Account mine) {
    Asked next = mine.next();
    return random.nextInt(10_000) == 0 ? next.breaking() : next;
  }

  @Override
  public void submit(int stream, Consumer<Consumer<CommandBuffer>> pool) {
    Account mine = ledger.account(thread, stream);
    pool.accept(
        buffer -> {
          Asked only = ledger.new Asked(mine, mine.asked++, true, null);
          buffer.record(only);
          Consumer<@Nullable Throwable> handler = mine.handler(only);
          buffer.onCompleted(() -> handler.accept(buffer.failure()));
        });
    left--;
  }

  /** In a job: the three are of one buffer. */
  private void fillAndCopy(CommandStream stream, Account mine) {
    long[] from = new long[3];
    long[] to = new long[3];
    long value = mine.asked + 1;
    stream.fill(from, value);
    stream.copy(from, to);
    mine.unnamedAsked += 2;
    Runnable look =
        () -> {
          if (from[2] != value || to[0] != value || to[2] != value) {
            ledger.wrong(Wrong.CONTENT, "a copy of " + value + " is " + to[0]);
          }
        };
    stream.standAlone(ledger.new Asked(mine, mine.asked++, false, look));
  }

  /** Calls in a job that encodes: some are made at once, the others when the job has ended. */
  private void jobThatEncodes(CommandStream stream, Account mine) {
    int[] deeds = random.ints(1 + random.nextInt(6), 0, 8).toArray();
    long now = mine.asked;
    long later = now;
    for (int deed : deeds) {
      later += deed <= 2 ? 1 : 0;
    }
    long[] number = {now, later, -1};
    @Nullable JobFailed failure = random.nextInt(4) == 0 ? new JobFailed() : null;
    Runnable job =
        () ->
            stream.encode(
                recorder -> {
                  Asked last = null;
                  for (int deed : deeds) {
                    last = deed(stream, mine, recorder, deed, number, last);
                  }
                  if (failure != null) {
                    throw failure;
                  }
                });
    if (failure == null) {
      telling(job, mine);
      mine.asked = number[1];
      mine.requireThrough(number[2], "a job with synchronize() in it");
    } else {
      expect(failure, job);
      mine.asked = number[1];
    }
  }

  /** The numbers: of what is recorded at once, of what is later, of what is waited for. */
  private @Nullable Asked deed(
      CommandStream stream,
      Account mine,
      CommandStream.Recorder recorder,
      int deed,
      long[] number,
      @Nullable Asked last) {
    switch (deed) {
      case 0, 1 -> {
        Asked next = ledger.new Asked(mine, number[0]++, false, null);
        recorder.dispatch(next);
        return next;
      }
      case 2 -> {
        Asked next = ledger.new Asked(mine, number[0]++, false, null);
        stream.encode(inner -> inner.dispatch(next));
        return next;
      }
      case 3 -> stream.standAlone(ledger.new Asked(mine, number[1]++, false, null));
      case 4 -> stream.signal(ledger.new Asked(mine, number[1]++, false, null));
      case 5 -> stream.onCompleted(mine.handler(last));
      case 6 -> stream.flush();
      default -> {
        stream.synchronize();
        number[2] = number[1];
      }
    }
    return last;
  }

  /** Calls in a job without an encoder: each is made at once. */
  private void job(CommandStream stream, Account mine) {
    int[] deeds = random.ints(1 + random.nextInt(5), 0, 6).toArray();
    long[] awaited = {-1};
    @Nullable JobFailed failure = random.nextInt(4) == 0 ? new JobFailed() : null;
    Runnable job =
        () ->
            stream.call(
                () -> {
                  Asked last = null;
                  for (int deed : deeds) {
                    switch (deed) {
                      case 0 -> stream.standAlone(last = next(mine));
                      case 1 -> stream.signal(last = next(mine));
                      case 2 -> fillAndCopy(stream, mine);
                      case 3 -> stream.onCompleted(mine.handler(last));
                      case 4 -> {
                        stream.flush();
                        last = null;
                      }
                      default -> {
                        stream.synchronize();
                        awaited[0] = mine.asked;
                        last = null;
                      }
                    }
                  }
                  if (failure != null) {
                    throw failure;
                  }
                });
    if (failure == null) {
      telling(job, mine);
      mine.requireThrough(awaited[0], "a job with synchronize() in it");
    } else {
      expect(failure, job);
    }
  }

  private void expect(JobFailed failure, Runnable job) {
    try {
      job.run();
      ledger.wrong(Wrong.UNEXPECTED, "a job has failed, and nobody is told");
    } catch (JobFailed told) {
      if (told != failure) {
        ledger.wrong(Wrong.UNEXPECTED, "the exception of another job");
      }
    }
  }

  private void synchronize(CommandStream stream, Account mine) {
    telling(stream::synchronize, mine);
    mine.requireThrough(mine.asked, "synchronize()");
  }

  private void telling(Runnable call, Account mine) {
    try {
      call.run();
    } catch (WorkFailedException failure) {
      ledger.told(failure.getCause(), mine.book.lease);
    }
  }

  /** In half of the cases in a job that encodes, at the end of which it is done. */
  private @Nullable Posted event(CommandStream stream, Account mine) {
    if (common.events == null) {
      return null;
    }
    try {
      Event event = common.events.take(stream);
      if (random.nextBoolean()) {
        event.record();
      } else {
        stream.encode(
            recorder -> {
              event.record();
              recorder.dispatch(next(mine));
            });
      }
      return new Posted(event, mine, mine.asked);
    } catch (EventsExhaustedException tooFarAhead) {
      return null;
    }
  }

  private void post(CommandStream stream, Account mine) {
    Posted post = event(stream, mine);
    if (post != null) {
      common.replace(random.nextInt(common.posts.length()), post);
    }
  }

  private void follow(CommandStream stream, Account mine) {
    Posted post = common.posts.get(random.nextInt(common.posts.length()));
    if (post == null) {
      return;
    }
    try {
      post.event.follow(stream);
    } catch (StaleEventException another) {
      return; // has posted its own meanwhile
    }
    Runnable look = () -> post.account.requireThrough(post.number, "who follows an event");
    stream.standAlone(ledger.new Asked(mine, mine.asked++, false, look));
  }

  private void await(CommandStream stream, Account mine) {
    Posted post = event(stream, mine);
    if (post == null) {
      return;
    }
    try (Event event = post.event) {
      if (random.nextBoolean()) {
        Runnable callback = ledger.callback(mine, post.number);
        event.then(completion -> callback.run());
      } else {
        event.await();
        mine.requireThrough(post.number, "who awaits an event");
      }
    } catch (InterruptedException nobodyDoes) {
      throw new AssertionError(nobodyDoes);
    }
  }
}
