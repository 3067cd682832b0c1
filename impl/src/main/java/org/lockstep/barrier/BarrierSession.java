package org.lockstep.barrier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What a thread has in its hands of a barrier: a thread-local. Plain fields: only its thread uses
 * them, and a replay reads them while that thread is parked.
 */
final class BarrierSession {
  /** A fence, and whose it is. */
  record Taken(FencedStream stream, Fence fence) {}

  /** Streams of which to take a fence. */
  final Deque<FencedStream> todo = new ArrayDeque<>();

  /** What to wait for then. */
  final Deque<Taken> fences = new ArrayDeque<>();

  /** The streams that this barrier has found. */
  final Set<FencedStream> visited = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What has failed, the first one first. */
  final List<StreamFailedException> failures = new ArrayList<>();

  void failed(FencedStream stream, Throwable failure) {
    failures.add(new StreamFailedException(stream.index(), failure));
  }

  /** The call is over: it holds no stream any more. */
  void end() {
    todo.clear();
    fences.clear();
    visited.clear();
    failures.clear();
  }

  /** The first failure is thrown, and has the others with it. */
  void throwIfFailed() {
    if (failures.isEmpty()) {
      return;
    }
    StreamFailedException first = failures.get(0);
    failures.subList(1, failures.size()).forEach(first::addSuppressed);
    throw first;
  }
}
