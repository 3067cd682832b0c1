package org.lockstep.kit.mutate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.lockstep.kit.mutate.Operator.Change;
import org.lockstep.kit.tlc.ModuleParser;
import org.lockstep.kit.tlc.TlcException;
import org.lockstep.kit.tlc.syntax.Definition;
import org.lockstep.kit.tlc.syntax.Definition.Place;
import org.lockstep.kit.tlc.syntax.Level;
import org.lockstep.kit.tlc.syntax.ParsedModule;
import org.lockstep.kit.tlc.syntax.Term;

/**
 * Generates the mutants of a module. The parsed definitions are changed, never the text: a changed
 * definition is written anew, on one line, and parsed again to see that it says what was meant.
 */
public final class ModuleMutations {
  private final Path folder;
  private final String module;
  private final SortedSet<String> specifications;
  private final int most;
  private final List<Operator> operators;

  /**
   * @param moduleFile the module; what it extends lies beside it
   * @param specifications the formulas {@code Init /\ [][Next]_v /\ fairness} that cfgs name: only
   *     what they need is changed, without their initial predicates
   * @param most how many mutants an operator may make; of more, evenly spread ones are taken
   */
  public ModuleMutations(Path moduleFile, SortedSet<String> specifications, int most) {
    this(moduleFile, specifications, most, Operators.ALL);
  }

  ModuleMutations(
      Path moduleFile, SortedSet<String> specifications, int most, List<Operator> operators) {
    Path parent = moduleFile.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a module lies in a folder, unlike " + moduleFile);
    }
    this.folder = parent;
    this.module = moduleFile.getFileName().toString().replaceFirst("\\.tla$", "");
    this.specifications = specifications;
    this.most = most;
    this.operators = List.copyOf(operators);
  }

  public Mutations generate() {
    String text = read(folder.resolve(module + ".tla"));
    try (Workshop workshop = new Workshop()) {
      ParsedModule original = workshop.original();
      Facts facts = new Facts(original, specifications);
      List<Definition> reachable = facts.reachable(specifications);
      requireReadable(original);
      for (Definition definition : reachable) {
        requireSame(definition, workshop.parse(splice(text, definition, definition.body())));
      }
      List<ModuleMutant> mutants = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      int leftOut = 0;
      for (Operator operator : operators) {
        List<Draft> drafts = drafts(operator, reachable, facts);
        List<Draft> spread = spread(drafts);
        leftOut += drafts.size() - spread.size();
        for (Draft draft : spread) {
          String changed = splice(text, draft.definition(), draft.change().term());
          if (workshop.accepts(draft, changed)) {
            mutants.add(draft.mutant(changed));
          } else {
            refused.add(draft.id());
          }
        }
      }
      return new Mutations(mutants, refused, leftOut);
    }
  }

  private record Draft(String id, Operator operator, Definition definition, Change change) {
    ModuleMutant mutant(String text) {
      int line = definition.place().line();
      String what = "line " + line + ", " + definition.name() + ": " + change.what();
      return new ModuleMutant(id, operator.name(), definition.name(), line, what, text);
    }
  }

  private static List<Draft> drafts(Operator operator, List<Definition> definitions, Facts facts) {
    List<Draft> drafts = new ArrayList<>();
    for (Definition definition : definitions) {
      boolean fairness = definition.body().level() == Level.TEMPORAL;
      if (fairness != operator.onFairness()) {
        continue;
      }
      Map<String, Change> distinct = new LinkedHashMap<>();
      for (Change change : Terms.everywhere(definition.body(), operator, facts)) {
        distinct.putIfAbsent(change.term().toString(), change);
      }
      int number = 0;
      for (Change change : distinct.values()) {
        number++;
        String id = definition.name() + "." + operator.name() + "-" + number;
        drafts.add(new Draft(id, operator, definition, change));
      }
    }
    return drafts;
  }

  /** Evenly spread ones, so chosen that with a larger share these are still among them. */
  private List<Draft> spread(List<Draft> drafts) {
    return IntStream.range(0, drafts.size())
        .boxed()
        .sorted((i, j) -> Integer.compareUnsigned(Integer.reverse(i), Integer.reverse(j)))
        .limit(most)
        .sorted()
        .map(drafts::get)
        .toList();
  }

  private void requireReadable(ParsedModule original) {
    if (!original.unread().isEmpty()) {
      throw new TlcException(
          "module "
              + module
              + " cannot be mutated: these definitions cannot be written anew: "
              + original.unread());
    }
  }

  private static void requireSame(Definition definition, ParsedModule rewritten) {
    String expected = definition.body().toString();
    Definition found = rewritten.definition(definition.name()).orElse(null);
    if (found == null || !found.body().toString().equals(expected)) {
      throw new TlcException(
          "the definition of "
              + definition.name()
              + " does not survive being written anew: "
              + expected
              + " became "
              + (found == null ? "nothing" : found.body()));
    }
  }

  /** The module with another body of a definition; every line below keeps its number. */
  private static String splice(String text, Definition definition, Term body) {
    Place place = definition.place();
    String[] lines = text.split("\n", -1);
    StringBuilder spliced = new StringBuilder();
    for (int i = 1; i <= lines.length; i++) {
      String line = lines[i - 1];
      if (i == place.line()) {
        spliced.append(line, 0, place.column() - 1).append(body);
      }
      if (i == place.lastLine()) {
        spliced.append(line, place.lastColumn(), line.length());
      } else if (i < place.line() || i > place.lastLine()) {
        spliced.append(line);
      }
      spliced.append(i == lines.length ? "" : "\n");
    }
    return spliced.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A folder with the module as it is at the moment, and a parser that looks there first. */
  private final class Workshop implements AutoCloseable {
    private final Path bench;
    private final ModuleParser parser;

    Workshop() {
      try {
        bench = Files.createTempDirectory("lockstep-mutants-");
      } catch (IOException e) {
        throw new UncheckedIOException("no temporary folder for mutants", e);
      }
      parser = new ModuleParser(List.of(bench, folder));
    }

    ParsedModule original() {
      return parse(read(folder.resolve(module + ".tla")));
    }

    ParsedModule parse(String text) {
      try {
        Files.writeString(bench.resolve(module + ".tla"), text);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write a mutant to " + bench, e);
      }
      return parser.parse(module);
    }

    /** Whether a mutant parses; one that says something else than was meant is an error of ours. */
    boolean accepts(Draft draft, String text) {
      String name = draft.definition().name();
      String meant = draft.change().term().toString();
      if (meant.equals(draft.definition().body().toString())) {
        throw new IllegalStateException(
            "the operator "
                + draft.operator().name()
                + " leaves "
                + name
                + " as it is, which is no mutant: "
                + draft.id());
      }
      ParsedModule parsed;
      try {
        parsed = parse(text);
      } catch (TlcException refusal) {
        return false;
      }
      requireSame(draft.definition().with(draft.change().term()), parsed);
      return true;
    }

    @Override
    public void close() {
      parser.close();
      try {
        Files.deleteIfExists(bench.resolve(module + ".tla"));
        Files.deleteIfExists(bench);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + bench, e);
      }
    }
  }
}
