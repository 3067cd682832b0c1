/**
 * Drives real threads through behaviours of a model, one atomic step at a time.
 *
 * <h2>How to replay your own class</h2>
 *
 * <ol>
 *   <li><b>Seam.</b> Have the class call {@link ThreadSteps#reach} before each access to shared
 *       state, with the name of the action that the access is in the specification. Where it may
 *       block it says when it would not ({@code reach("Lock", () -> owner == null)}), so nothing is
 *       ever guessed from a timeout.
 *   <li><b>Specification.</b> One action for what a thread does between two step points, its first
 *       parameter the thread; calls that a client may make are actions of their own. Write {@code
 *       Next} with quantifiers over constant sets, so that the graph knows the threads.
 *   <li><b>Alphabet.</b> Say in an {@link Alphabet} which action is a step, a call, the
 *       environment's, and which step points this specification leaves out.
 *   <li><b>Subject.</b> A {@link SubjectFactory} makes a fresh object for each path, shows its
 *       state as a record ({@link Subject#view}) and says which record a state of the model demands
 *       ({@link SubjectFactory#project}). Leave out only what the driver sees itself (where each
 *       thread stands) and what the manifest declares abstract.
 *   <li><b>Run.</b> Graph from {@code Tlc.graph}, paths from {@code PathCover.of}, then {@link
 *       Replay#run}. Require {@link ReplayResult#complete}: every transition was taken.
 *   <li><b>Distrust.</b> Break the class on purpose: the replay must find it ({@link Divergence},
 *       shown by {@link DivergenceTable}). Break the specification in the same way, and {@link
 *       Replay#drive} TLC's counterexample on the broken class to see the real damage.
 * </ol>
 *
 * <p>{@code BoundedBufferStepsTest}, with the specification BoundedBufferSteps, does all of this in
 * one file. An engine that carries out a whole plan in one call, such as one behind a C interface,
 * implements {@link PlanEngine} instead of a subject and is replayed by {@link PlanReplay}.
 *
 * <h2>The baton</h2>
 *
 * <p>Every thread is parked but the one that holds the baton. The holder checks the step that it
 * has just taken, looks up the next one, and either goes on itself or hands the baton over. So
 * nothing here is locked: whoever reads or writes the state of a replay holds the baton, and
 * handing it over (a volatile write, read by the thread that wakes) orders one holder's accesses
 * before the next one's.
 */
@NullMarked
package org.lockstep.kit.replay;

import org.jspecify.annotations.NullMarked;
