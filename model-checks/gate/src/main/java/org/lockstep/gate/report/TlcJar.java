package org.lockstep.gate.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The TLC jar in use. */
final class TlcJar {
  private TlcJar() {}

  static String hash() {
    try {
      CodeSource source =
          Class.forName("tlc2.TLCGlobals", false, TlcJar.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      byte[] jar = Files.readAllBytes(Path.of(source.getLocation().toURI()));
      return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    } catch (ClassNotFoundException
        | URISyntaxException
        | NoSuchAlgorithmException
        | IOException e) {
      throw new IllegalStateException("the TLC jar cannot be read", e);
    }
  }
}
