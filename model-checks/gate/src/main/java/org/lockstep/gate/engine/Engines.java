package org.lockstep.gate.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;
import org.lockstep.kit.replay.ReplayOptions;

/** The engines there are. */
public final class Engines {
  private static final List<EngineUnderTest> ALL = List.of(new JavaEngine(), new NativeEngine());

  private Engines() {}

  /** All engines, or the one named. */
  public static List<EngineUnderTest> named(@Nullable String name) {
    return name == null ? ALL : List.of(engine(name));
  }

  /** The C++ engine with the generated fault that is active; stops at the first divergence. */
  public static EngineUnderTest nativeMutant() {
    return new NativeEngine("mutant", ReplayOptions.standard().withoutShortening());
  }

  public static EngineUnderTest engine(String name) {
    return ALL.stream()
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableInput(
                    "no engine "
                        + name
                        + "; there are "
                        + ALL.stream().map(EngineUnderTest::name).toList()));
  }
}
