package org.lockstep.kit.tlc.bridge;

import java.nio.file.Path;
import org.lockstep.kit.tlc.CfgView;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.Progress;
import org.lockstep.kit.tlc.SpecView;

/** One TLC in one class loader: good for one check or for one stepper, never for two. */
public interface Engine {
  /** Checks; {@code scratch} is an empty folder of the engine's own. */
  Exploration check(CheckRequest request, Path scratch, boolean graph);

  /** Opens the next-state relation for single steps. */
  Steps open(CheckRequest request, Path scratch);

  /** Parses the modules and the cfg, and takes the next-state relation apart. */
  SpecView view(CheckRequest request, Path scratch);

  /** Parses a cfg alone. */
  CfgView view(Path cfg);

  /** Safe to ask from any thread while a check runs. */
  Progress progress();

  /** Asks a running check to end soon; its result will be "not finished". */
  void stop();

  /** Ends what TLC leaves behind: threads. */
  void release();
}
