package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lockstep.encoding.Site;

/**
 * The constants of a model of EncodingLock.
 *
 * @param threads names of those that encode; the index of a thread is its place here
 * @param handlers names of those that run completion handlers; their indices follow
 * @param covered the sites at which the encoding lock is taken
 * @param refuses whether the device may refuse a dispatch
 */
public record EncodingLockConfig(
    List<String> threads, List<String> handlers, Set<Site> covered, boolean refuses) {
  public EncodingLockConfig {
    threads = List.copyOf(threads);
    handlers = List.copyOf(handlers);
    covered = Set.copyOf(covered);
  }

  /** Of a cfg file beside MCEncodingLock.tla, whose names for Covered it knows. */
  public static EncodingLockConfig of(Path file) throws IOException {
    Cfg cfg = new Cfg(file);
    Set<Site> covered =
        switch (cfg.value("Covered")) {
          case "Full" -> EnumSet.allOf(Site.class);
          case "Partial" -> EnumSet.of(Site.GATHER, Site.SCATTER);
          // A bug's module says what its name stands for: NoLock and PartialCoverage.
          case "Fault_Covered" ->
              String.valueOf(file.getFileName()).startsWith("NoLock")
                  ? EnumSet.noneOf(Site.class)
                  : EnumSet.of(Site.GATHER, Site.SCATTER);
          default -> throw cfg.wrong("Covered", "Full, Partial or Fault_Covered");
        };
    return new EncodingLockConfig(
        cfg.names("Threads"), cfg.names("Handlers"), covered, cfg.value("Refuses").equals("TRUE"));
  }

  /** The same with every site covered: what the sound engine is. */
  public EncodingLockConfig sound() {
    return new EncodingLockConfig(threads, handlers, EnumSet.allOf(Site.class), refuses);
  }

  public List<String> everyone() {
    List<String> all = new ArrayList<>(threads);
    all.addAll(handlers);
    return List.copyOf(all);
  }
}
