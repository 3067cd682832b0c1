package org.lockstep.gate.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.Workspace;
import org.lockstep.kit.tlc.Definition;

/**
 * Compares, in every direction, the actions of a module, the methods that claim to be them, and the
 * {@code Impl:} lines of the module.
 */
public final class Links {
  private static final List<String> ENGINES = List.of("java", "native");

  private final Specs specs;
  private final Claims java;
  private final @Nullable Claims cpp;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param cpp null where the C++ engine was not built, which is told elsewhere; nothing is said of
   *     it then
   */
  public Links(Specs specs, Claims java, @Nullable Claims cpp) {
    this.specs = specs;
    this.java = java;
    this.cpp = cpp;
  }

  /** Step points and claims that belong to no module of the project. */
  public static List<String> strays(Workspace workspace, Claims java, @Nullable Claims cpp) {
    List<String> modules = workspace.modules();
    List<String> problems = new ArrayList<>();
    java.stray()
        .forEach(stray -> problems.add(stray + ", but no @Implements says for which action"));
    for (Claims engine : cpp == null ? List.of(java) : List.of(java, cpp)) {
      engine.claims().stream()
          .filter(claim -> !modules.contains(claim.module()))
          .forEach(
              claim ->
                  problems.add(
                      claim.method()
                          + " claims the action "
                          + claim.action()
                          + " of the module \""
                          + claim.module()
                          + "\"; the modules are "
                          + modules));
    }
    return problems;
  }

  /** What does not fit, one line each. */
  public List<String> problems() {
    List<Claims> engines =
        Stream.of(Optional.of(java), Optional.ofNullable(cpp))
            .flatMap(Optional::stream)
            .filter(engine -> !isAbsent(engine.engine()))
            .toList();
    for (String action : specs.view().actions()) {
      if (specs.isEnvironment(action)) {
        continue;
      }
      engines.forEach(engine -> requireOne(engine, action));
      requireLine(engines, action);
    }
    engines.forEach(this::requireKnown);
    for (Definition definition : specs.view().definitions()) {
      if (ImplLine.isIn(definition) && !specs.threadActions().contains(definition.name())) {
        problems.add(
            "an Impl: line stands above "
                + definition.name()
                + ", which is no action that a thread takes");
      }
    }
    return List.copyOf(problems);
  }

  private List<Claim> claims(Claims engine, String action) {
    return engine.of(specs.manifest().module()).stream()
        .filter(claim -> claim.action().equals(action))
        .toList();
  }

  private void requireOne(Claims engine, String action) {
    List<Claim> found = claims(engine, action);
    if (found.isEmpty()) {
      problems.add(
          "no method of the engine "
              + engine.engine()
              + " claims the action "
              + action
              + "; mark the one that is it with "
              + (engine.equals(java)
                  ? "@Implements(\"" + specs.manifest().module() + "!" + action + "\")"
                  : "LOCKSTEP_STEP"));
    } else if (found.size() > 1) {
      problems.add(
          "the action "
              + action
              + " is claimed more than once on the engine "
              + engine.engine()
              + ": by "
              + String.join(" and ", found.stream().map(Claim::method).toList()));
    }
    if (engine.equals(java)) {
      found.forEach(this::requirePoint);
    }
  }

  private void requirePoint(Claim claim) {
    List<String> expected = specs.isClient(claim.action()) ? List.of() : List.of(claim.action());
    if (!claim.points().equals(expected)) {
      problems.add(
          claim.method()
              + " claims the action "
              + claim.action()
              + " and passes the step points "
              + claim.points()
              + ", expected are "
              + expected);
    }
  }

  private void requireKnown(Claims engine) {
    for (Claim claim : engine.of(specs.manifest().module())) {
      if (specs.isEnvironment(claim.action())) {
        problems.add(
            claim.method()
                + " claims the action "
                + claim.action()
                + ", which the manifest lists under \"environment\": no thread takes it");
      } else if (!specs.view().actions().contains(claim.action())) {
        problems.add(
            claim.method()
                + " claims the action "
                + claim.action()
                + ", which "
                + specs.manifest().module()
                + " does not have; it has "
                + specs.threadActions());
      }
    }
  }

  /** The line names one method for each engine; a wrong one would send the reader astray. */
  private void requireLine(List<Claims> engines, String action) {
    Optional<Definition> definition = specs.view().definition(action);
    List<String> named = definition.map(ImplLine::methods).orElse(List.of());
    if (named.isEmpty()) {
      problems.add("no Impl: line stands above the action " + action);
      return;
    }
    for (Claims engine : engines) {
      List<Claim> found = claims(engine, action);
      if (found.size() == 1 && !named.contains(found.get(0).method())) {
        problems.add(
            "the Impl: line above the action "
                + action
                + " names "
                + String.join(", ", named)
                + ", but on the engine "
                + engine.engine()
                + " it is "
                + found.get(0).method());
        return;
      }
    }
    long expected = ENGINES.stream().filter(it -> !isAbsent(it)).count();
    if (named.size() != expected) {
      problems.add(
          "the Impl: line above the action "
              + action
              + " names "
              + named.size()
              + " methods, expected are "
              + expected
              + ": one for each engine");
    }
  }

  private boolean isAbsent(String engine) {
    return specs.manifest().absent().containsKey(engine);
  }
}
