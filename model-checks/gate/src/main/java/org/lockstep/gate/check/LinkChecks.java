package org.lockstep.gate.check;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.link.Claims;
import org.lockstep.gate.link.JavaClaims;
import org.lockstep.gate.link.Links;
import org.lockstep.gate.link.NativeClaims;
import org.lockstep.gate.link.Specs;

/**
 * Demands that every action has its method in both engines, and that nothing claims to be more.
 * Concerns the project's own engines only: where neither is asked for, nothing is demanded.
 */
final class LinkChecks {
  private static final Set<String> OWN = Set.of("java", "native");

  private final Findings findings;
  private final boolean concerned;
  private final Claims java = JavaClaims.read();
  private final @Nullable Claims cpp = NativeClaims.read().orElse(null);

  LinkChecks(Findings findings, List<EngineUnderTest> engines) {
    this.findings = findings;
    this.concerned = engines.stream().map(EngineUnderTest::name).anyMatch(OWN::contains);
  }

  void requireLinks(Specs specs) {
    if (concerned) {
      for (String problem : new Links(specs, java, cpp).problems()) {
        findings.fail(ExitCode.VIOLATED, specs.manifest().module(), problem);
      }
    }
  }

  void refuseStrays(Workspace workspace) {
    if (concerned) {
      for (String problem : Links.strays(workspace, java, cpp)) {
        findings.fail(ExitCode.VIOLATED, "engines", problem);
      }
    }
  }
}
