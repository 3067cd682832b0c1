package org.lockstep.kit.tlc;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One operator of a specification, as SANY sees it.
 *
 * @param module the module that defines it
 * @param comment the line comments right above it, in their order, without {@code \*}
 * @param uses the operators, constants and variables that its body names
 */
public record Definition(
    String name,
    String module,
    int line,
    List<String> parameters,
    List<String> comment,
    Set<String> uses) {
  public Definition {
    parameters = List.copyOf(parameters);
    comment = List.copyOf(comment);
    uses = Collections.unmodifiableSet(new LinkedHashSet<>(uses));
  }
}
