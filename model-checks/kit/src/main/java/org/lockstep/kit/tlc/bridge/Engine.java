package org.lockstep.kit.tlc.bridge;

import java.nio.file.Path;
import java.util.List;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Definition;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.Progress;

/** One TLC in one class loader: good for one check or for one stepper, never for two. */
public interface Engine {
  /** Checks; {@code scratch} is an empty folder of the engine's own. */
  Exploration check(CheckRequest request, Path scratch, boolean graph);

  /** Opens the next-state relation for single steps. */
  Steps open(CheckRequest request, Path scratch);

  /** Where the operators of the specification are defined. */
  List<Definition> definitions(CheckRequest request, Path scratch);

  /** Safe to ask from any thread while a check runs. */
  Progress progress();

  /** Asks a running check to end soon; its result will be "not finished". */
  void stop();

  /** Ends what TLC leaves behind: threads. */
  void release();
}
