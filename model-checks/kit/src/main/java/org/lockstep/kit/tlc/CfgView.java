package org.lockstep.kit.tlc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.bridge.Engine;

/**
 * A cfg as TLC's own parser reads it.
 *
 * @param specification the formula under SPECIFICATION, null where INIT and NEXT stand instead
 * @param constants what stands right of {@code =}, in TLC's notation
 * @param overrides what stands right of {@code <-}
 */
public record CfgView(
    @Nullable String specification,
    Map<String, String> constants,
    Map<String, String> overrides,
    List<String> invariants,
    List<String> properties,
    List<String> constraints,
    List<String> actionConstraints,
    @Nullable String symmetry,
    @Nullable String view) {
  public CfgView {
    constants = Collections.unmodifiableMap(new TreeMap<>(constants));
    overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
    invariants = List.copyOf(invariants);
    properties = List.copyOf(properties);
    constraints = List.copyOf(constraints);
    actionConstraints = List.copyOf(actionConstraints);
  }

  /** What may cut states or steps off, or take two states for one: constraints and the view. */
  public List<String> cuts() {
    List<String> cuts = new ArrayList<>(constraints);
    cuts.addAll(actionConstraints);
    if (view != null) {
      cuts.add(view);
    }
    return cuts;
  }

  public boolean isConstrained() {
    return !constraints.isEmpty() || !actionConstraints.isEmpty();
  }

  /** The invariants, then the properties. */
  public List<String> checked() {
    return Stream.concat(invariants.stream(), properties.stream()).toList();
  }

  public static CfgView of(Path cfg) {
    return of(List.of(cfg)).values().iterator().next();
  }

  /** Many at once, which costs little more than one. */
  public static Map<Path, CfgView> of(List<Path> cfgs) {
    Engine engine = new IsolatedLoader().engine();
    try {
      Map<Path, CfgView> views = new LinkedHashMap<>();
      for (Path cfg : cfgs) {
        if (!Files.isRegularFile(cfg)) {
          throw new TlcException("there is no cfg " + cfg);
        }
        views.put(cfg, engine.view(cfg));
      }
      return views;
    } finally {
      engine.release();
    }
  }
}
