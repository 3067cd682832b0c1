package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.gate.Workspace;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;

/** What the dossier says of its chain beyond the traces. */
class DossierTest {
  private static final Manifest COMMAND_STREAM = Workspace.find().manifest("CommandStream");

  @TempDir Path folder = Path.of("");

  /** The last one only of the call that it is about: a signal dropped is never done. */
  @ParameterizedTest
  @CsvSource({
    "ReentrantCommitOpenEncoder, Nesting, INVARIANT EncoderAliveInv",
    "CommitSilentlySkipped, Nesting, INVARIANT EncoderClosedInv",
    "SignalSilentlyDropped, NestedWait, PROPERTY SynchronizedProp"
  })
  void eachFixCuresWhatItsPredecessorBroke(String fix, String calls, String property)
      throws IOException {
    Entry entry = COMMAND_STREAM.entry(fix);
    String cfg = Files.readString(COMMAND_STREAM.folder().resolve(entry.cfg()));
    String own = cfg.lines().reduce((line, next) -> next).orElseThrow();
    Path cured = folder.resolve("Cured.cfg");
    Files.writeString(cured, cfg.replace(own, property).replace("<- Nesting", "<- " + calls));
    CheckResult result = Tlc.check(entry.request(COMMAND_STREAM).with(cured));
    assertEquals(Outcome.HELD, result.outcome(), result::summary);
  }
}
