package org.lockstep.kit.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lockstep.kit.tlc.syntax.Level;
import org.lockstep.kit.tlc.syntax.Term;
import org.lockstep.kit.tlc.syntax.Term.Kind;

/** The kinds of small changes, of which each yields a module that TLC can evaluate. */
final class Operators {
  static final List<Operator> ALL =
      List.of(
          new DropConjunct(),
          new NegateGuard(),
          new DropUpdate(),
          new ResetUnchanged(),
          new SwapBranches(),
          new SwapConstant(),
          new SwapOperator(),
          new WeakenFairness());

  private Operators() {}

  /** A condition is not asked for any more. */
  private record DropConjunct() implements Operator {
    @Override
    public String name() {
      return "drop-conjunct";
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      List<Change> changes = new ArrayList<>();
      if (term.applies("/\\") && term.level() != Level.TEMPORAL) {
        for (int i = 0; i < term.args().size(); i++) {
          if (Terms.isState(term.args().get(i))) {
            changes.add(new Change(Terms.without(term, i), "without " + term.args().get(i)));
          }
        }
      }
      return changes;
    }
  }

  /** A guard asks for the contrary; guards that {@link SwapOperator} turns round are left to it. */
  private record NegateGuard() implements Operator {
    @Override
    public String name() {
      return "negate-guard";
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      List<Change> changes = new ArrayList<>();
      if (term.applies("/\\") && term.level() == Level.ACTION) {
        for (int i = 0; i < term.args().size(); i++) {
          Term guard = term.args().get(i);
          if (Terms.isState(guard) && !SwapOperator.swaps(guard)) {
            Term negated =
                guard.applies("\\lnot")
                    ? guard.args().get(0)
                    : Term.apply("\\lnot", guard.level(), List.of(guard));
            changes.add(new Change(term.with(i, negated), negated + " for " + guard));
          }
        }
      }
      return changes;
    }
  }

  /** A variable, or all those of an operator that only assigns, keep their values. */
  private record DropUpdate() implements Operator {
    @Override
    public String name() {
      return "drop-update";
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      if (Terms.isUpdate(term)) {
        Term variable = term.args().get(0).args().get(0);
        Term kept = Terms.becomes(variable, variable);
        return term.args().get(1).equals(variable)
            ? List.of()
            : List.of(new Change(kept, kept + " for " + term));
      }
      boolean isCall =
          term.kind() == Kind.APPLY
              && term.level() == Level.ACTION
              && facts.definition(term.name()) != null;
      Set<String> primed = isCall ? facts.primed(term) : Set.of();
      if (primed.isEmpty() || facts.isGuarded(term)) {
        return List.of();
      }
      Term kept = Terms.unchanged(primed.stream().map(Terms::variable).toList());
      return List.of(new Change(kept, kept + " for " + term));
    }
  }

  /** A variable that should keep its value is set to its initial one. */
  private record ResetUnchanged() implements Operator {
    @Override
    public String name() {
      return "reset-unchanged";
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      List<Change> changes = new ArrayList<>();
      if (term.applies("UNCHANGED")) {
        List<String> names = facts.variablesOf(term.args().get(0));
        for (String name : names) {
          Term value = facts.initialValue(name);
          if (value != null) {
            Term reset = Terms.becomes(Terms.variable(name), Terms.renamed(value, "initial_"));
            List<Term> rest =
                names.stream().filter(n -> !n.equals(name)).map(Terms::variable).toList();
            Term changed =
                rest.isEmpty()
                    ? reset
                    : Term.apply("/\\", Level.ACTION, List.of(Terms.unchanged(rest), reset));
            changes.add(new Change(changed, name + " goes back to its initial value"));
          }
        }
      }
      return changes;
    }
  }

  /** THEN for ELSE, which is the same as the contrary condition. */
  private record SwapBranches() implements Operator {
    @Override
    public String name() {
      return "swap-branches";
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      if (!term.applies("$IfThenElse") || term.args().get(1).equals(term.args().get(2))) {
        return List.of();
      }
      List<Term> args = List.of(term.args().get(0), term.args().get(2), term.args().get(1));
      return List.of(new Change(term.with(args), "THEN for ELSE of IF " + term.args().get(0)));
    }
  }

  /**
   * Another constant of the same kind; of a string, the next one in a set that the module lists.
   */
  private record SwapConstant() implements Operator {
    @Override
    public String name() {
      return "swap-constant";
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      if (term.kind() == Kind.NUMBER) {
        int number = Integer.parseInt(term.name());
        List<Change> changes = new ArrayList<>(List.of(literal(term, number + 1)));
        if (number > 0) {
          changes.add(literal(term, number - 1));
        }
        return changes;
      }
      if (term.kind() == Kind.STRING) {
        List<String> alphabet = facts.alphabetOf(term.name());
        if (alphabet.isEmpty()) {
          return List.of();
        }
        int next = (alphabet.indexOf(term.name()) + 1) % alphabet.size();
        return List.of(literal(term, alphabet.get(next)));
      }
      if (term.applies("TRUE") || term.applies("FALSE")) {
        Term other = term.named(term.applies("TRUE") ? "FALSE" : "TRUE");
        return List.of(new Change(other, other + " for " + term));
      }
      return List.of();
    }

    private static Change literal(Term old, Object value) {
      Term made = Term.literal(old.kind(), String.valueOf(value));
      return new Change(made, made + " for " + old);
    }
  }

  /** An operator for its neighbour. */
  private record SwapOperator() implements Operator {
    private static final Map<String, String> SWAPS =
        Map.ofEntries(
            Map.entry("=", "/="),
            Map.entry("/=", "="),
            Map.entry("<", "\\leq"),
            Map.entry("\\leq", "<"),
            Map.entry(">", "\\geq"),
            Map.entry("\\geq", ">"),
            Map.entry("/\\", "\\/"),
            Map.entry("\\/", "/\\"),
            Map.entry("\\in", "\\notin"),
            Map.entry("\\notin", "\\in"),
            Map.entry("\\union", "\\"),
            Map.entry("\\", "\\union"),
            Map.entry("\\intersect", "\\union"),
            Map.entry("+", "-"),
            Map.entry("-", "+"),
            Map.entry("$BoundedExists", "$BoundedForall"),
            Map.entry("$BoundedForall", "$BoundedExists"));

    static boolean swaps(Term term) {
      return Terms.isState(term) && term.kind() == Kind.APPLY && SWAPS.containsKey(term.name());
    }

    @Override
    public String name() {
      return "swap-operator";
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      String other = SWAPS.get(term.name());
      if (other == null || !swaps(term)) {
        return List.of();
      }
      Term changed = term.named(other);
      return List.of(new Change(changed, changed + " for " + term));
    }
  }

  /** Less is demanded of the scheduler's fairness. */
  private record WeakenFairness() implements Operator {
    @Override
    public String name() {
      return "weaken-fairness";
    }

    @Override
    public boolean onFairness() {
      return true;
    }

    @Override
    public List<Change> changes(Term term, Facts facts) {
      List<Change> changes = new ArrayList<>();
      if (term.applies("/\\")) {
        for (int i = 0; i < term.args().size(); i++) {
          if (isFairness(term.args().get(i))) {
            changes.add(new Change(Terms.without(term, i), "without " + term.args().get(i)));
          }
        }
      }
      if (term.applies("$SF")) {
        changes.add(new Change(term.named("$WF"), "weak for strong: " + term));
      }
      if (term.applies("$SF") || term.applies("$WF")) {
        Term action = term.args().get(1);
        for (int i = 0; action.applies("\\/") && i < action.args().size(); i++) {
          Term less = term.with(1, Terms.without(action, i));
          changes.add(new Change(less, "without " + action.args().get(i) + " in " + term));
        }
      }
      return changes;
    }

    private static boolean isFairness(Term term) {
      return term.applies("$WF")
          || term.applies("$SF")
          || Terms.parts(term).stream().anyMatch(WeakenFairness::isFairness);
    }
  }
}
