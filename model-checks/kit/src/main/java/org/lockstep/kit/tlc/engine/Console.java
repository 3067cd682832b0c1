package org.lockstep.kit.tlc.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes in what TLC prints, message by message; nothing reaches the JVM's own streams. */
final class Console extends PrintStream {
  private static final int MOST = 2_000;

  private final List<String> messages = new ArrayList<>();

  Console() {
    super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  private synchronized void add(@Nullable String text) {
    if (text != null && messages.size() < MOST) {
      messages.add(text);
    }
  }

  @Override
  public void println(@Nullable String text) {
    add(text);
  }

  @Override
  public void println(@Nullable Object object) {
    add(String.valueOf(object));
  }

  @Override
  public void print(@Nullable String text) {
    add(text);
  }

  @Override
  public PrintStream printf(String format, @Nullable Object... args) {
    add(String.format(Locale.ROOT, format, args));
    return this;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    add(new String(bytes, offset, length, StandardCharsets.UTF_8));
  }
}
