package org.lockstep.gate.subject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.pool.StreamPoolView;

/**
 * The damage that a fault of the stream pool did, in words: observed, never concluded from a state.
 */
public final class StreamPoolHarm {
  private final StreamPoolConfig config;
  private final DriveResult<StreamPoolView> result;
  private final StreamPoolView end;

  private StreamPoolHarm(
      StreamPoolConfig config, DriveResult<StreamPoolView> result, StreamPoolView end) {
    this.config = config;
    this.result = result;
    this.end = end;
  }

  /**
   * The harm that this fault is known for, empty if it was not done.
   *
   * @param facts of {@link StreamPoolSubject.Factory#facts()}, after the drive
   */
  public static Optional<String> of(
      String fault,
      StreamPoolConfig config,
      DriveResult<StreamPoolView> result,
      List<String> facts) {
    StreamPoolView end = result.finalView();
    if (end == null) {
      return Optional.empty();
    }
    StreamPoolHarm harm = new StreamPoolHarm(config, result, end);
    return Optional.ofNullable(
        switch (fault) {
          case "SharedSingleton" -> harm.thrown("commit an already committed command buffer");
          case "UnsafeLazyInit" -> facts.stream().findFirst().orElse(null);
          case "PublishBeforeReady" -> harm.thrown("has no queue");
          case "UseAfterClose" -> harm.thrown("queue was destroyed");
          case "WorkLostOnClose" -> harm.thrown("busy");
          case "CreateAfterClose" -> harm.livesAfterClose();
          case "CounterWrap" -> harm.workerOnMainsStream();
          case "CounterSkip" -> harm.sameStreamTwice();
          case "StaleBindingAfterExit" -> harm.inherited();
          case "AliasedBinding" -> harm.twoOwners();
          case "LeakOnRefusal", "CloseNeverReturns" -> harm.closeWaitsForNobody();
          default ->
              throw new IllegalArgumentException("nobody has said what harm " + fault + " does");
        });
  }

  private @Nullable String thrown(String text) {
    return new Outcome(config.threads(), end.pc(), result).thrown(text);
  }

  private @Nullable String livesAfterClose() {
    boolean closed =
        result.taken().stream().anyMatch(label -> label.action().equals("CallClose"))
            && !end.op().contains("close");
    for (int s = 0; closed && s < end.queues().size(); s++) {
      if (end.queues().get(s) > 0) {
        return "close has returned, but the device holds a queue of stream " + s + " for ever";
      }
    }
    return null;
  }

  private @Nullable String workerOnMainsStream() {
    for (int t = 0; t < config.threads().size(); t++) {
      String name = config.threads().get(t);
      if (end.binding().get(t) == 0 && !name.equals(config.main())) {
        return "worker " + name + " was given the main thread's stream 0";
      }
    }
    return thrown("out of bounds");
  }

  private @Nullable String sameStreamTwice() {
    for (int s = 1; s <= config.poolSize(); s++) {
      List<String> sharing = bound(s);
      long used = end.binding().stream().filter(b -> b > 0).distinct().count();
      if (sharing.size() > 1 && used < config.poolSize()) {
        return "workers "
            + sharing
            + " were given the same stream "
            + s
            + " while "
            + (config.poolSize() - used)
            + " others are free";
      }
    }
    return null;
  }

  private @Nullable String twoOwners() {
    List<String> owners = bound(0);
    return owners.size() > 1 ? "threads " + owners + " both own stream 0" : null;
  }

  private List<String> bound(int stream) {
    return IntStream.range(0, config.threads().size())
        .filter(t -> end.binding().get(t) == stream)
        .mapToObj(config.threads()::get)
        .toList();
  }

  /** A thread that has just been started runs on a stream without having asked for one. */
  private @Nullable String inherited() {
    for (int i = 0; i < result.taken().size(); i++) {
      Label start = result.taken().get(i);
      if (!start.action().equals("ThreadStart")) {
        continue;
      }
      Value thread = start.args().get(0);
      List<String> since =
          result.taken().subList(i + 1, result.taken().size()).stream()
              .filter(
                  label ->
                      !label.args().isEmpty()
                          && Values.text(label.args().get(0)).equals(Values.text(thread)))
              .map(Label::action)
              .toList();
      int stream = end.binding().get(config.threads().indexOf(Values.text(thread)));
      if (stream >= 0
          && since.contains("Peek")
          && !since.contains("Count")
          && !since.contains("SetCurrent")) {
        return "thread "
            + thread
            + ", just started, runs on stream "
            + stream
            + ", which was given to the one before it";
      }
    }
    return null;
  }

  private @Nullable String closeWaitsForNobody() {
    for (Map.Entry<String, String> entry : result.stuck().entrySet()) {
      if (entry.getValue().contains("AwaitEmpty") && result.stuck().size() == 1) {
        return "close on thread "
            + entry.getKey()
            + " waits for ever: all others have left, but "
            + end.inside()
            + " are counted inside";
      }
    }
    return null;
  }
}
