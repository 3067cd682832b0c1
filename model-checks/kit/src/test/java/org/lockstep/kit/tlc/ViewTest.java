package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A specification and its cfg as TLC's own parsers see them. */
class ViewTest {
  private static final String MODULE =
      """
      ---- MODULE Viewed ----
      EXTENDS Naturals
      CONSTANTS Procs, Bound
      VARIABLES n, last

      (* A heading is not about the next definition alone. *)

      \\* Counts up,
      \\* one at a time.
      Up(p) == n < Bound /\\ n' = n + 1 /\\ last' = p
      Twice(p) == \\E q \\in Procs : q # p /\\ Up(p)
      Down == n = Bound /\\ n' = 0 /\\ UNCHANGED last \\* a remark
      Init == n = 0 /\\ last \\in Procs
      Next == (\\E p \\in Procs : Up(p)) \\/ Down
      Spec == Init /\\ [][Next]_<<n, last>>
      Low == n <= Bound
      ====
      """;

  @TempDir Path temp = Path.of("");

  private SpecView view(String text, String cfg) {
    Specs specs = new Specs(temp);
    return SpecView.of(
        CheckRequest.of(specs.file("Viewed.tla", text), specs.file("Viewed.cfg", cfg)));
  }

  private static final String CFG =
      "SPECIFICATION Spec\nCONSTANTS Procs = {a, b}\nBound = 2\nINVARIANT Low\n";

  @Test
  void definitionsCarryTheirCommentAndWhatTheyUse() {
    SpecView view = view(MODULE, CFG);
    Definition up = view.definition("Up").orElseThrow();
    assertEquals(List.of("Counts up,", "one at a time."), up.comment());
    assertEquals(List.of("p"), up.parameters());
    assertEquals("Viewed", up.module());
    assertTrue(up.uses().containsAll(List.of("n", "Bound", "last")), up.uses()::toString);
    assertEquals(List.of(), view.definition("Twice").orElseThrow().comment());
    assertTrue(view.reach("Twice").contains("Bound"));
    assertFalse(view.definition("Twice").orElseThrow().uses().contains("Bound"));
  }

  @Test
  void theNextStateRelationIsTakenApartAsTlcDoes() {
    SpecView view = view(MODULE, CFG);
    assertEquals(List.of("Up", "Down"), view.actions());
    assertEquals(Set.of("n", "last"), Set.copyOf(view.variables()));
    assertTrue(view.definitions().stream().noneMatch(it -> it.module().equals("Naturals")));
  }

  @Test
  void aModuleThatDoesNotParseIsNamed() {
    String broken = MODULE.replace("Init ==", "Init = ");
    String message = Specs.message(assertThrows(TlcException.class, () -> view(broken, CFG)));
    assertTrue(message.contains("Viewed"), message);
  }

  @Test
  void aCfgIsReadWhole() {
    Path cfg =
        new Specs(temp)
            .file(
                "all.cfg",
                """
                SPECIFICATION Spec \\* not INIT
                CONSTANTS
                  Procs = {a, b}
                  Bound = 2  Limit <- Other
                INVARIANTS Low High
                PROPERTY EndsLive
                CONSTRAINT Small
                ACTION_CONSTRAINT Rising
                SYMMETRY Same
                VIEW Part
                """);
    CfgView view = CfgView.of(cfg);
    assertEquals("Spec", view.specification());
    assertEquals(Map.of("Procs", "{a, b}", "Bound", "2"), view.constants());
    assertEquals(Map.of("Limit", "Other"), view.overrides());
    assertEquals(List.of("Low", "High", "EndsLive"), view.checked());
    assertEquals(List.of("Small", "Rising", "Part"), view.cuts());
    assertEquals("Same", view.symmetry());
  }

  @Test
  void aCfgThatIsNoneIsNamed() {
    Path cfg = new Specs(temp).file("bad.cfg", "NONSENSE = ");
    String message = Specs.message(assertThrows(TlcException.class, () -> CfgView.of(cfg)));
    assertTrue(message.contains("bad.cfg"), message);
  }
}
