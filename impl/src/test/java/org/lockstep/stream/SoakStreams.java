package org.lockstep.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.StaleLeaseException;
import org.lockstep.pool.StreamPool;

/** Where the threads of a soak have their streams from. */
interface SoakStreams {
  /** One thread, for as long as it has a stream. */
  interface Visitor {
    SplittableRandom random();

    /** Records this and that. */
    void work(CommandStream stream);

    /** Has a buffer of its own committed at once, by this. */
    void submit(int stream, Consumer<Consumer<CommandBuffer>> pool);
  }

  /** Has the visitor work on a stream. */
  void serve(Visitor visitor) throws InterruptedException;

  /** Returns when all work is done. */
  void close();

  /** Streams for one thread at a time. */
  static SoakStreams leased(Device device, int size, CommandLedger ledger) {
    LeasePool pool =
        LeasePool.builder(device)
            .size(size)
            .failureListener(failure -> ledger.told(failure, CommandLedger.ANYBODY))
            .build();
    AtomicLong leases = new AtomicLong();
    return new SoakStreams() {
      @Override
      public void serve(Visitor visitor) throws InterruptedException {
        Lease lease = pool.acquire(LeasePool.FOREVER);
        ledger.book(lease.index()).lease = leases.incrementAndGet();
        if (visitor.random().nextInt(4) == 0) {
          visitor.submit(lease.index(), lease::submit);
        }
        CommandStream commands = lease.commands();
        visitor.work(commands);
        if (visitor.random().nextInt(8) == 0) {
          visitor.submit(lease.index(), lease::submit);
        }
        lease.close();
        if (visitor.random().nextInt(16) == 0) {
          try {
            commands.flush();
            ledger.wrong(Complaints.Wrong.UNEXPECTED, lease + " is over, and serves");
          } catch (StaleLeaseException asItShould) {
            // Nobody's work was touched.
          }
        }
      }

      @Override
      public void close() {
        pool.close();
      }
    };
  }

  /** Streams that threads share, and change. */
  static SoakStreams shared(Device device, int size, CommandLedger ledger) {
    StreamPool pool =
        StreamPool.builder(device)
            .workerStreams(size)
            .failureListener(failure -> ledger.told(failure, CommandLedger.ANYBODY))
            .build();
    return new SoakStreams() {
      @Override
      public void serve(Visitor visitor) {
        switch (visitor.random().nextInt(16)) {
          case 0 -> pool.setCurrent(1 + visitor.random().nextInt(size));
          case 1 -> pool.release();
          case 2, 3 -> visitor.submit(pool.current().index(), pool::submit);
          default -> pool.run(visitor::work);
        }
      }

      @Override
      public void close() {
        pool.close();
      }
    };
  }

  /** Streams without a pool. */
  static SoakStreams plain(Device device, int size, CommandLedger ledger) {
    return of(index -> new CommandStream(device, index, RankCheck.OFF), size, ledger);
  }

  /** Streams of a kind, a faulty one, say. */
  static SoakStreams of(
      Function<Integer, ? extends CommandStream> make, int size, CommandLedger ledger) {
    List<CommandStream> streams = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      streams.add(make.apply(i));
    }
    return new SoakStreams() {
      @Override
      public void serve(Visitor visitor) {
        visitor.work(streams.get(visitor.random().nextInt(size)));
      }

      @Override
      public void close() {
        for (CommandStream stream : streams) {
          stream.retire(
              () -> new IllegalStateException("the soak is over"),
              failure -> ledger.told(failure, CommandLedger.ANYBODY));
          stream.queue().awaitIdle();
          stream.queue().destroy();
        }
      }
    };
  }
}
