package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.fork.Lanes;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.manifest.Tier;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;
import org.lockstep.kit.tlc.TlcException;

/** Runs TLC on many entries: those with one worker side by side, the others one after another. */
public final class ModelChecks {
  private static final Pattern SYMMETRY = Pattern.compile("(?m)^\\s*SYMMETRY\\b");

  /** Two checks share the heap; a deep one has it to itself. */
  private static final double DEEP_MEMORY = 0.25;

  /** TLC's liveness check costs about this many times the safety check of the same states. */
  private static final long LIVENESS_FACTOR = 20;

  private static final long UNMEASURED = 1_000_000;

  private final ProgressBoard board;
  private final @Nullable Duration limit;

  public ModelChecks(ProgressBoard board, @Nullable Duration limit) {
    this.board = board;
    this.limit = limit;
  }

  /** The runs, in the order of the targets. */
  public List<Run> run(List<Target> targets) {
    Map<Target, Run> runs = new HashMap<>();
    // The longest first: else one lane would be left with it at the end.
    List<Target> order = new ArrayList<>(targets);
    order.sort(Comparator.comparingLong(ModelChecks::cost).reversed());
    int cores = Runtime.getRuntime().availableProcessors();
    sideBySide(order.stream().filter(target -> workers(target, cores) == 1).toList(), runs);
    for (Target target : order) {
      if (workers(target, cores) > 1) {
        runs.put(target, run(target, workers(target, cores)));
      }
    }
    return targets.stream().map(target -> Objects.requireNonNull(runs.get(target))).toList();
  }

  private void sideBySide(List<Target> targets, Map<Target, Run> runs) {
    ExecutorService executor = Executors.newFixedThreadPool(Lanes.count());
    try {
      Map<Target, Future<Run>> futures = new LinkedHashMap<>();
      for (Target target : targets) {
        futures.put(target, executor.submit(() -> run(target, 1)));
      }
      for (Map.Entry<Target, Future<Run>> future : futures.entrySet()) {
        runs.put(future.getKey(), future.getValue().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while TLC was running", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check broke down", e.getCause());
    } finally {
      executor.shutdownNow(); // an interrupted check stops TLC and ends
    }
  }

  /**
   * A broken model may have states without end: the gate must then say so, not wait for ever. Far
   * above what the pinned runs take, also on a machine that has much else to do.
   */
  private static Duration bound(Entry entry) {
    if (!(entry instanceof Model model)) {
      return Duration.ofMinutes(3);
    }
    return switch (model.tier()) {
      case SMALL -> Duration.ofMinutes(3);
      case PUSH, LIVE -> Duration.ofMinutes(10);
      case DEEP -> Duration.ofHours(2);
    };
  }

  private Run run(Target target, int workers) {
    Entry entry = target.entry();
    CheckRequest request =
        entry
            .request(target.manifest())
            .workers(workers)
            .limit(limit == null ? bound(entry) : limit)
            .onProgress(progress -> board.show(target.toString(), progress));
    if (workers > 1) {
      request = request.memory(DEEP_MEMORY);
    }
    try {
      if (entry instanceof Model model && model.own()) {
        return OwnRun.of(target, request);
      }
      Exploration exploration =
          entry instanceof Model model && model.replay()
              ? Tlc.explore(request)
              : new Exploration(Tlc.check(request), null);
      return new Run(
          target, exploration.result(), exploration.graph(), exploration.unreached(), false);
    } catch (TlcException refused) {
      String message = String.valueOf(refused.getMessage());
      return new Run(target, CheckResult.failed(Outcome.CONFIG_ERROR, 151, message), null);
    } finally {
      board.clear(target.toString());
    }
  }

  /** Counts are pinned with one worker; where symmetry folds them there is nothing to pin. */
  private static int workers(Target target, int cores) {
    boolean deep = target.entry() instanceof Model model && model.tier() == Tier.DEEP;
    return deep || hasSymmetry(target) ? cores : 1;
  }

  private static boolean hasSymmetry(Target target) {
    Path cfg = target.manifest().folder().resolve(target.entry().cfg());
    try {
      return SYMMETRY.matcher(Files.readString(cfg, StandardCharsets.UTF_8)).find();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg, e);
    }
  }

  private static long cost(Target target) {
    Long generated = target.entry().expected().generated();
    boolean live = target.entry() instanceof Model model && model.tier() == Tier.LIVE;
    return (generated == null ? UNMEASURED : generated) * (live ? LIVENESS_FACTOR : 1);
  }
}
