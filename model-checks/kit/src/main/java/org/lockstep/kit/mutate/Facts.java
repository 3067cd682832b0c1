package org.lockstep.kit.mutate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.syntax.Definition;
import org.lockstep.kit.tlc.syntax.Level;
import org.lockstep.kit.tlc.syntax.ParsedModule;
import org.lockstep.kit.tlc.syntax.Term;
import org.lockstep.kit.tlc.syntax.Term.Bound;
import org.lockstep.kit.tlc.syntax.Term.Kind;

/** What the operators need to know of the whole module. */
final class Facts {
  private final Set<String> variables;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final Map<String, Term> initial = new HashMap<>();
  private final List<List<String>> alphabets = new ArrayList<>();

  /** The facts of a module whose behaviours these specifications describe. */
  Facts(ParsedModule module, Iterable<String> specifications) {
    this.variables = new LinkedHashSet<>(module.variables());
    module.definitions().forEach(d -> definitions.put(d.name(), d));
    for (String specification : specifications) {
      findInitial(body(specification));
    }
    module.definitions().forEach(d -> findAlphabets(d.body()));
  }

  @Nullable Definition definition(String name) {
    return definitions.get(name);
  }

  boolean isVariable(Term term) {
    return term.kind() == Kind.APPLY && term.args().isEmpty() && variables.contains(term.name());
  }

  /** The value that the initial predicate gives a variable, if it gives one. */
  @Nullable Term initialValue(String variable) {
    return initial.get(variable);
  }

  /** The strings that some set of the module lists together with this one, in its order. */
  List<String> alphabetOf(String string) {
    return alphabets.stream().filter(set -> set.contains(string)).findFirst().orElse(List.of());
  }

  /** The variables of a tuple like {@code <<x, pool>>}, names of tuples taken apart. */
  List<String> variablesOf(Term tuple) {
    if (isVariable(tuple)) {
      return List.of(tuple.name());
    }
    if (tuple.applies("$Tuple")) {
      return tuple.args().stream().flatMap(element -> variablesOf(element).stream()).toList();
    }
    Definition definition = definitions.get(tuple.name());
    return definition == null || !definition.parameters().isEmpty()
        ? List.of()
        : variablesOf(definition.body());
  }

  /** The variables that an action says something about in the next state. */
  Set<String> primed(Term action) {
    Set<String> primed = new LinkedHashSet<>();
    primed(action, primed, new HashSet<>());
    return primed;
  }

  private void primed(Term term, Set<String> found, Set<String> seen) {
    if (term.applies("'") || term.applies("UNCHANGED")) {
      found.addAll(variablesOf(term.args().get(0)));
    }
    Definition called = definitions.get(term.name());
    if (term.kind() == Kind.APPLY && called != null && seen.add(called.name())) {
      primed(called.body(), found, seen);
    }
    Terms.parts(term).forEach(part -> primed(part, found, seen));
  }

  /** Whether an action can be impossible, as one that only assigns cannot. */
  boolean isGuarded(Term action) {
    if (action.level().compareTo(Level.ACTION) < 0) {
      return true;
    }
    if (action.applies("/\\")) {
      return action.args().stream().anyMatch(this::isGuarded);
    }
    if (action.applies("$IfThenElse")) {
      return isGuarded(action.args().get(1)) || isGuarded(action.args().get(2));
    }
    if (action.kind() == Kind.LET) {
      return isGuarded(action.args().get(0));
    }
    Definition called = definitions.get(action.name());
    if (called != null) {
      return isGuarded(called.body());
    }
    return !(action.applies("UNCHANGED") || Terms.isUpdate(action));
  }

  private Term body(String name) {
    Definition definition = definitions.get(name);
    if (definition == null) {
      throw new IllegalArgumentException(
          "the module defines no " + name + "; it defines " + definitions.keySet());
    }
    return definition.body();
  }

  private void findInitial(Term formula) {
    Definition called = definitions.get(formula.name());
    if (formula.kind() == Kind.APPLY && formula.args().isEmpty() && called != null) {
      findInitial(called.body());
    } else if (formula.applies("/\\")) {
      formula.args().forEach(this::findInitial);
    } else if (formula.applies("=") && isVariable(formula.args().get(0))) {
      initial.putIfAbsent(formula.args().get(0).name(), formula.args().get(1));
    }
  }

  private void findAlphabets(Term term) {
    if (term.applies("$SetEnumerate")
        && term.args().size() > 1
        && term.args().stream().allMatch(element -> element.kind() == Kind.STRING)) {
      alphabets.add(term.args().stream().map(Term::name).toList());
    }
    Terms.parts(term).forEach(this::findAlphabets);
    term.lets().forEach(let -> findAlphabets(let.body()));
  }

  /** Every definition that these formulas need, but for the initial predicates. */
  List<Definition> reachable(Iterable<String> specifications) {
    Set<String> reached = new HashSet<>();
    specifications.forEach(name -> reach(name, reached));
    return definitions.values().stream().filter(d -> reached.contains(d.name())).toList();
  }

  private void reach(String name, Set<String> reached) {
    if (definitions.containsKey(name) && reached.add(name)) {
      reachFrom(body(name), reached);
    }
  }

  private void reachFrom(Term term, Set<String> reached) {
    if (term.kind() == Kind.APPLY || term.kind() == Kind.OPERATOR) {
      reach(term.name(), reached);
    }
    term.lets().forEach(let -> reachFrom(let.body(), reached));
    term.bounds().stream().map(Bound::set).forEach(set -> reachFrom(set, reached));
    for (Term arg : term.args()) {
      boolean isInitial = term.level() == Level.TEMPORAL && term.applies("/\\");
      if (!isInitial || arg.level() == Level.TEMPORAL) {
        reachFrom(arg, reached);
      }
    }
  }
}
