package org.lockstep.event;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for an event, or asked to be called.
 *
 * @param who the thread that sleeps, or that asked
 * @param callback what to call; null for a thread that sleeps
 * @param value how far the event has to count
 * @param event the event that it was asked of: a callback hears of this one, whoever has it by then
 */
record Waiter(
    EventSession who, @Nullable Consumer<? super Completion> callback, int value, Event event) {
  boolean isSleepOf(EventSession session) {
    return callback == null && who == session;
  }
}
