package org.lockstep.gate.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process of our own that answers a line of JSON for each line it is asked: what may crash or
 * hang is tried there.
 */
public final class Child implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GRACE_SECONDS = 10;

  /** The process was lost before it answered. */
  public static final class Lost extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean hung;

    Lost(String how, boolean hung) {
      super(how);
      this.hung = hung;
    }

    /** Whether it was ended because it gave no answer, and did not die by itself. */
    public boolean isHung() {
      return hung;
    }
  }

  private final Process process;
  private final OutputStream requests;
  private final BufferedReader answers;

  /**
   * @param main what runs in it, with these arguments
   * @param folder for what it says on its standard error, and for the log of a crash
   */
  public Child(Class<?> main, List<String> arguments, Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log")));
    String root = System.getProperty("lockstep.root");
    if (root != null) {
      command.add("-Dlockstep.root=" + root);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      this.process =
          new ProcessBuilder(command)
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("messages.txt").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process: " + command.get(0), e);
    }
    this.requests = process.getOutputStream();
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Its answer; a process that does not give one in time is ended. */
  public JsonNode ask(String request, Duration limit) throws Lost {
    FutureTask<@Nullable String> line =
        new FutureTask<>(
            () -> {
              requests.write((request + "\n").getBytes(StandardCharsets.UTF_8));
              requests.flush();
              return answers.readLine();
            });
    Thread reader = new Thread(line, "answers of a process");
    reader.setDaemon(true);
    reader.start();
    try {
      String text = line.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (text != null) {
        return JSON.readTree(text);
      }
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new Lost("the watchdog: no answer within " + limit.toSeconds() + " s", true);
    } catch (ExecutionException | IOException e) {
      // The pipe broke: the process has died, which is told below.
      requireDead(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was asked", e);
    }
    throw new Lost("a crash of its process (exit code " + exitCode() + ")", false);
  }

  private void requireDead(Exception cause) {
    if (exitCode() == 0) {
      throw new IllegalStateException("the process broke off", cause);
    }
  }

  private int exitCode() {
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was asked", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
