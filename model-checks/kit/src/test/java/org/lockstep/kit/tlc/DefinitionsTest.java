package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions are found where the text has them, in the module that they were written in. */
class DefinitionsTest {
  private final Path temp;

  DefinitionsTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void everyDefinitionStandsWhereItIsSaidToStand() throws IOException {
    List<Definition> found =
        Tlc.definitions(
            new Specs(temp).request("small/Counter", Specs.COUNTER + "SPECIFICATION Spec\n"));
    assertTrue(found.stream().anyMatch(definition -> definition.name().equals("BoundInv")));
    for (Definition definition : found) {
      String line = Files.readAllLines(definition.file()).get(definition.line() - 1);
      String text = line.substring(definition.column() - 1);
      assertTrue(text.startsWith(definition.name()), () -> definition + " is not in: " + line);
    }
  }

  @Test
  void anImportedDefinitionStandsInItsOwnModule() throws IOException {
    Files.writeString(
        temp.resolve("Below.tla"),
        "---- MODULE Below ----\nVARIABLE n\n\nSmallInv == n = 0\n====\n");
    Files.writeString(
        temp.resolve("Above.tla"),
        "---- MODULE Above ----\nEXTENDS Below\nSpec == n = 0 /\\ [][n' = n]_n\n====\n");
    Path cfg = Files.writeString(temp.resolve("Above.cfg"), "SPECIFICATION Spec\n");
    Definition found =
        Tlc.definitions(CheckRequest.of(temp.resolve("Above.tla"), cfg)).stream()
            .filter(definition -> definition.name().equals("SmallInv"))
            .findFirst()
            .orElseThrow();
    assertEquals("Below", found.module());
    assertEquals(temp.resolve("Below.tla").toRealPath(), found.file().toRealPath());
    assertEquals(4, found.line());
    assertEquals(1, found.column());
  }

  @Test
  void aModuleThatDoesNotParseIsAnError() throws IOException {
    Path module =
        Files.writeString(temp.resolve("Broken.tla"), "---- MODULE Broken ----\nA == \n====\n");
    Path cfg = Files.writeString(temp.resolve("Broken.cfg"), "SPECIFICATION Spec\n");
    CheckRequest request = CheckRequest.of(module, cfg);
    TlcException refused = assertThrows(TlcException.class, () -> Tlc.definitions(request));
    assertTrue(Specs.message(refused).contains("PARSE_ERROR"), () -> Specs.message(refused));
  }
}
