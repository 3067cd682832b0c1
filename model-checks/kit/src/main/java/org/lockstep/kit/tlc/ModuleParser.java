package org.lockstep.kit.tlc;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lockstep.kit.tlc.bridge.Parser;
import org.lockstep.kit.tlc.syntax.ParsedModule;

/** Parses modules as TLC does, without running it. Not for use by several threads at once. */
public final class ModuleParser implements AutoCloseable {
  private static final long STACK_BYTES = 64L << 20;

  private final Scratch scratch = new Scratch();
  private final Parser parser;
  // A thread of its own: SANY's thread locals would keep its class loader alive in ours.
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(null, work, "sany", STACK_BYTES);
            made.setDaemon(true);
            return made;
          });

  /** A parser that looks for modules in these folders, the modules to be parsed in the first. */
  public ModuleParser(List<Path> folders) {
    parser = new IsolatedLoader().parser(folders, scratch.folder());
  }

  /** Parses a module; one that does not parse is an error that says why. */
  public ParsedModule parse(String module) {
    try {
      return thread.submit(() -> parser.parse(module)).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TlcException refusal) {
        throw refusal;
      }
      throw new TlcException("SANY broke down on module " + module + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TlcException("interrupted while module " + module + " was parsed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    scratch.close();
  }
}
