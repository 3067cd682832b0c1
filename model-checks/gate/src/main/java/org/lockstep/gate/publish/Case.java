package org.lockstep.gate.publish;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.report.Failure;

/**
 * A check as a test case.
 *
 * @param group models, replay, faults or gate
 * @param skipped why it was left out, null if it was not
 */
record Case(
    String module,
    String group,
    String name,
    double seconds,
    List<Failure> failures,
    @Nullable String skipped) {
  Case {
    failures = new ArrayList<>(failures);
  }
}
