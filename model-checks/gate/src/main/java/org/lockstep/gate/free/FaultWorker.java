package org.lockstep.gate.free;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.report.FreeFaultRow;

/**
 * The process in which engines with planted faults run freely. Reads a request a line, {@code FAULT
 * SEED EVENTS}, and answers with a line of JSON; ends with its input.
 */
public final class FaultWorker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FaultWorker() {}

  /** Arguments: the engine, the module, the file for its runs. */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // what an engine prints is no answer
    EngineUnderTest engine = Engines.engine(args[0]);
    engine
        .absence()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    FaultTrial trial = new FaultTrial(Workspace.find(), engine, args[1], Path.of(args[2]));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      answers.println(answer(trial, line.split(" ", -1)));
      answers.flush();
    }
  }

  private static String answer(FaultTrial trial, String[] request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    try {
      FreeFaultRow row =
          trial.run(request[0], Long.parseLong(request[1]), Long.parseLong(request[2]));
      answer
          .put("seenBy", row.seenBy())
          .put("events", row.events())
          .put("detail", row.detail())
          // Threads that did not end go on in this process, and would write into later runs.
          .put(
              "spent",
              row.seenBy().equals(FreeFaultRow.STUCK) || row.seenBy().equals(FreeFaultRow.THREW));
    } catch (RuntimeException | Error failure) {
      // Said, and not died of: an end of this process is a crash of the engine.
      failure.printStackTrace(System.err);
      answer.put("failure", failure.toString());
    }
    return JSON.writeValueAsString(answer);
  }
}
