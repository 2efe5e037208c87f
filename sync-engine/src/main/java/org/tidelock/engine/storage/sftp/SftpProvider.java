package org.tidelock.engine.storage.sftp;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.Provider;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.Terms;

/// `sftp://user@host:port/path?key=/path/of/the/key`. A path that begins with `/~/` is below the user's own folder on the server. Without a key file those
/// that `ssh` would use are tried, and then the password.
public final class SftpProvider implements Provider {
  private static final String KEY = "key";

  private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private final Path home;

  /// @param home where this user's `.ssh` is
  public SftpProvider(Path home) {
    this.home = home;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("sftp");
  }

  @Override
  public StorageNeeds needs(ServerUrl url) {
    address(url);
    Stream<Path> keys = keyFile(url).map(Stream::of).orElseGet(() -> usualKeys().stream());
    return keys.anyMatch(Connector::opensWithoutPassphrase)
        ? StorageNeeds.OWN_KEY
        : StorageNeeds.PASSWORD;
  }

  @Override
  public StorageAccess trusted(ServerUrl url, String key) {
    try {
      return StorageAccess.NONE.agreeing(SftpStore.HOST_KEY, HostKey.parse(key).toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The key of an SSH server is written as its kind, a blank, SHA256: and 43 characters of base64, as one argument: 'ssh-ed25519 SHA256:...'.",
          e);
    }
  }

  /// Else the first key is believed, and told (decision 0131).
  @Override
  public boolean isGreeted(StorageAccess access) {
    return asksFirst(access);
  }

  private static boolean asksFirst(StorageAccess access) {
    return access.agreed(StorageAccess.ASK_FIRST).filter("yes"::equals).isPresent();
  }

  @Override
  public ObjectStore open(ServerUrl url, StorageAccess access, Terms terms) {
    if (access.agreed(StorageAccess.PROXY).filter(p -> !p.equals("none")).isPresent())
      throw new IllegalArgumentException("An SSH server is reached directly, by no proxy.");
    Optional<Path> keyFile = keyFile(url);
    return SftpStore.of(
        address(url),
        new Login(access.secret(), keyFile, keyFile.isPresent() ? List.of() : usualKeys()),
        new KeptHostKeys(access.agreed(SftpStore.HOST_KEY).map(HostKey::parse), !asksFirst(access)),
        home.resolve(".ssh").resolve("known_hosts"),
        terms);
  }

  private List<Path> usualKeys() {
    return USUAL.stream().map(home.resolve(".ssh")::resolve).filter(Files::isRegularFile).toList();
  }

  static SftpAddress address(ServerUrl url) {
    if (url.options().keySet().stream().anyMatch(o -> !o.equals(KEY))) throw malformed();
    if (url.path().isEmpty())
      throw new IllegalArgumentException(
          "Name the folder on the server: sftp://user@host/path, or sftp://user@host/~/path below the user's own.");
    String user =
        url.user()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Name the user on the server: sftp://user@host/path."));
    boolean below = url.path().getFirst().equals("~");
    String path = String.join("/", below ? url.path().subList(1, url.path().size()) : url.path());
    int port = url.port() < 0 ? SftpAddress.USUAL_PORT : url.port();
    String host =
        url.host().startsWith("[") ? url.host().substring(1, url.host().length() - 1) : url.host();
    return new SftpAddress(user, host, port, below ? path : "/" + path);
  }

  private Optional<Path> keyFile(ServerUrl url) {
    return Optional.ofNullable(url.options().get(KEY)).map(this::keyFile);
  }

  private Path keyFile(String written) {
    try {
      Path file = written.startsWith("~/") ? home.resolve(written.substring(2)) : Path.of(written);
      if (file.isAbsolute()) return file;
    } catch (InvalidPathException e) {
      throw (IllegalArgumentException) malformed().initCause(e);
    }
    throw new IllegalArgumentException(
        "Name the key file by its whole path: sftp://user@host/path?key=/path/of/the/key.");
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "The storage address is not of the form sftp://user@host/path?key=/path/of/the/key.");
  }
}
