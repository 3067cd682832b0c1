package org.lockstep.kit.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The automaton of a formula: its runs are the ways to keep what the formula demands, step by step.
 * A run accepts if it postpones no {@code <>} for ever.
 */
final class Tableau {
  /**
   * One way to meet demands now.
   *
   * @param literals what must be true of this node and of the step that leaves it
   * @param next what is demanded from the next position on
   * @param postponed the demands {@code <>F} that this position leaves to a later one
   */
  record Cover(Set<Nnf.Literal> literals, Set<Nnf> next, Set<Nnf> postponed) {}

  private final List<Cover> covers = new ArrayList<>();
  private final Map<Cover, Integer> numbers = new HashMap<>();
  private final Map<Set<Nnf>, int[]> known = new HashMap<>();
  private final Set<Nnf> promises = new LinkedHashSet<>();
  private final int[] initial;

  Tableau(Nnf formula) {
    this.initial = meeting(Set.of(formula));
    for (int i = 0; i < covers.size(); i++) {
      meeting(covers.get(i).next());
    }
  }

  int size() {
    return covers.size();
  }

  Cover cover(int number) {
    return covers.get(number);
  }

  int[] initial() {
    return initial;
  }

  int[] successors(int number) {
    return meeting(covers.get(number).next());
  }

  /** Every {@code <>F} that some cover postpones. */
  List<Nnf> promises() {
    return List.copyOf(promises);
  }

  private int[] meeting(Set<Nnf> demands) {
    int[] made = known.get(demands);
    if (made == null) {
      Set<Cover> ways = new LinkedHashSet<>();
      expand(new ArrayDeque<>(demands), Set.of(), Set.of(), ways);
      made = ways.stream().mapToInt(this::number).toArray();
      known.put(demands, made);
    }
    return made;
  }

  private int number(Cover cover) {
    Integer number = numbers.get(cover);
    if (number == null) {
      number = covers.size();
      covers.add(cover);
      numbers.put(cover, number);
      promises.addAll(cover.postponed());
    }
    return number;
  }

  private static void expand(Deque<Nnf> todo, Set<Nnf> done, Set<Nnf> next, Set<Cover> ways) {
    Nnf formula = todo.poll();
    if (formula == null) {
      ways.add(cover(done, next));
    } else if (done.contains(formula)) {
      expand(todo, done, next, ways);
    } else if (formula instanceof Nnf.Constant constant) {
      if (constant.value()) {
        expand(todo, done, next, ways);
      }
    } else if (formula instanceof Nnf.Literal literal) {
      if (!done.contains(literal.negated())) {
        expand(todo, with(done, formula), next, ways);
      }
    } else if (formula instanceof Nnf.And and) {
      expand(with(todo, and.parts()), with(done, formula), next, ways);
    } else if (formula instanceof Nnf.Or or) {
      for (Nnf part : or.parts()) {
        expand(with(todo, List.of(part)), with(done, formula), next, ways);
      }
    } else if (formula instanceof Nnf.Always always) {
      expand(with(todo, List.of(always.body())), with(done, formula), with(next, formula), ways);
    } else {
      Nnf body = ((Nnf.Eventually) formula).body();
      expand(with(todo, List.of(body)), with(done, formula), next, ways);
      expand(new ArrayDeque<>(todo), with(done, formula), with(next, formula), ways);
    }
  }

  private static Cover cover(Set<Nnf> done, Set<Nnf> next) {
    Set<Nnf.Literal> literals = new LinkedHashSet<>();
    Set<Nnf> postponed = new LinkedHashSet<>();
    for (Nnf formula : done) {
      if (formula instanceof Nnf.Literal literal) {
        literals.add(literal);
      } else if (formula instanceof Nnf.Eventually eventually
          && !done.contains(eventually.body())
          && !eventually.body().equals(new Nnf.Constant(true))) {
        postponed.add(eventually);
      }
    }
    return new Cover(literals, next, postponed);
  }

  private static Set<Nnf> with(Set<Nnf> set, Nnf one) {
    Set<Nnf> more = new LinkedHashSet<>(set);
    more.add(one);
    return more;
  }

  private static Deque<Nnf> with(Deque<Nnf> todo, List<Nnf> more) {
    Deque<Nnf> all = new ArrayDeque<>(todo);
    all.addAll(more);
    return all;
  }
}
