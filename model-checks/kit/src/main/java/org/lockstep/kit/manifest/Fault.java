package org.lockstep.kit.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A deliberate fault: a broken variant of the model and what it must violate.
 *
 * @param engines the engines that have a variant with the same fault
 * @param notOn the engines that have none, with the reason
 * @param unseen engines whose free runs do not show the fault, with the reason
 * @param harm what goes wrong for a user, in words
 */
public record Fault(
    String name,
    String module,
    String cfg,
    List<String> engines,
    Map<String, String> notOn,
    Map<String, String> unseen,
    String harm,
    Expected expected)
    implements Entry {
  public Fault {
    engines = List.copyOf(engines);
    notOn = Collections.unmodifiableMap(new LinkedHashMap<>(notOn));
    unseen = Collections.unmodifiableMap(new LinkedHashMap<>(unseen));
  }

  Fault with(Expected changed) {
    return new Fault(name, module, cfg, engines, notOn, unseen, harm, changed);
  }
}
