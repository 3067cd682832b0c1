package org.lockstep.gate.mutate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pitest.classinfo.ClassName;
import org.pitest.mutationtest.engine.MutationDetails;
import org.pitest.mutationtest.engine.gregor.GregorMutater;
import org.pitest.mutationtest.engine.gregor.config.Mutator;

/**
 * What PIT's mutation engine makes of a class.
 *
 * @param id stable as long as the class stays the same
 */
record ClassMutant(String id, String operator, MutationDetails details) {
  static final String OWN = "org.lockstep.";

  /** Calls, conditions, arithmetic, returns and written fields: what a step consists of. */
  private static final List<String> OPERATORS =
      List.of(
          "VOID_METHOD_CALLS",
          "NON_VOID_METHOD_CALLS",
          "REMOVE_CONDITIONALS",
          "MATH",
          "INCREMENTS",
          "RETURNS",
          "EXPERIMENTAL_MEMBER_VARIABLE");

  private static final GregorMutater PIT =
      new GregorMutater(
          type -> Optional.of(MutantLoader.bytes(type.replace('/', '.'))),
          method -> !method.getName().startsWith("<"), // built before the first step
          Mutator.fromStrings(OPERATORS));

  /** All mutants of a class, in the order of PIT, whether or not they can be reached. */
  static List<ClassMutant> of(String type) {
    List<ClassMutant> mutants = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (MutationDetails details : PIT.findMutations(ClassName.fromString(type))) {
      String operator = operator(details.getMutator());
      String place =
          type.substring(OWN.length()) + "/" + method(details.getMethod()) + "." + operator;
      int count = counts.merge(place, 1, Integer::sum);
      mutants.add(new ClassMutant(place + "-" + count, operator, details));
    }
    return mutants;
  }

  static ClassMutant named(String id) {
    String type = OWN + id.substring(0, Math.max(0, id.indexOf('/')));
    return of(type).stream()
        .filter(mutant -> mutant.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no mutant " + id + " of " + type));
  }

  String type() {
    return details.getClassName().asJavaName();
  }

  /** As {@link ExecutedLines} names it. */
  String method() {
    return ExecutedLines.method(
        type(), details.getMethod(), details.getId().getLocation().getMethodDesc());
  }

  String words() {
    return "in " + details.getMethod() + ": " + details.getDescription();
  }

  byte[] bytes() {
    return PIT.getMutation(details.getId()).getBytes();
  }

  private static String method(String name) {
    return name.replaceAll("[<>]", "").replace('$', '-');
  }

  /** As in {@code void-method-call}, from the name of PIT's class. */
  private static String operator(String mutator) {
    return mutator
        .substring(mutator.lastIndexOf('.') + 1)
        .replace("Mutator", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }
}
