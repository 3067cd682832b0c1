package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.gate.subject.Components;
import org.lockstep.gate.subject.LeasePoolConfig;
import org.lockstep.gate.subject.LeasePoolHarm;
import org.lockstep.gate.subject.LeasePoolProjection;
import org.lockstep.gate.subject.LeasePoolRow;
import org.lockstep.gate.subject.LeasePoolSubject;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.pool.LeasePoolView;

/** The C++ lease pool; its rows say the same as the views of the Java one. */
record LeasePoolOnNative(LeasePoolConfig setup) implements NativeModule<LeasePoolView> {
  @Override
  public String name() {
    return "LeasePool";
  }

  @Override
  public Alphabet alphabet() {
    return LeasePoolSubject.ALPHABET;
  }

  @Override
  public int[] config() {
    IntStream fixed =
        IntStream.of(
            setup.threads().size(),
            setup.handlers().size(),
            setup.size(),
            setup.fifo() ? 1 : 0,
            setup.total());
    return IntStream.concat(fixed, setup.hint().stream().mapToInt(slot -> slot)).toArray();
  }

  @Override
  public List<String> threads() {
    return setup.everyone();
  }

  /** A limit, a slot, or a thread. */
  @Override
  public int argument(List<Value> further) {
    Value value = further.get(0);
    return value instanceof Value.Int number
        ? number.value()
        : setup.everyone().indexOf(value.toString());
  }

  @Override
  public int rowInts() {
    return LeasePoolRow.ints(setup);
  }

  @Override
  public int[] row(State state) {
    return LeasePoolRow.toRow(LeasePoolProjection.of(state, setup), 0);
  }

  @Override
  public LeasePoolView view(int[] row) {
    return LeasePoolRow.fromRow(row, 0, setup);
  }

  @Override
  public Map<String, String> components(LeasePoolView view) {
    return Components.of(view, setup);
  }

  @Override
  public List<String> points(LeasePoolView view) {
    return view.pc();
  }

  @Override
  public Optional<String> harm(String fault, DriveResult<LeasePoolView> result, JsonNode facts) {
    return LeasePoolHarm.of(fault, setup, result);
  }
}
