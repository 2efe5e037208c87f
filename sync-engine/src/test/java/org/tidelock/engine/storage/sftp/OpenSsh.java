package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tidelock.engine.Needs;
import org.tidelock.engine.storage.servers.Ports;

/// A real OpenSSH server on a port of its own, with its own host keys, for the user who runs the tests.
public final class OpenSsh implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final int readOnlyPort;
  private final int narrowPort;
  private Process process;

  private OpenSsh(Path folder) throws IOException {
    this.folder = folder;
    this.port = Ports.free();
    this.readOnlyPort = Ports.free();
    this.narrowPort = Ports.free();
  }

  /// @param folder empty, for its keys and its configuration
  public static OpenSsh start(Path folder) throws Exception {
    Optional<Path> program =
        Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Needs.that(program.isPresent(), "no OpenSSH server (sshd)");
    Path separation = Path.of("/run/sshd");
    if (Files.isWritable(Path.of("/run"))) Files.createDirectories(separation);
    Needs.that(Files.isDirectory(separation), "no " + separation + ", which sshd needs");
    OpenSsh server = new OpenSsh(folder);
    server.newHostKey("host");
    server.keygen("user", "");
    server.keygen("locked", "open sesame");
    Files.writeString(
        folder.resolve("authorized"),
        Files.readString(folder.resolve("user.pub"))
            + Files.readString(folder.resolve("locked.pub")));
    server.run(program.get());
    return server;
  }

  private void newHostKey(String name) throws Exception {
    keygen(name, "");
  }

  private void keygen(String name, String passphrase) throws Exception {
    Files.deleteIfExists(folder.resolve(name));
    exec(
        "ssh-keygen",
        "-q",
        "-t",
        "ed25519",
        "-N",
        passphrase,
        "-f",
        folder.resolve(name).toString());
  }

  private static String exec(String... command) throws Exception {
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(p.getInputStream().readAllBytes());
    if (p.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + said);
    return said;
  }

  private void run(Path program) throws Exception {
    Path configuration = folder.resolve("sshd_config");
    Files.write(
        configuration,
        List.of(
            "ListenAddress 127.0.0.1:" + port,
            "ListenAddress 127.0.0.1:" + readOnlyPort,
            "ListenAddress 127.0.0.1:" + narrowPort,
            "HostKey " + folder.resolve("host"),
            "PidFile none",
            "AuthorizedKeysFile " + folder.resolve("authorized"),
            "StrictModes no",
            "UsePAM no",
            "PermitRootLogin yes",
            "PasswordAuthentication yes",
            "KbdInteractiveAuthentication no",
            "MaxStartups 100",
            "LogLevel ERROR",
            "Subsystem sftp internal-sftp",
            "Match LocalPort " + readOnlyPort,
            "  ForceCommand internal-sftp -R",
            "Match LocalPort " + narrowPort,
            "  MaxSessions 1"));
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "-D", "-e", "-f", configuration.toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    for (int at : new int[] {port, readOnlyPort, narrowPort}) awaitListening(at);
  }

  private void awaitListening(int at) throws Exception {
    for (int i = 0; ; i++) {
      try (Socket s = new Socket(InetAddress.getLoopbackAddress(), at)) {
        return;
      } catch (IOException e) {
        if (i == 6_000 || !process.isAlive())
          throw new IOException("sshd says: " + Files.readString(folder.resolve("log")), e);
        Thread.sleep(10);
      }
    }
  }

  /// Whoever is connected stays so, as those have processes of their own.
  public void restart() throws Exception {
    String program = process.info().command().orElse("/usr/sbin/sshd");
    close();
    run(Path.of(program));
  }

  /// The same server with another host key, as if another computer answered in its place.
  public void impersonate() throws Exception {
    String program = process.info().command().orElse("/usr/sbin/sshd");
    close();
    newHostKey("host");
    run(Path.of(program));
  }

  /// As a person would write it.
  ///
  /// @param key `user`, or `locked` with a passphrase
  public String url(Path storage, String key) {
    return url(port, storage, key);
  }

  /// @param port this server's, or that of what lies before it
  public String url(int port, Path storage, String key) {
    return "sftp://" + user() + "@127.0.0.1:" + port + storage + "?key=" + folder.resolve(key);
  }

  public int port() {
    return port;
  }

  /// Where nothing can be written.
  int readOnlyPort() {
    return readOnlyPort;
  }

  /// Where a connection may have one conversation only.
  int narrowPort() {
    return narrowPort;
  }

  Path key() {
    return folder.resolve("user");
  }

  /// Opens with `open sesame`.
  Path lockedKey() {
    return folder.resolve("locked");
  }

  String hostKey() throws IOException {
    return Files.readString(folder.resolve("host.pub"));
  }

  /// As `ssh-keygen -l` says it.
  String fingerprint() throws Exception {
    return exec("ssh-keygen", "-l", "-f", folder.resolve("host.pub").toString()).split(" ")[1];
  }

  static String user() {
    return System.getProperty("user.name");
  }

  /// Ends the server, but no connection: those have processes of their own.
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
  }
}
