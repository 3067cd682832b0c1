package org.lockstep.gate.link;

import java.util.List;

/**
 * All that an engine claims.
 *
 * @param engine its name in the reports
 * @param stray step points in methods that claim nothing, one line each
 */
public record Claims(String engine, List<Claim> claims, List<String> stray) {
  public Claims {
    claims = List.copyOf(claims);
    stray = List.copyOf(stray);
  }

  List<Claim> of(String module) {
    return claims.stream().filter(claim -> claim.module().equals(module)).toList();
  }
}
