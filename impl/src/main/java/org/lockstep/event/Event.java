package org.lockstep.event;

import java.time.Duration;
import java.util.function.Consumer;
import org.lockstep.seam.Implements;

/**
 * An event of one stream, from {@link EventPool#take} to {@link #close}. Any thread may use it.
 * Once given back it is of no use for ever, whoever takes the event next. What asks for more than
 * was recorded when it was called never waits for it.
 */
public final class Event implements AutoCloseable {
  final EventPool pool;
  final EventCell cell;
  final int generation;
  final EventStream stream;

  Event(EventPool pool, EventCell cell, int generation, EventStream stream) {
    this.pool = pool;
    this.cell = cell;
    this.generation = generation;
    this.stream = stream;
  }

  boolean isHeld(long word) {
    return EventWord.isHeldBy(generation, word);
  }

  /** The event, from 0. */
  public int index() {
    return cell.index;
  }

  /** Has its stream count it on when the device has come to what was submitted so far. */
  @Implements("EventPool!CallRecord")
  public void record() {
    pool.record(this);
  }

  /** Whether the device has come to what was recorded so far; so also if nothing ever was. */
  @Implements("EventPool!CallQuery")
  public boolean isDone() {
    return pool.query(this);
  }

  /** Waits, without a limit, until the device has come to what was recorded so far. */
  public void await() throws InterruptedException {
    pool.await(this, EventPool.NO_LIMIT);
  }

  /**
   * Waits until the device has come to what was recorded so far.
   *
   * @param timeout how long to wait in all
   * @return false if it has not in that time
   */
  @Implements("EventPool!CallAwait")
  public boolean await(Duration timeout) throws InterruptedException {
    return pool.await(this, EventPool.nanos(timeout));
  }

  /**
   * Calls this, once, when the device has come to what was recorded so far: at once, on this
   * thread, if it has; else on a thread of the device. The event may be given back meanwhile.
   */
  @Implements("EventPool!CallThen")
  public void then(Consumer<? super Completion> callback) {
    pool.then(this, callback);
  }

  /** Has another stream wait, on the device, for what was recorded so far. */
  @Implements("EventPool!CallFollow")
  public void follow(EventStream follower) {
    pool.follow(this, follower);
  }

  /**
   * Nanoseconds of the device from that event to this one.
   *
   * @throws IllegalStateException if either has not been recorded, or is not done
   */
  public long nanosSince(Event earlier) {
    return pool.doneAt(this) - pool.doneAt(earlier);
  }

  /**
   * Gives the event back: does not wait for what was recorded. Whoever waits for it goes on
   * waiting.
   *
   * @throws StaleEventException if it was given back before
   */
  @Override
  @Implements("EventPool!CallGive")
  public void close() {
    pool.close(this);
  }

  @Override
  public String toString() {
    return "event " + cell.index + ", taken for the " + generation + ". time,";
  }
}
