package org.lockstep.kit.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model: a module with a cfg and what is promised of it.
 *
 * @param replay whether the engines are driven along its graph
 * @param bounds the constants, as the reader is told them
 */
public record Model(
    String name,
    String module,
    String cfg,
    Tier tier,
    boolean replay,
    Map<String, String> bounds,
    Expected expected)
    implements Entry {
  public Model {
    bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
  }

  Model with(Expected changed) {
    return new Model(name, module, cfg, tier, replay, bounds, changed);
  }
}
