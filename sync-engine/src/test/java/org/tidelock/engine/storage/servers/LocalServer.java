package org.tidelock.engine.storage.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tidelock.engine.Needs;

/// A real server of this computer, as a process on a free port of the loopback interface, with a directory of its own; ended when it is closed.
public final class LocalServer implements AutoCloseable {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Path dir;
  private final int port;
  private Process process;
  private List<String> command = List.of();

  private LocalServer(Path dir, int port) {
    this.dir = dir;
    this.port = port;
  }

  /// Makes the configuration; returns the command that stays in the foreground.
  @FunctionalInterface
  public interface Configuring {
    List<String> configure(Path dir, int port) throws IOException, InterruptedException;
  }

  /// @param program that has to be installed
  public static LocalServer start(String program, Configuring configuring) throws Exception {
    Needs.that(find(program).isPresent(), "there is no " + program + " on this computer");
    Path dir = Files.createTempDirectory("tidelock-" + program.replace('/', '-'));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(dir.resolve("root"));
    Files.createDirectories(dir.resolve("tmp"));
    LocalServer server = new LocalServer(dir, Ports.free());
    server.command = configuring.configure(dir, server.port);
    server.run();
    return server;
  }

  /// Where a program is, also where only root looks for it.
  public static Optional<Path> find(String program) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin"))
        .map(d -> Path.of(d, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Gives what a server that root starts writes to to the user as whom it works then.
  public static void giveAway(Path dir, String user) throws IOException, InterruptedException {
    if (!ROOT) return;
    new ProcessBuilder("chown", "-R", user, dir.toString()).start().waitFor();
  }

  public static boolean isRoot() {
    return ROOT;
  }

  /// Starts it, again after [#stop].
  public void run() throws Exception {
    process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("out").toFile()))
            .start();
    for (int i = 0; i < 1_200; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException e) {
        if (!process.isAlive()) break;
        Thread.sleep(50);
      }
    }
    String said = Files.readString(dir.resolve("out"));
    stop();
    throw new AssertionError("the server does not start: " + command + "\n" + said);
  }

  public void stop() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  public int port() {
    return port;
  }

  /// What it serves.
  public Path root() {
    return dir.resolve("root");
  }

  @Override
  public void close() throws Exception {
    stop();
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList())
        Files.deleteIfExists(each);
    } catch (IOException | java.io.UncheckedIOException e) {
      return; // a child that dies still writes; /tmp is cleaned by others
    }
  }
}
