package org.lockstep.gate.mutate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.Set;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.FaultRun;
import org.lockstep.gate.engine.Refusal;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.replay.ReplayOptions;

/**
 * Defines the Java engine anew, with what ties it to the kit, and with one class of it changed. The
 * kit, and what the gate says to an engine, stay those of the caller.
 */
final class MutantLoader extends ClassLoader {
  private static final String OWN = "org.lockstep.";
  private static final Set<String> SHARED_PACKAGES =
      Set.of(OWN + "kit.", OWN + "nativeengine.", MutantLoader.class.getPackageName() + ".");
  private static final Set<String> SHARED =
      Set.of(
          Target.class.getName(),
          EngineUnderTest.class.getName(),
          FaultRun.class.getName(),
          Refusal.class.getName(),
          UnusableInput.class.getName());

  private final Transformation transformation;

  private MutantLoader(Transformation transformation) {
    super(MutantLoader.class.getClassLoader());
    this.transformation = transformation;
  }

  /** Changes the bytes of a class, by its name. */
  interface Transformation {
    byte[] of(String type, byte[] bytes);
  }

  /** The engine in Java, made of classes as they come out of the transformation. */
  static EngineUnderTest engine(Transformation transformation, ReplayOptions options) {
    MutantLoader loader = new MutantLoader(transformation);
    try {
      Constructor<?> constructor =
          loader
              .loadClass(OWN + "gate.engine.JavaEngine")
              .getDeclaredConstructor(ReplayOptions.class);
      constructor.setAccessible(true);
      return (EngineUnderTest) constructor.newInstance(options);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the Java engine cannot be defined anew", e);
    }
  }

  static byte[] bytes(String type) {
    try (InputStream in =
        MutantLoader.class
            .getClassLoader()
            .getResourceAsStream(type.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new IllegalStateException("no class " + type);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN)
        || SHARED.contains(name)
        || SHARED_PACKAGES.stream().anyMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = transformation.of(name, bytes(name));
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
