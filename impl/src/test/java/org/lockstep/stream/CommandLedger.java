package org.lockstep.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.FlakyDevice;

/**
 * What threads have asked of streams, what the device has done, and who was told of what. Each
 * thread has an account at each stream, on which its commands have numbers: the device must come to
 * each exactly once, in that order, be it to execute it or to fail it with its buffer. Of each
 * buffer that failed its handlers must hear, and somebody else, once; unless an earlier failure of
 * the stream had not been told yet.
 */
final class CommandLedger extends Complaints implements FlakyDevice.Faults {
  /** Whoever is told, whatever the lease. */
  static final long ANYBODY = -1;

  /** What the device did on a stream; all but the lease is of the device's thread for it. */
  static final class Book {
    final int stream;
    private final SplittableRandom random;
    private final List<FailedBuffer> failures = new ArrayList<>();
    private @Nullable FailedBuffer failure;
    private long buffers;
    private long unnamed;
    private long executed;
    private long failed;

    /** Who has the stream; written before its first commit. */
    volatile long lease;

    Book(int stream, long seed) {
      this.stream = stream;
      this.random = new SplittableRandom(seed);
    }
  }

  /** What one thread has asked of one stream. */
  final class Account {
    final Book book;

    // The thread's own.
    long asked;
    long unnamedAsked;
    long handlersAsked;

    private final AtomicLong decided = new AtomicLong();
    private long handled;

    Account(Book book) {
      this.book = book;
    }

    Asked next() {
      return new Asked(this, asked++, false, null);
    }

    Handler handler(@Nullable Asked of) {
      return new Handler(this, handlersAsked++, of);
    }

    /** Whether the device has come to what was asked before this number. */
    boolean isThrough(long number) {
      return decided.get() >= number;
    }

    void requireThrough(long number, String who) {
      if (!isThrough(number)) {
        wrong(
            Wrong.TOO_EARLY,
            who + ", stream " + book.stream + ": " + decided + " of " + number + " are done");
      }
    }

    private void decide(long number) {
      long expected = decided.get();
      if (number != expected) {
        wrong(
            number > expected ? Wrong.LOST : Wrong.DOUBLED,
            "stream " + book.stream + ": number " + number + " comes, not " + expected);
      }
      decided.set(Math.max(expected, number + 1));
    }
  }

  /** A command. */
  final class Asked implements Runnable {
    private final Account account;
    private final long number;
    private final boolean submitted;
    private final @Nullable Runnable look;
    private boolean breaks;
    private long buffer;

    Asked(Account account, long number, boolean submitted, @Nullable Runnable look) {
      this.account = account;
      this.number = number;
      this.submitted = submitted;
      this.look = look;
    }

    /** What the device executes throws: that fails the buffer, but not what comes after it. */
    Asked breaking() {
      breaks = true;
      return this;
    }

    @Override
    public void run() {
      decide();
      account.book.executed++;
      if (look != null) {
        look.run();
      }
      if (breaks) {
        throw thrown(account.book);
      }
    }

    private void fail() {
      decide();
      account.book.failed++;
    }

    private void decide() {
      buffer = account.book.buffers;
      account.decide(number);
    }
  }

  /** Called once, in order, after the command with which it was added, and told what it knows. */
  final class Handler implements Consumer<@Nullable Throwable> {
    private final Account account;
    private final long number;
    private final @Nullable Asked of;

    Handler(Account account, long number, @Nullable Asked of) {
      this.account = account;
      this.number = number;
      this.of = of;
    }

    @Override
    public void accept(@Nullable Throwable told) {
      Book book = account.book;
      if (account.handled != number) {
        wrong(Wrong.HANDLER, "number " + number + " is called, not " + account.handled);
      }
      account.handled = Math.max(account.handled, number + 1);
      if (told != book.failure) {
        wrong(Wrong.HANDLER, "is told " + told + ", not " + book.failure);
      }
      if (of != null && of.buffer != book.buffers) {
        wrong(Wrong.HANDLER, "called after the " + book.buffers + ". buffer, not " + of.buffer);
      }
      if (number % 8 == 0) {
        throw new IllegalStateException("a handler that throws");
      }
    }
  }

  private final int failsOneIn;
  private final AtomicLong clock = new AtomicLong();
  private final List<Book> books = new ArrayList<>();
  private final Account[][] accounts;
  private final AtomicLong callbacksAsked = new AtomicLong();
  private final AtomicLong callbacks = new AtomicLong();

  CommandLedger(int threads, int streams, int failsOneIn, long seed) {
    this.failsOneIn = failsOneIn;
    accounts = new Account[threads][streams];
    for (int s = 0; s < streams; s++) {
      Book book = new Book(s, seed + s);
      books.add(book);
      for (Account[] ofThread : accounts) {
        ofThread[s] = new Account(book);
      }
    }
  }

  Account account(int thread, int stream) {
    return accounts[thread][stream];
  }

  Book book(int stream) {
    return books.get(stream);
  }

  @Override
  public @Nullable Throwable begin(int stream, List<Runnable> commands) {
    Book book = books.get(stream);
    book.buffers++;
    book.failure = null;
    boolean fails = book.random.nextInt(failsOneIn) == 0;
    if (fails) {
      note(book, "planted", isSubmitted(commands));
    }
    for (Runnable command : commands) {
      if (!(command instanceof Asked)) {
        book.unnamed++;
      } else if (fails) {
        ((Asked) command).fail();
      }
    }
    return book.failure;
  }

  private static boolean isSubmitted(List<Runnable> commands) {
    return !commands.isEmpty()
        && commands.get(0) instanceof Asked
        && ((Asked) commands.get(0)).submitted;
  }

  private FailedBuffer note(Book book, String reason, boolean submitted) {
    String where = reason + ", the " + book.buffers + ". buffer of stream " + book.stream;
    FailedBuffer failure = new FailedBuffer(where, book.lease, submitted, clock.incrementAndGet());
    book.failures.add(failure);
    book.failure = failure;
    return failure;
  }

  /** Of a buffer the first one counts. */
  private RuntimeException thrown(Book book) {
    if (book.failure != null) {
      return new IllegalStateException("not the first one");
    }
    return note(book, "thrown", false);
  }

  /** Somebody else than a handler is told. */
  void told(@Nullable Throwable failure, long lease) {
    if (!(failure instanceof FailedBuffer)) {
      wrong(Wrong.UNEXPECTED, "somebody is told " + failure);
      return;
    }
    FailedBuffer mine = (FailedBuffer) failure;
    if (!mine.tell(clock.incrementAndGet())) {
      wrong(Wrong.TOLD_TWICE, mine + "");
    }
    if (mine.submitted || (lease != ANYBODY && lease != mine.lease)) {
      wrong(Wrong.TOLD_ANOTHER, mine + " of lease " + mine.lease + ", to " + lease);
    }
  }

  /** What is to be called once, when the account is so far. */
  Runnable callback(Account account, long number) {
    callbacksAsked.incrementAndGet();
    AtomicBoolean called = new AtomicBoolean();
    return () -> {
      account.requireThrough(number, "a callback of an event");
      callbacks.incrementAndGet();
      if (called.getAndSet(true)) {
        wrong(Wrong.DOUBLED, "a callback of an event");
      }
    };
  }

  /** When the device is idle and all streams are closed. */
  void settle() {
    for (Account[] ofThread : accounts) {
      for (Account account : ofThread) {
        if (!account.isThrough(account.asked)) {
          wrong(Wrong.LOST, account.decided + " of " + account.asked + " at the end");
        }
        if (account.handled != account.handlersAsked) {
          wrong(Wrong.HANDLER, account.handled + " of " + account.handlersAsked + " called");
        }
      }
    }
    compare(
        sum(account -> account.unnamedAsked), sum(books, book -> book.unnamed), "fills, copies");
    compare(callbacksAsked.get(), callbacks.get(), "callbacks");
    for (Book book : books) {
      for (FailedBuffer failure : FailedBuffer.wronglyUntold(book.failures)) {
        wrong(Wrong.UNTOLD, failure + "");
      }
    }
  }

  private void compare(long asked, long done, String what) {
    if (asked != done) {
      wrong(asked > done ? Wrong.LOST : Wrong.DOUBLED, done + " of " + asked + " " + what);
    }
  }

  private interface OfAccount {
    long of(Account account);
  }

  private interface OfBook {
    long of(Book book);
  }

  private long sum(OfAccount number) {
    long sum = 0;
    for (Account[] ofThread : accounts) {
      for (Account account : ofThread) {
        sum += number.of(account);
      }
    }
    return sum;
  }

  private static long sum(List<Book> books, OfBook number) {
    return books.stream().mapToLong(number::of).sum();
  }

  long failures() {
    return sum(books, book -> book.failures.size());
  }

  String figures() {
    long told = sum(books, book -> book.failures.stream().filter(FailedBuffer::isTold).count());
    long submitted = sum(books, book -> book.failures.stream().filter(f -> f.submitted).count());
    return String.format(
        "%,d commands in %,d buffers: %,d executed, %,d failed with their buffer, %,d fills and"
            + " copies; %,d buffers failed: %,d told, %,d of submit() to their handlers, %,d while"
            + " another was untold; %,d handlers, %,d callbacks of events",
        sum(account -> account.asked + account.unnamedAsked),
        sum(books, book -> book.buffers),
        sum(books, book -> book.executed),
        sum(books, book -> book.failed),
        sum(books, book -> book.unnamed),
        failures(),
        told,
        submitted,
        failures() - told - submitted,
        sum(account -> account.handled),
        callbacks.get());
  }
}
