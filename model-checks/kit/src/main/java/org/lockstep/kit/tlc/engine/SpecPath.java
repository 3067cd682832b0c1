package org.lockstep.kit.tlc.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.CheckRequest;
import util.FilenameToStream;

/**
 * Finds modules in the request's folders, then among TLC's own, which it unpacks into the run's
 * scratch folder; TLC's resolver would unpack them into the one temporary folder that all runs
 * share. Never looks at the working directory.
 */
final class SpecPath implements FilenameToStream {
  private final CheckRequest request;
  private final Path standardModules;
  private final Set<Path> sources = new TreeSet<>();

  SpecPath(CheckRequest request, Path scratch) {
    this.request = request;
    this.standardModules = scratch.resolve("standard-modules");
  }

  /** The modules read so far that are not TLC's own. */
  Set<Path> sources() {
    return sources;
  }

  /** The name under which TLC asks for the cfg, without its extension. */
  String cfgName() {
    return "lockstep-request";
  }

  @Override
  public @Nullable File resolve(String name, boolean isModule) {
    if (name.endsWith(".class")) {
      return null; // TLC would load overrides through the system class loader: wrong copies of its
      // own types
    }
    if (name.equals(cfgName() + ".cfg")) {
      return request.cfg().toFile();
    }
    String base = new File(name).getName();
    String fileName = isModule && !base.endsWith(".tla") ? base + ".tla" : base;
    for (Path folder : request.folders()) {
      Path file = folder.resolve(fileName);
      if (Files.isRegularFile(file)) {
        sources.add(file);
        return new TLAFile(file.toString(), false, this);
      }
    }
    Path standard = unpack(fileName);
    return standard != null
        ? new TLAFile(standard.toString(), true, this)
        : new TLAFile(request.folders().get(0).resolve(fileName).toString(), false, this);
  }

  @Override
  public String getFullPath() {
    return request.folders().toString();
  }

  @Override
  public boolean isStandardModule(String module) {
    File file = resolve(module, true);
    return file != null && file.toPath().startsWith(standardModules);
  }

  private @Nullable Path unpack(String fileName) {
    Path file = standardModules.resolve(fileName);
    if (Files.isRegularFile(file)) {
      return file;
    }
    String resource = "tla2sany/StandardModules/" + fileName;
    try (InputStream in = SpecPath.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      Files.createDirectories(standardModules);
      Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack TLC's module " + fileName, e);
    }
  }
}
