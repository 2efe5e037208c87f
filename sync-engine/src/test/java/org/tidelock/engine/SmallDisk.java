package org.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A real file system of a few megabytes, in memory, that a test may fill to the brim. Mounting needs root: without it the test is reported as
/// not run, or fails where everything is required.
public final class SmallDisk implements AutoCloseable {
  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  public static SmallDisk mount(Path at, long bytes) throws IOException, InterruptedException {
    Files.createDirectories(at);
    String failure = run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "none", at.toString());
    Needs.that(failure.isEmpty(), "mounting a small disk needs root: " + failure);
    return new SmallDisk(at);
  }

  public Path root() {
    return root;
  }

  /// Leaves not a byte.
  public void fill() throws IOException {
    byte[] zeros = new byte[4096];
    try (OutputStream out = Files.newOutputStream(root.resolve("Ballast"))) {
      while (true) out.write(zeros);
    } catch (IOException e) {
      assertThat(root.toFile().getUsableSpace()).as(e.getMessage()).isZero();
    }
  }

  public void makeRoom() throws IOException {
    Files.delete(root.resolve("Ballast"));
  }

  public void makeReadOnly() throws IOException, InterruptedException {
    assertThat(run("mount", "-o", "remount,ro", root.toString())).isEmpty();
  }

  public void makeWritable() throws IOException, InterruptedException {
    assertThat(run("mount", "-o", "remount,rw", root.toString())).isEmpty();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    assertThat(run("umount", "-l", root.toString())).isEmpty();
  }

  /// Empty if all went well, else what the program said.
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("hangs: " + String.join(" ", command));
    }
    return process.exitValue() == 0 ? "" : "exit " + process.exitValue() + ": " + output;
  }
}
