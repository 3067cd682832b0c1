package org.lockstep.gate.kept;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A hash of texts, files and compiled code. */
public final class Fingerprint {
  private static final Map<Path, String> CODE = new ConcurrentHashMap<>();

  private final MessageDigest digest = sha256();

  /** Adds a text. */
  public Fingerprint text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // The length goes first, so that no two lists of parts give the same bytes.
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
    return this;
  }

  /** Adds a file's content. */
  public Fingerprint file(Path file) {
    return text(contentOf(file));
  }

  /** Adds all compiled code that lies beside this class: its jar or its folder of classes. */
  public Fingerprint code(Class<?> anchor) {
    return text(CODE.computeIfAbsent(home(anchor), Fingerprint::contentOf));
  }

  /** The hash, in hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Path home(Class<?> anchor) {
    CodeSource source = anchor.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(anchor + " is part of the JVM, whose code has no file");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no file holds " + anchor + ": " + source.getLocation(), e);
    }
  }

  private static String contentOf(Path place) {
    try {
      if (!Files.isDirectory(place)) {
        return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(place)));
      }
      try (Stream<Path> walk = Files.walk(place)) {
        List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
        Fingerprint all = new Fingerprint();
        for (Path file : files) {
          all.text(place.relativize(file).toString()).text(contentOf(file));
        }
        return all.hex();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place, e);
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
