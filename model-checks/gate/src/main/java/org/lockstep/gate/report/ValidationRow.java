package org.lockstep.gate.report;

/**
 * A recorded run of free threads, judged.
 *
 * @param overlapping events that began while one of another thread went on
 * @param states of the model that were met
 * @param seconds of the search for an order
 * @param referencePerSecond events that TLC judges in a second, by a module made of a round
 * @param overheadPercent processor time that recording adds to a call, of clients that do some work
 *     beside each
 * @param bareOverheadPercent the same of clients that do nothing but call the engine
 */
public record ValidationRow(
    String module,
    String engine,
    String model,
    long seed,
    int rounds,
    long events,
    long overlapping,
    int states,
    double seconds,
    long eventsPerSecond,
    long referencePerSecond,
    double overheadPercent,
    double bareOverheadPercent,
    boolean legal) {}
