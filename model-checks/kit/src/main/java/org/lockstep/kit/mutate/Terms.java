package org.lockstep.kit.mutate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lockstep.kit.mutate.Operator.Change;
import org.lockstep.kit.tlc.syntax.Definition;
import org.lockstep.kit.tlc.syntax.Level;
import org.lockstep.kit.tlc.syntax.Term;
import org.lockstep.kit.tlc.syntax.Term.Bound;
import org.lockstep.kit.tlc.syntax.Term.Kind;

/** What there is to do with terms: take apart, rebuild with one part changed, rename. */
final class Terms {
  private Terms() {}

  /** The arguments, and the sets of the bounds. */
  static List<Term> parts(Term term) {
    return Stream.concat(term.bounds().stream().map(Bound::set), term.args().stream()).toList();
  }

  /** {@code x' = e}. */
  static boolean isUpdate(Term term) {
    return term.applies("=") && term.args().get(0).applies("'");
  }

  static boolean isState(Term term) {
    return term.level().compareTo(Level.STATE) <= 0;
  }

  static Term unchanged(List<Term> variables) {
    Term kept =
        variables.size() == 1 ? variables.get(0) : Term.apply("$Tuple", Level.STATE, variables);
    return Term.apply("UNCHANGED", Level.ACTION, List.of(kept));
  }

  static Term variable(String name) {
    return Term.apply(name, Level.STATE, List.of());
  }

  static Term becomes(Term variable, Term value) {
    Term next = Term.apply("'", Level.ACTION, List.of(variable));
    return Term.apply("=", Level.ACTION, List.of(next, value));
  }

  /** A term without one of its arguments; of two the other stands alone. */
  static Term without(Term term, int index) {
    List<Term> rest = new ArrayList<>(term.args());
    rest.remove(index);
    return rest.size() == 1 ? rest.get(0) : term.with(rest);
  }

  /** Every change that an operator makes somewhere in a term, as a change of the whole term. */
  static List<Change> everywhere(Term term, Operator operator, Facts facts) {
    List<Change> found = new ArrayList<>(operator.changes(term, facts));
    for (int i = 0; i < term.lets().size(); i++) {
      int index = i;
      Definition let = term.lets().get(i);
      everywhere(let.body(), operator, facts)
          .forEach(c -> found.add(new Change(withLet(term, index, c.term()), c.what())));
    }
    for (int i = 0; i < term.bounds().size(); i++) {
      int index = i;
      everywhere(term.bounds().get(i).set(), operator, facts)
          .forEach(c -> found.add(new Change(withBound(term, index, c.term()), c.what())));
    }
    for (int i = 0; i < term.args().size(); i++) {
      int index = i;
      everywhere(term.args().get(i), operator, facts)
          .forEach(c -> found.add(new Change(term.with(index, c.term()), c.what())));
    }
    return found;
  }

  private static Term withLet(Term term, int index, Term body) {
    List<Definition> lets = new ArrayList<>(term.lets());
    lets.set(index, lets.get(index).with(body));
    return new Term(term.kind(), term.name(), term.args(), term.bounds(), lets, term.level());
  }

  private static Term withBound(Term term, int index, Term set) {
    List<Bound> bounds = new ArrayList<>(term.bounds());
    Bound bound = bounds.get(index);
    bounds.set(index, new Bound(bound.names(), bound.tuple(), set));
    return new Term(term.kind(), term.name(), term.args(), bounds, term.lets(), term.level());
  }

  /** The same term with other bound names, so that it may stand where the old ones are taken. */
  static Term renamed(Term term, String prefix) {
    return renamed(term, prefix, Set.of());
  }

  private static Term renamed(Term term, String prefix, Set<String> names) {
    Set<String> inside = new HashSet<>(names);
    term.bounds().forEach(bound -> inside.addAll(bound.names()));
    boolean hit = term.kind() == Kind.APPLY && names.contains(term.name());
    List<Bound> bounds =
        term.bounds().stream()
            .map(
                b ->
                    new Bound(
                        b.names().stream().map(prefix::concat).toList(),
                        b.tuple(),
                        renamed(b.set(), prefix, names)))
            .toList();
    List<Term> args = term.args().stream().map(arg -> renamed(arg, prefix, inside)).toList();
    String name = hit ? prefix + term.name() : term.name();
    return new Term(term.kind(), name, args, bounds, term.lets(), term.level());
  }
}
