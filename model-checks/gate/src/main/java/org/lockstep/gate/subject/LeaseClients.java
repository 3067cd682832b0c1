package org.lockstep.gate.subject;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.replay.Call;
import org.lockstep.pool.AcquireTimeoutException;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePoolProbe.Client;
import org.lockstep.pool.PoolClosedException;
import org.lockstep.pool.StaleLeaseException;

/**
 * What only the callers of a lease pool know: which call they are in, what they were told, and the
 * lease that they keep, also after they gave it back.
 */
final class LeaseClients {
  private static final int NO_LIMIT = -1;
  private static final int NO_SLOT = -1;

  private final Client[] clients;

  LeaseClients(int count) {
    clients = new Client[count];
    Arrays.fill(clients, Client.IDLE);
  }

  List<Client> all() {
    return Arrays.asList(clients);
  }

  @Nullable Lease handle(int thread) {
    return clients[thread].handle();
  }

  /** Its thread has ended: what it was told is lost, its lease may be found by others. */
  void ended(int thread) {
    idle(thread, "none", handle(thread));
  }

  void forget(int thread) {
    idle(thread, clients[thread].result(), null);
  }

  private void idle(int thread, String result, @Nullable Lease handle) {
    clients[thread] = new Client("None", NO_LIMIT, result, handle, NO_SLOT);
  }

  /** A call that ends with a lease, or with none. */
  Call acquiring(int me, String op, int limit, Callable<@Nullable Lease> body) {
    return () -> {
      Lease before = handle(me);
      clients[me] = new Client(op, limit, "none", before, NO_SLOT);
      String result = "none";
      Lease given = null;
      try {
        given = body.call();
        result = given == null ? "timeout" : "none";
      } catch (AcquireTimeoutException e) {
        result = "timeout";
      } catch (InterruptedException e) {
        result = "interrupted";
      } catch (PoolClosedException e) {
        result = "closed";
      } finally {
        idle(me, result, given == null ? before : given);
      }
    };
  }

  /** A call of a thread that keeps its lease, whatever that is worth afterwards. */
  Call using(int me, String op, Call body) {
    return () -> {
      Lease handle = handle(me);
      clients[me] = new Client(op, NO_LIMIT, "none", handle, NO_SLOT);
      String result = "none";
      try {
        body.run();
      } catch (StaleLeaseException e) {
        result = "stale";
      } finally {
        idle(me, result, handle);
      }
    };
  }

  /** A call about a slot that is not the caller's own. */
  Call handling(int me, String op, @Nullable Lease handle, int slot, Call body) {
    return () -> {
      clients[me] = new Client(op, NO_LIMIT, "none", handle, slot);
      try {
        body.run();
      } finally {
        clients[me] = Client.IDLE;
      }
    };
  }
}
