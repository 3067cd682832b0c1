package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.gate.subject.StreamPoolConfig;
import org.lockstep.gate.subject.StreamPoolFormat;
import org.lockstep.gate.subject.StreamPoolHarm;
import org.lockstep.gate.subject.StreamPoolSubject;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.pool.StreamPoolView;

/** The stream pool. */
final class StreamPoolModule implements ReplayedModule<StreamPoolConfig, StreamPoolView> {
  @Override
  public String name() {
    return "StreamPool";
  }

  @Override
  public Alphabet alphabet() {
    return StreamPoolSubject.ALPHABET;
  }

  @Override
  public StreamPoolConfig bounds(Target target) {
    return Bounds.of(target, StreamPoolConfig::of);
  }

  @Override
  public List<String> threads(StreamPoolConfig bounds) {
    return bounds.threads();
  }

  @Override
  public ViewFormat<StreamPoolView> format(StreamPoolConfig bounds) {
    return StreamPoolFormat.of(bounds);
  }

  @Override
  public List<String> points(StreamPoolView view) {
    return view.pc();
  }

  @Override
  public JavaSubjects<StreamPoolView> subjects(
      Target target, StreamPoolConfig bounds, String variant) {
    StreamPoolSubject.Factory factory = new StreamPoolSubject.Factory(bounds, variant);
    if (target.entry() instanceof Fault) {
      factory = factory.settling(); // some harm only shows in what a closed pool leaves behind
    }
    StreamPoolSubject.Factory made = factory;
    return new JavaSubjects<>(
        made,
        result -> StreamPoolHarm.of(target.name(), bounds, result, made.facts()),
        made::close);
  }

  @Override
  public int[] config(StreamPoolConfig bounds) {
    IntStream fixed =
        IntStream.of(
            bounds.threads().size(),
            bounds.threads().indexOf(bounds.main()),
            bounds.poolSize(),
            bounds.stripes());
    return IntStream.concat(fixed, bounds.stripeOf().stream().mapToInt(gate -> gate)).toArray();
  }

  @Override
  public int argument(StreamPoolConfig bounds, List<Value> further) {
    return ((Value.Int) further.get(0)).value();
  }

  @Override
  public Optional<String> harm(
      String fault, StreamPoolConfig bounds, DriveResult<StreamPoolView> result, JsonNode facts) {
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
    return StreamPoolHarm.of(fault, bounds, result, lost);
  }
}
