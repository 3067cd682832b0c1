package org.lockstep.kit.replay;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.State;

/**
 * Follows paths through a graph and checks, after every step, view and enabled steps; stops at the
 * first divergence.
 *
 * <p>All fields belong to the baton's holder. Only {@link #stuck} reads them without the baton; it
 * is the last thing that happens and its message may be a step off.
 */
final class GraphScript<V> implements Script {
  private final GraphIndex<V> index;
  private final List<Path> paths;
  private final SubjectFactory<V> factory;
  private final boolean checkEnabled;
  private final Finding finding;
  private final BitSet replayed;
  private final long[] ready;
  private @Nullable Subject<V> subject;
  private int nextPath;
  private Path path;
  private int position;
  private int node;
  private int lastThread = -1;
  private boolean viewSeen;
  private long steps;
  private long switches;
  private long states;
  private long enabledSets;

  GraphScript(
      GraphIndex<V> index, List<Path> paths, SubjectFactory<V> factory, boolean checkEnabled) {
    this.index = index;
    this.paths = paths;
    this.factory = factory;
    this.checkEnabled = checkEnabled;
    this.finding = new Finding(index.graph);
    this.replayed = new BitSet(index.graph.edgeCount());
    this.ready = new long[index.words()];
    this.path = paths.get(0);
  }

  @Override
  public @Nullable State upcoming() {
    return finding.isMade() || nextPath == paths.size()
        ? null
        : index.graph.state(paths.get(nextPath).start());
  }

  @Override
  public boolean alive(String thread, State initial) {
    return factory.alive(thread, initial);
  }

  @Override
  public void begin(Baton baton) {
    path = paths.get(nextPath++);
    node = path.start();
    position = 0;
    subject = factory.create(baton, index.graph.state(node));
  }

  @Override
  public @Nullable Move next(Baton baton) {
    if (finding.isMade() || !stateAgrees() || (checkEnabled && !enabledAgree(baton))) {
      return null;
    }
    if (position > 0) {
      replayed.set(path.edge(position - 1));
    }
    if (position == path.length()) {
      return null;
    }
    int edge = path.edge(position);
    Move move = index.move(edge);
    String refusal = refusal(move, baton);
    position++;
    if (refusal != null) {
      finding.refused(path, position, move.label, refusal);
      return null;
    }
    node = index.graph.target(edge);
    steps++;
    if (move.thread >= 0 && move.thread != lastThread) {
      switches++;
      lastThread = move.thread;
    }
    return move;
  }

  private @Nullable String refusal(Move move, Baton baton) {
    String refusal = move.refusal(baton);
    if (refusal == null && move.kind == ActionKind.CLIENT) {
      Call call = Baton.require(subject).call(move.label);
      Baton.require(baton.workers[move.thread]).call = call;
      refusal = call == null ? "the system cannot start it now" : null;
    }
    return refusal;
  }

  private boolean stateAgrees() {
    Object expected = index.view(node);
    V actual = Baton.require(subject).view();
    if (!viewSeen) {
      Views.requireSomething(actual, "the view of the system");
      viewSeen = true;
    }
    states++;
    if (!expected.equals(actual)) {
      finding.stateDiffers(path, position, expected, actual);
      return false;
    }
    return true;
  }

  private boolean enabledAgree(Baton baton) {
    enabledSets++;
    Arrays.fill(ready, 0);
    for (Worker worker : baton.workers) {
      if (worker != null && worker.point != null && !addIfReady(worker)) {
        return false;
      }
    }
    for (int word = 0; word < ready.length; word++) {
      if (ready[word] != index.enabled(node, word)) {
        Set<String> model = index.names(index.enabled(node));
        Set<String> engine = index.names(BitSet.valueOf(ready));
        finding.enabledDiffer(path, position, model, engine, baton.crew.whereabouts());
        return false;
      }
    }
    Subject<V> current = Baton.require(subject);
    return labelsAgree(current.clientEnabled(), ActionKind.CLIENT, baton)
        && labelsAgree(current.environmentEnabled(), ActionKind.ENVIRONMENT, baton);
  }

  /** False if the thread is at a step point where the model never has it. */
  private boolean addIfReady(Worker worker) {
    int id = worker.pointId;
    if (id < 0 && !index.knows(Baton.require(worker.point))) {
      finding.unknownPoint(path, position, worker);
      return false;
    }
    if (worker.isReady()) {
      if (id < 0) {
        finding.engineOnly(path, position, worker, index.names(index.enabled(node)));
        return false;
      }
      ready[id >>> 6] |= 1L << id;
    }
    return true;
  }

  private boolean labelsAgree(@Nullable Set<Label> actual, ActionKind kind, Baton baton) {
    if (actual == null) {
      return true;
    }
    Set<Label> expected = index.leaving(node, kind);
    if (!expected.equals(actual)) {
      String whereabouts = baton.crew.whereabouts();
      finding.enabledDiffer(
          path, position, Finding.texts(expected), Finding.texts(actual), whereabouts);
      return false;
    }
    return true;
  }

  @Override
  public void environment(Label label) {
    Baton.require(subject).environment(label);
  }

  @Override
  public void threw(@Nullable String thread, Throwable thrown) {
    finding.threw(path, position, thread, thrown);
  }

  @Override
  public void stuck(String thread, String message, Throwable where) {
    finding.stuck(path, position, message, where);
  }

  @Override
  public int pointId(int thread, String point) {
    return index.pointId(thread, point);
  }

  @Override
  public void end() {
    if (subject != null) {
      Subject<V> ended = subject;
      subject = null;
      try {
        ended.close();
      } catch (RuntimeException | Error thrown) {
        finding.threw(path, position, null, thrown);
      }
    }
  }

  Finding finding() {
    return finding;
  }

  ReplayResult result(long nanos) {
    return new ReplayResult(
        index.graph.edgeCount(),
        replayed.cardinality(),
        nextPath,
        steps,
        switches,
        states,
        enabledSets,
        nanos,
        finding.divergence());
  }
}
