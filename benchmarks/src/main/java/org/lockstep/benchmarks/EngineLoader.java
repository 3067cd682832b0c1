package org.lockstep.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Defines the engine's classes anew; if asked to, with a seam that has no step points. */
final class EngineLoader extends ClassLoader {
  private static final String SEAM = "org.lockstep.seam.Seam";
  private static final String NO_SEAM =
      """
      package org.lockstep.seam;
      public final class Seam {
        private Seam() {}
        public static boolean on() { return false; }
        public static void at(Point point) {}
        public static void await(Point point, java.util.function.BooleanSupplier ready) {}
      }
      """;

  private final byte @Nullable [] seam;

  private EngineLoader(byte @Nullable [] seam) {
    super(EngineLoader.class.getClassLoader());
    this.seam = seam;
  }

  static EngineLoader asShipped() {
    return new EngineLoader(null);
  }

  static EngineLoader withoutSeam() {
    return new EngineLoader(compile());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.lockstep.") || name.equals(EngineLoader.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = seam;
    if (bytes == null || !name.equals(SEAM)) {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        bytes = in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static byte[] compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("the benchmark needs a JDK: this JVM has no compiler");
    }
    try {
      Path folder = Files.createTempDirectory("lockstep-no-seam");
      try {
        var source =
            new SimpleJavaFileObject(
                URI.create("string:///Seam.java"), SimpleJavaFileObject.Kind.SOURCE) {
              @Override
              public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return NO_SEAM;
              }
            };
        List<String> options =
            List.of(
                "-d",
                folder.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"));
        if (!compiler.getTask(null, null, null, options, null, List.of(source)).call()) {
          throw new IllegalStateException("the seam without step points does not compile");
        }
        return Files.readAllBytes(folder.resolve("org/lockstep/seam/Seam.class"));
      } finally {
        try (Stream<Path> made = Files.walk(folder)) {
          for (Path path : made.sorted(java.util.Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
