package org.lockstep.kit.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.kit.tlc.Formula;
import org.lockstep.kit.tlc.TemporalSpec;

/** The fairness check against what can be said of drawn graphs without it. */
class RandomFairnessTest {
  private static PropertyVerdict verdict(RandomGraph drawn, Formula formula) {
    return FairnessCheck.check(drawn.graph, spec(drawn, formula), drawn.truths).get(0);
  }

  private static TemporalSpec spec(RandomGraph drawn, Formula formula) {
    return new TemporalSpec(
        drawn.fairness, List.of(new TemporalSpec.Property("Drawn", formula)), List.of("A", "B"));
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void agreesWithBruteForce(@ForAll long seed, @ForAll BruteForce.Form form) {
    RandomGraph drawn = new RandomGraph(new Random(seed));
    assertEquals(
        new BruteForce(drawn).isViolated(form),
        !verdict(drawn, form.formula()).holds(),
        () -> form + " on " + drawn.graph + " with fairness " + drawn.fairness);
  }

  /** The comparison above can fail: a check that read the fairness wrongly would be noticed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fairnessReadWronglyWouldBeNoticed(boolean weakened) {
    int noticed = 0;
    int held = 0;
    for (long seed = 0; seed < 500; seed++) {
      RandomGraph drawn = new RandomGraph(new Random(seed));
      Formula formula = BruteForce.Form.LEADS_TO.formula();
      boolean violated = new BruteForce(drawn).isViolated(BruteForce.Form.LEADS_TO);
      held += violated ? 0 : 1;
      List<Formula> wrong =
          weakened
              ? drawn.fairness.stream().map(RandomFairnessTest::weak).toList()
              : drawn.fairness.stream().skip(1).toList();
      TemporalSpec spec =
          new TemporalSpec(wrong, spec(drawn, formula).properties(), List.of("A", "B"));
      boolean holds = FairnessCheck.check(drawn.graph, spec, drawn.truths).get(0).holds();
      noticed += holds == violated ? 1 : 0;
    }
    assertTrue(noticed > 0, "no graph tells the difference");
    assertTrue(held > 50 && held < 450, "the verdicts are one-sided: " + held + " of 500 hold");
  }

  private static Formula weak(Formula conjunct) {
    return new Formula.Fair(false, ((Formula.Fair) conjunct).action());
  }

  /** A violation is re-checked by the check itself; what holds must hold on every behaviour. */
  @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
  void whatHoldsHasNoCounterexample(@ForAll long seed) {
    Random random = new Random(seed);
    RandomGraph drawn = new RandomGraph(random);
    Formula formula = RandomGraph.formula(random, 3);
    if (verdict(drawn, formula).holds()) {
      TemporalSpec spec = spec(drawn, formula);
      for (Lasso lasso : lassos(drawn, random)) {
        assertFalse(isCounterexample(drawn, spec, lasso), () -> lasso + " violates " + formula);
      }
    }
  }

  /** A formula or its negation is violated, if any behaviour is fair at all. */
  @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
  void aFormulaAndItsNegationDoNotBothHold(@ForAll long seed) {
    Random random = new Random(seed);
    RandomGraph drawn = new RandomGraph(random);
    Formula formula = RandomGraph.formula(random, 3);
    boolean both =
        verdict(drawn, formula).holds() && verdict(drawn, new Formula.Not(formula)).holds();
    boolean unsatisfiable = verdict(drawn, new Formula.Constant(false)).holds();
    assertEquals(unsatisfiable, both);
    assertTrue(verdict(drawn, new Formula.Constant(true)).holds());
  }

  private static boolean isCounterexample(RandomGraph drawn, TemporalSpec spec, Lasso lasso) {
    return new LassoCheck(drawn.graph, new Atoms(drawn.truths), lasso)
        .objection(spec, spec.properties().get(0))
        .isEmpty();
  }

  /** Random walks, closed wherever they come back to, and stopped anywhere. */
  private static List<Lasso> lassos(RandomGraph drawn, Random random) {
    List<Lasso> lassos = new ArrayList<>();
    int start = drawn.graph.initial()[0];
    for (int walk = 0; walk < 20; walk++) {
      List<Integer> edges = new ArrayList<>();
      int at = start;
      lassos.add(new Lasso(start, edges, List.of()));
      while (edges.size() < 8 && drawn.graph.outDegree(at) > 0) {
        int edge = drawn.graph.firstEdge(at) + random.nextInt(drawn.graph.outDegree(at));
        edges.add(edge);
        at = drawn.graph.target(edge);
        lassos.add(new Lasso(start, edges, List.of()));
        for (int from = 0; from < edges.size(); from++) {
          if (drawn.graph.source(edges.get(from)) == at) {
            lassos.add(new Lasso(start, edges.subList(0, from), edges.subList(from, edges.size())));
          }
        }
      }
    }
    return lassos;
  }
}
