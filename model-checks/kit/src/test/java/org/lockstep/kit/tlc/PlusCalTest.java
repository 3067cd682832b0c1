package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parser compares an algorithm with its translation, with classes that only this needs. */
class PlusCalTest {
  private static final String LIGHT =
      """
      ---- MODULE Light ----
      (* --algorithm Light
      variables on = FALSE;
      begin
        Toggle: while TRUE do on := ~on; end while;
      end algorithm; *)
      \\* BEGIN TRANSLATION (chksum(pcal) = "1a2b3c4d" /\\ chksum(tla) = "5e6f7a8b")
      VARIABLES on
      Init == on = FALSE
      Next == on' = ~on
      Spec == Init /\\ [][Next]_on
      \\* END TRANSLATION
      ====
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void aModuleWithAnAlgorithmIsChecked() throws IOException {
    Path module = Files.writeString(folder.resolve("Light.tla"), LIGHT);
    Path cfg = Files.writeString(folder.resolve("Light.cfg"), "SPECIFICATION Spec\n");
    CheckResult result = Tlc.check(CheckRequest.of(module, cfg));
    assertEquals(Outcome.HELD, result.outcome(), result::summary);
    assertEquals(2, result.distinct());
  }
}
