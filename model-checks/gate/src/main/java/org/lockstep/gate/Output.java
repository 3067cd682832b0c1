package org.lockstep.gate;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes to: results and progress. */
record Output(PrintWriter out, PrintWriter err) {
  /** picocli sets the command's spec before it calls the command. */
  static Output of(@Nullable CommandSpec spec) {
    CommandSpec set = Objects.requireNonNull(spec);
    return new Output(set.commandLine().getOut(), set.commandLine().getErr());
  }
}
