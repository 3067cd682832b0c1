package org.lockstep.gate.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.pool.StreamPool;
import org.objectweb.asm.ClassReader;

/** What the class files of the Java engine claim. */
public final class JavaClaims {
  private JavaClaims() {}

  /** Of the engine that is on the class path, a folder or a jar. */
  public static Claims read() {
    try {
      Path code =
          Path.of(StreamPool.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(code)) {
        return read(code);
      }
      try (FileSystem jar = FileSystems.newFileSystem(code)) {
        return read(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the classes of the Java engine", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of all classes below a folder. */
  static Claims read(Path folder) throws IOException {
    List<Claim> claims = new ArrayList<>();
    List<String> stray = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".class")).sorted().toList()) {
        new ClassReader(Files.readAllBytes(file))
            .accept(
                new ClaimVisitor(claims, stray), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      }
    }
    return new Claims("java", claims, stray);
  }
}
