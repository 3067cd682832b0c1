package org.lockstep.event;

/**
 * What a callback is told.
 *
 * @param event the index of the event
 * @param generation how often that event had been taken when the callback was asked for
 * @param value how far it was recorded then
 */
public record Completion(int event, int generation, int value) {}
