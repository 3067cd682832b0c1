package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.gate.subject.Components;
import org.lockstep.gate.subject.StreamPoolConfig;
import org.lockstep.gate.subject.StreamPoolHarm;
import org.lockstep.gate.subject.StreamPoolProjection;
import org.lockstep.gate.subject.StreamPoolRow;
import org.lockstep.gate.subject.StreamPoolSubject;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.pool.StreamPoolView;

/** The C++ stream pool; its rows say the same as the views of the Java one. */
record StreamPoolOnNative(StreamPoolConfig setup) implements NativeModule<StreamPoolView> {
  @Override
  public String name() {
    return "StreamPool";
  }

  @Override
  public Alphabet alphabet() {
    return StreamPoolSubject.ALPHABET;
  }

  @Override
  public int[] config() {
    IntStream fixed =
        IntStream.of(
            setup.threads().size(),
            setup.threads().indexOf(setup.main()),
            setup.poolSize(),
            setup.stripes());
    return IntStream.concat(fixed, setup.stripeOf().stream().mapToInt(gate -> gate)).toArray();
  }

  @Override
  public List<String> threads() {
    return setup.threads();
  }

  @Override
  public int argument(List<Value> further) {
    return ((Value.Int) further.get(0)).value();
  }

  @Override
  public int rowInts() {
    return StreamPoolRow.ints(setup);
  }

  @Override
  public int[] row(State state) {
    return StreamPoolRow.toRow(StreamPoolProjection.of(state, setup), 0);
  }

  @Override
  public StreamPoolView view(int[] row) {
    return StreamPoolRow.fromRow(row, 0, setup);
  }

  @Override
  public Map<String, String> components(StreamPoolView view) {
    return Components.of(view, setup);
  }

  @Override
  public List<String> points(StreamPoolView view) {
    return view.pc();
  }

  @Override
  public Optional<String> harm(String fault, DriveResult<StreamPoolView> result, JsonNode facts) {
    List<String> lost = new ArrayList<>();
    JsonNode unreachable = facts.path("queuesUnreachable");
    for (int stream = 0; stream < unreachable.size(); stream++) {
      if (unreachable.get(stream).asInt() > 0) {
        lost.add(
            "the device holds "
                + unreachable.get(stream)
                + " queues of stream "
                + stream
                + " that nobody can reach any more");
      }
    }
    return StreamPoolHarm.of(fault, setup, result, lost);
  }
}
