package org.lockstep.kit.tlc;

import java.util.List;
import java.util.Optional;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.bridge.Engine;
import org.lockstep.kit.tlc.bridge.Steps;
import org.lockstep.kit.tlc.bridge.Walk;

/**
 * TLC's own next-state relation, step by step. Any number of steppers can be open at a time; one
 * stepper is for one thread. A step never leaves the state and action constraints of the cfg.
 */
public final class Stepper implements AutoCloseable {
  private final Engine engine;
  private final Scratch scratch;
  private final Steps steps;

  private Stepper(Engine engine, Scratch scratch, Steps steps) {
    this.engine = engine;
    this.scratch = scratch;
    this.steps = steps;
  }

  public static Stepper open(CheckRequest request) {
    Optional<String> missing = request.missing();
    if (missing.isPresent()) {
      throw new TlcException(missing.get());
    }
    Engine engine = new IsolatedLoader().engine();
    Scratch scratch = new Scratch();
    try {
      return new Stepper(engine, scratch, engine.open(request, scratch.folder()));
    } catch (RuntimeException | Error e) {
      engine.release();
      scratch.close();
      throw e;
    }
  }

  /** The invariants that the cfg names, {@code []P} under PROPERTY included. */
  public List<String> invariants() {
    return steps.invariants();
  }

  public List<State> initial() {
    return steps.initial();
  }

  /**
   * Every step from a state, which need not be reachable; two actions to one state are two steps.
   */
  public List<Step> successors(State state) {
    return steps.successors(state);
  }

  /** The same relation by numbers, which is much faster; good until the stepper is closed. */
  public Walk walk() {
    return steps.walk();
  }

  public boolean holds(String invariant, State state) {
    return steps.holds(invariant, state);
  }

  /**
   * The fairness of the specification and the temporal properties of the cfg; a form that cannot be
   * read is an error that names it.
   */
  public TemporalSpec temporal() {
    return steps.temporal();
  }

  /**
   * Evaluates invariants, step properties and all that {@link #temporal()} is made of on a graph.
   * Whether a fair action can be taken is found by taking it, not by TLC's {@code ENABLED}.
   */
  public Truths truths(StateGraph graph) {
    return steps.truths(graph);
  }

  @Override
  public void close() {
    engine.release();
    scratch.close();
  }
}
