package org.lockstep.weak;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a jcstress test.
 *
 * @param wrong why it says nothing
 * @param forbidden the outcomes that it should not have had
 */
record Finding(Class<?> test, List<String> wrong, List<String> forbidden, long samples) {
  String name() {
    return String.valueOf(test.getCanonicalName());
  }

  /** Why this must not be; of a test that plants a fault, that the fault was not found. */
  List<String> complaints(boolean planted) {
    List<String> complaints = new ArrayList<>(wrong);
    if (!planted) {
      forbidden.forEach(outcome -> complaints.add(name() + " had the outcome " + outcome));
    } else if (forbidden.isEmpty()) {
      complaints.add(
          name()
              + " plants a fault that was not found in "
              + samples
              + " samples: try -Dlockstep.jcstress=all, which looks longer, or mend the test");
    }
    return complaints;
  }
}
