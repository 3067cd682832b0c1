package org.lockstep.kit.tlc.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A formula or expression.
 *
 * @param name the operator, variable, constant or parameter; the text of a literal
 * @param args the arguments; the body of LET comes last
 * @param bounds what a quantifier, or a set or function that is built like one, ranges over
 * @param lets the definitions of a LET
 * @param level what it speaks of; of a LET or an operator, what its definition says
 */
public record Term(
    Kind kind,
    String name,
    List<Term> args,
    List<Bound> bounds,
    List<Definition> lets,
    Level level) {
  /** Operators whose nesting means nothing. */
  private static final Set<String> FLAT = Set.of("/\\", "\\/");

  /** What kind of term it is. */
  public enum Kind {
    /** An operator with its arguments, none for a variable, a constant or a parameter. */
    APPLY,
    NUMBER,
    STRING,
    /** The name of a record's field. */
    FIELD,
    /** {@code @} in EXCEPT. */
    AT,
    /** An operator as an argument. */
    OPERATOR,
    LET
  }

  /** Names that range over a set. */
  public record Bound(List<String> names, boolean tuple, Term set) {
    public Bound {
      names = List.copyOf(names);
    }
  }

  public Term {
    args = FLAT.contains(name) ? flat(name, args) : List.copyOf(args);
    bounds = List.copyOf(bounds);
    lets = List.copyOf(lets);
  }

  private static List<Term> flat(String operator, List<Term> args) {
    return args.stream()
        .flatMap(arg -> arg.applies(operator) ? arg.args().stream() : Stream.of(arg))
        .toList();
  }

  public static Term apply(String name, Level level, List<Term> args) {
    return new Term(Kind.APPLY, name, args, List.of(), List.of(), level);
  }

  public static Term literal(Kind kind, String text) {
    return new Term(kind, text, List.of(), List.of(), List.of(), Level.CONSTANT);
  }

  public boolean applies(String operator) {
    return kind == Kind.APPLY && name.equals(operator);
  }

  /** The same operator on other arguments. */
  public Term with(List<Term> changed) {
    return new Term(kind, name, changed, bounds, lets, level);
  }

  /** The same term with one argument exchanged. */
  public Term with(int index, Term changed) {
    List<Term> all = new ArrayList<>(args);
    all.set(index, changed);
    return with(all);
  }

  /** Another operator on the same arguments. */
  public Term named(String operator) {
    return new Term(kind, operator, args, bounds, lets, level);
  }

  @Override
  public String toString() {
    return TermText.of(this);
  }
}
