package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The calls that must not reach the JVM are redirected, in every class that makes them. */
class ClassPatchTest {
  @Test
  void redirectsExitAndThreadPools() throws IOException {
    for (String name : new String[] {"tlc2.tool.liveness.LiveCheck", "tlc2.tool.TLCTrace"}) {
      String patched = text(ClassPatch.apply(name, code(name)));
      assertTrue(patched.contains("org/lockstep/kit/tlc/engine/Shim"), name);
    }
  }

  @Test
  void fingerprintSetsAreNotRemote() throws IOException {
    String name = "tlc2.tool.fp.FPSet";
    assertFalse(text(code(name)).contains("engine/NotRemote"));
    assertTrue(text(ClassPatch.apply(name, code(name))).contains("engine/NotRemote"));
  }

  @Test
  void leavesOtherClassesAlone() throws IOException {
    byte[] code = code("tlc2.tool.Action");
    assertSame(code, ClassPatch.apply("tlc2.tool.Action", code));
  }

  private static byte[] code(String name) throws IOException {
    try (InputStream in =
        ClassPatchTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static String text(byte[] code) {
    return new String(code, StandardCharsets.ISO_8859_1);
  }
}
