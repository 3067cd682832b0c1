package org.lockstep.kit.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Specs;
import org.lockstep.kit.tlc.Tlc;
import org.lockstep.kit.tlc.TlcException;
import org.lockstep.kit.tlc.syntax.Level;
import org.lockstep.kit.tlc.syntax.Term;

/** Mutants of the bounded buffer, and of small modules with what the buffer has not. */
class ModuleMutationsTest {
  private static final String BUFFER = "BoundedBufferSteps";
  private static final Path MODULE = Specs.module(BUFFER + "/" + BUFFER);
  private static final int ALL = 1000;
  private static final String FAIR =
      """
      ---- MODULE Fair ----
      EXTENDS Naturals
      VARIABLES x, on
      Init == x = 0 /\\ on = TRUE
      Up == /\\ on /\\ x < 3
            /\\ x' = x + 1 /\\ UNCHANGED on
      Stop == ~on /\\ x' = x /\\ on' = FALSE
      Spec == Init /\\ [][Up \\/ Stop]_<<x, on>>
      FairSpec == /\\ Spec
                  /\\ WF_x(Up)
                  /\\ SF_x(Up \\/ Stop)
      Small == x < 7
      ====
      """;

  @TempDir Path temp = Path.of("");

  private static Mutations generate(Path module, String spec, int most, Operator... operators) {
    List<Operator> used = operators.length == 0 ? Operators.ALL : List.of(operators);
    return new ModuleMutations(module, new TreeSet<>(Set.of(spec)), most, used).generate();
  }

  private Mutations fair() throws IOException {
    Path file = Files.writeString(temp.resolve("Fair.tla"), FAIR);
    return generate(file, "FairSpec", ALL);
  }

  private static List<String> ids(Mutations mutations) {
    return mutations.mutants().stream().map(ModuleMutant::id).toList();
  }

  @Test
  void everyMutantDiffersFromTheModuleAndFromEveryOther() throws IOException {
    Mutations all = generate(MODULE, "Spec", ALL);
    Set<String> texts = new HashSet<>(Set.of(Files.readString(MODULE)));
    Set<String> ids = new HashSet<>();
    for (ModuleMutant mutant : all.mutants()) {
      assertTrue(texts.add(mutant.text()), mutant::id);
      assertTrue(ids.add(mutant.id()), mutant::id);
      assertTrue(mutant.change().contains("line " + mutant.line()), mutant::change);
      assertEquals(Files.readString(MODULE).lines().count(), mutant.text().lines().count());
    }
    assertTrue(all.mutants().size() > 60, () -> all.mutants().size() + " mutants");
    assertEquals(List.of(), all.refused());
    assertEquals(0, all.leftOut());
  }

  @Test
  void onlyWhatTheStepsNeedIsChanged() {
    Set<String> changed =
        generate(MODULE, "Spec", ALL).mutants().stream()
            .map(ModuleMutant::definition)
            .collect(Collectors.toSet());
    assertTrue(changed.containsAll(Set.of("Lock", "Wake", "Look", "CallPut", "At")));
    for (String untouched : List.of("Init", "TypeOK", "CapacityInv", "OwnerInv", "FifoProp")) {
      assertFalse(changed.contains(untouched), untouched);
    }
  }

  @Test
  void everyOperatorFindsSomething() throws IOException {
    Set<String> used = new HashSet<>();
    generate(MODULE, "Spec", ALL).mutants().forEach(mutant -> used.add(mutant.operator()));
    fair().mutants().forEach(mutant -> used.add(mutant.operator()));
    assertEquals(Operators.ALL.stream().map(Operator::name).collect(Collectors.toSet()), used);
  }

  @Test
  void theSameMutantsInEveryRunAndAFewOfThemSpreadEvenly() {
    List<String> all = ids(generate(MODULE, "Spec", ALL));
    assertEquals(all, ids(generate(MODULE, "Spec", ALL)));
    Mutations few = generate(MODULE, "Spec", 2);
    assertTrue(all.containsAll(ids(few)));
    assertEquals(all.size(), few.mutants().size() + few.leftOut());
    assertEquals(2, ids(few).stream().filter(id -> id.contains("drop-update")).count());
  }

  @Test
  void fairnessIsWeakenedInFourWays() throws IOException {
    List<String> changes =
        fair().mutants().stream()
            .filter(mutant -> mutant.operator().equals("weaken-fairness"))
            .map(ModuleMutant::change)
            .toList();
    assertEquals(5, changes.size(), changes::toString);
    assertTrue(changes.stream().anyMatch(c -> c.endsWith("without WF_(x)(Up)")));
    assertTrue(
        changes.stream().anyMatch(c -> c.endsWith("weak for strong: SF_(x)((Up \\/ Stop))")));
    assertTrue(changes.stream().anyMatch(c -> c.contains("without Stop in SF_(x)")));
  }

  @Test
  void constantsAndGuardsOfASmallModule() throws IOException {
    List<String> changes = fair().mutants().stream().map(ModuleMutant::change).toList();
    for (String expected :
        List.of(
            "line 5, Up: 2 for 3",
            "line 5, Up: 4 for 3",
            "line 5, Up: (x \\leq 3) for (x < 3)",
            "line 5, Up: (\\lnot on) for on",
            "line 5, Up: (x - 1) for (x + 1)",
            "line 5, Up: without on",
            "line 5, Up: on goes back to its initial value",
            "line 7, Stop: on for (\\lnot on)",
            "line 7, Stop: TRUE for FALSE")) {
      assertTrue(changes.contains(expected), () -> expected + " is not among " + changes);
    }
  }

  /** Every definition written anew means what it meant: TLC walks the same states. */
  @Test
  void writingAnewChangesNothing() throws IOException {
    CheckResult sound = check(Files.readString(MODULE));
    assertEquals(Outcome.HELD, sound.outcome());
    Operator twice =
        operator(term -> Term.apply("\\lnot", term.level(), List.of(not(term))), "not-not");
    List<ModuleMutant> same = generate(MODULE, "Spec", ALL, twice).mutants();
    assertFalse(same.isEmpty());
    for (ModuleMutant mutant : same) {
      CheckResult result = check(mutant.text());
      assertEquals(Outcome.HELD, result.outcome(), mutant::change);
      assertEquals(sound.generated(), result.generated(), mutant::change);
      assertEquals(sound.distinct(), result.distinct(), mutant::change);
    }
  }

  @Test
  void anOperatorWithoutANameIsWrittenAnew() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("Queue.tla"),
            """
            ---- MODULE Queue ----
            EXTENDS Naturals, Sequences
            VARIABLE queue
            Init == queue = <<1, 2, 3>>
            Leave(n) == queue # <<>> /\\ queue' = SelectSeq(queue, LAMBDA u : u # n)
            Spec == Init /\\ [][\\E n \\in 1..3 : Leave(n)]_queue
            ====
            """);
    ModuleMutant dropped =
        generate(file, "Spec", ALL).mutants().stream()
            .filter(mutant -> mutant.id().equals("Leave.drop-conjunct-1"))
            .findFirst()
            .orElseThrow();
    assertTrue(dropped.text().contains("SelectSeq(queue, LAMBDA u : (u /= n))"), dropped::text);
  }

  @Test
  void tlcNoticesMutants() throws IOException {
    List<ModuleMutant> mutants = generate(MODULE, "Spec", ALL).mutants();
    assertEquals(Outcome.INVARIANT, checkNamed(mutants, "Grab.drop-conjunct-1").outcome());
    assertEquals(Outcome.DEADLOCK, checkNamed(mutants, "Notify.drop-update-1").outcome());
  }

  @Test
  void aMutantThatIsTheModuleIsRefused() {
    Operator nothing = operator(term -> term, "change-nothing");
    String message =
        message(
            assertThrows(
                IllegalStateException.class, () -> generate(MODULE, "Spec", ALL, nothing)));
    assertTrue(message.contains("change-nothing leaves"), message);
  }

  @Test
  void aMutantThatDoesNotParseIsCountedAndLeftOut() {
    Operator unknown =
        operator(term -> Term.apply("Nowhere", term.level(), List.of()), "use-unknown");
    Mutations none = generate(MODULE, "Spec", ALL, unknown);
    assertEquals(List.of(), none.mutants());
    assertTrue(none.refused().contains("Grab.use-unknown-1"), () -> none.refused().toString());
  }

  @Test
  void aModuleThatDoesNotParseIsAnError() throws IOException {
    Path file = Files.writeString(temp.resolve("Odd.tla"), "---- MODULE Odd ----\nA == B\n====");
    String message = message(assertThrows(TlcException.class, () -> generate(file, "A", ALL)));
    assertTrue(message.contains("Odd does not parse") && message.contains("B"), message);
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }

  private static Term not(Term term) {
    return Term.apply("\\lnot", term.level(), List.of(term));
  }

  /** Changes the guards: comparisons of a state with something. */
  private static Operator operator(UnaryOperator<Term> change, String name) {
    return new Operator() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Change> changes(Term term, Facts facts) {
        return term.applies("=") && term.level() == Level.STATE
            ? List.of(new Change(change.apply(term), name))
            : List.of();
      }
    };
  }

  private CheckResult checkNamed(List<ModuleMutant> mutants, String id) throws IOException {
    return check(mutants.stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow().text());
  }

  private CheckResult check(String text) throws IOException {
    Files.writeString(temp.resolve(BUFFER + ".tla"), text);
    Path root = Specs.module(BUFFER + "/MC" + BUFFER);
    Path copy = temp.resolve("MC" + BUFFER + ".tla");
    Files.writeString(copy, Files.readString(root));
    return Tlc.check(CheckRequest.of(copy, root.resolveSibling("MC" + BUFFER + "_small.cfg")));
  }
}
