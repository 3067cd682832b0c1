package org.lockstep.gate.mutate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The process in which mutants run. Reads a request a line, {@code list} or {@code try ID MODELS}
 * with commas between models, and answers with a line of JSON; ends with its input.
 */
public final class MutantWorker {
  static final String LIST = "list";
  static final String TRY = "try ";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, BiFunction<String, List<ReplayTarget>, MutantBench>> BENCHES =
      Map.of("native", NativeBench::new, "java", JavaBench::new);

  private MutantWorker() {}

  /** Arguments: the engine, the module, a file for each replayed model. */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // what an engine prints is no answer
    List<ReplayTarget> targets = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      targets.add(GraphFile.read(Path.of(args[i])));
    }
    BiFunction<String, List<ReplayTarget>, MutantBench> make = BENCHES.get(args[0]);
    if (make == null) {
      throw new IllegalArgumentException("no engine " + args[0] + " to mutate");
    }
    MutantBench bench = make.apply(args[1], targets);
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      answers.println(answer(bench, line));
      answers.flush();
    }
  }

  private static String answer(MutantBench bench, String request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    try {
      if (request.equals(LIST)) {
        ArrayNode list = answer.putArray("mutants");
        for (MutantBench.Reachable listed : bench.list()) {
          Mutant mutant = listed.mutant();
          list.addArray()
              .add(mutant.id())
              .add(mutant.operator())
              .add(mutant.change())
              .add(String.join(",", listed.models()));
        }
      } else {
        String[] what = request.substring(TRY.length()).split(" ", -1);
        Verdict verdict = bench.tryToKill(what[0], Set.of(what[1].split(",", -1)));
        answer.put("by", verdict.by()).put("step", verdict.step()).put("spent", verdict.spent());
      }
    } catch (RuntimeException | LinkageError failure) {
      failure.printStackTrace(System.err);
      answer.put("failure", failure.toString());
    }
    return JSON.writeValueAsString(answer);
  }
}
