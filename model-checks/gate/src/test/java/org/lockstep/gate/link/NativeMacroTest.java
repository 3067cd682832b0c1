package org.lockstep.gate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.nativeengine.LockstepNative;

/** The compiler refuses a C++ method that claims what the model does not have, or is another. */
class NativeMacroTest {
  @TempDir Path folder = Path.of("");

  private record Compiled(int exitCode, String output) {}

  private Compiled compile(String claim) throws IOException, InterruptedException {
    assumeTrue(LockstepNative.isAvailable(), "the C++ engine was not built");
    Path source = folder.resolve("claim.cpp");
    Files.writeString(
        source,
        """
        #include "policy.hpp"
        #include "implements.hpp"
        namespace lockstep {
        struct Pool {
          using Policy = ProductionPolicy;
          void enter() { %s; }
        };
        }
        """
            .formatted(claim));
    Process compiler =
        new ProcessBuilder(
                List.of(
                    "g++",
                    "-std=c++17",
                    "-fsyntax-only",
                    "-I",
                    Workspace.find().root().resolve("native/src/main/native/include").toString(),
                    source.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Compiled(compiler.waitFor(), output);
  }

  @Test
  void aTrueClaimCompiles() throws IOException, InterruptedException {
    Compiled compiled = compile("LOCKSTEP_STEP(StreamPool, Enter, Pool::enter)");
    assertEquals(0, compiled.exitCode(), compiled::output);
  }

  @Test
  void anActionThatTheModelLacksDoesNotCompile() throws IOException, InterruptedException {
    Compiled compiled = compile("LOCKSTEP_STEP(StreamPool, Enetr, Pool::enter)");
    assertNotEquals(0, compiled.exitCode());
    assertTrue(compiled.output().contains("Enetr"), compiled::output);
  }

  @Test
  void anActionOfTheEnvironmentDoesNotCompile() throws IOException, InterruptedException {
    assertNotEquals(
        0, compile("LOCKSTEP_IMPLEMENTS(StreamPool, GpuComplete, Pool::enter)").exitCode());
  }

  @Test
  void anotherMethodsNameDoesNotCompile() throws IOException, InterruptedException {
    Compiled compiled = compile("LOCKSTEP_STEP(StreamPool, Enter, Pool::leave)");
    assertNotEquals(0, compiled.exitCode());
    assertTrue(compiled.output().contains("this is not Pool::leave"), compiled::output);
  }
}
