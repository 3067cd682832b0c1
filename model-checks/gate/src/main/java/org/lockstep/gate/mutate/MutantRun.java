package org.lockstep.gate.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;
import org.lockstep.kit.manifest.Manifest;

/**
 * Tries to kill the mutants of a module in one place.
 *
 * @param every only every so-many-th mutant is tried, from the first: 1 tries all
 * @param id only this one, if it is given
 * @param heard told of each mutant when it has been tried, from several threads
 */
public record MutantRun(int every, @Nullable String id, Consumer<Kill> heard) {
  public MutantRun {
    if (every < 1) {
      throw new UnusableInput(
          "a sample takes every mutant or every so-many-th, not every " + every);
    }
  }

  public KillMatrix run(MutantSource source, Manifest manifest) {
    List<Mutant> all = source.list(manifest);
    List<Mutant> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (id == null ? i % every == 0 : all.get(i).id().equals(id)) {
        chosen.add(all.get(i));
      }
    }
    return new KillMatrix(manifest, source.where(), all, kill(source, manifest, chosen));
  }

  private List<Kill> kill(MutantSource source, Manifest manifest, List<Mutant> chosen) {
    ExecutorService lanes = Executors.newFixedThreadPool(source.lanes());
    try {
      List<Future<Kill>> futures = new ArrayList<>();
      for (Mutant mutant : chosen) {
        futures.add(
            lanes.submit(
                () -> {
                  Kill kill = source.tryToKill(manifest, mutant);
                  heard.accept(kill);
                  return kill;
                }));
      }
      List<Kill> kills = new ArrayList<>();
      for (Future<Kill> future : futures) {
        kills.add(future.get());
      }
      return kills;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while mutants were tried", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a mutant could not be tried: " + e.getCause(), e.getCause());
    } finally {
      lanes.shutdownNow();
    }
  }
}
