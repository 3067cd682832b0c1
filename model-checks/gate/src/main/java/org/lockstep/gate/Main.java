package org.lockstep.gate;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.lockstep.kit.itf.ItfException;
import org.lockstep.kit.manifest.ManifestException;
import org.lockstep.kit.tlc.TlcException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "lockstep",
    description = "Checks TLA+ models and holds two engines to them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      VerifyCommand.class,
      CheckCommand.class,
      ReplayCommand.class,
      RecordCommand.class,
      ValidateCommand.class,
      DetectCommand.class,
      GraphCommand.class,
      CorpusCommand.class,
      PinCommand.class,
      GenerateCommand.class,
      MutantsCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  held",
      "  1  violated, or not as promised",
      "  2  unusable input, or an engine is absent: no verdict",
      "  3  not finished within the bound: no verdict"
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // UTF-8 whatever the locale says: traces may hold any string.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs a command without ending the JVM. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((thrown, at, parsed) -> explain(thrown, at.getErr()));
    if (args.length == 0) {
      line.usage(err);
      return ExitCode.UNUSABLE.code();
    }
    return line.execute(args);
  }

  private static int explain(Exception thrown, PrintWriter err) {
    if (isInput(thrown)) {
      err.println("lockstep: " + thrown.getMessage());
    } else {
      err.println("lockstep: this is a fault of lockstep itself, not of what it was given:");
      thrown.printStackTrace(err); // whoever mends it needs the place
    }
    return ExitCode.UNUSABLE.code();
  }

  /** Whether the message alone tells a user what to mend. */
  private static boolean isInput(Exception thrown) {
    return thrown instanceof UnusableInput
        || thrown instanceof ManifestException
        || thrown instanceof TlcException
        || thrown instanceof ItfException
        || thrown instanceof UncheckedIOException;
  }
}
