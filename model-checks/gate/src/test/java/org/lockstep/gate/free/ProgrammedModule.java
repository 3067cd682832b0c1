package org.lockstep.gate.free;

import java.util.List;
import java.util.Map;

/** A module whose clients do what a program says, and not what they draw. */
interface ProgrammedModule {
  /** What else is to be said of its runs. */
  FreeModule module();

  /** Those with a program. */
  List<String> threads();

  /** What {@link ClientProgram.Step#call} may be; a call that makes no sense is passed over. */
  List<String> calls();

  /** Arguments are from 0 to this. */
  int mostArgument();

  /** A fresh system, and what each of its threads is to do, by their names. */
  Map<String, FreeThread.Client> clients(String variant, ClientProgram program);

  /** What is done before a call: other threads get to other places. */
  static void pause(ClientProgram.Step step) {
    for (int i = 0; i < step.pause(); i++) {
      Thread.onSpinWait();
    }
  }
}
