package org.tidelock.engine.storage.sftp;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.Terms;

/// Stores for tests.
final class Stores {
  static final Path NO_FILE = Path.of("no-such-folder", "known_hosts");

  /// For servers that are to fail.
  static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30));

  /// For servers that fail only later.
  static final Patience WARY =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30));

  private Stores() {}

  static SftpStore byKey(SftpAddress address, Path key) {
    return of(address, new Login(Optional.empty(), Optional.of(key), List.of()));
  }

  static SftpStore byPassword(SftpAddress address, String password) {
    return of(address, new Login(Optional.of(password), Optional.empty(), List.of()));
  }

  static SftpStore byPassword(SftpAddress address, String password, Bandwidth bandwidth) {
    Login login = new Login(Optional.of(password), Optional.empty(), List.of());
    return SftpStore.of(address, login, new RememberedKeys(), NO_FILE, terms(bandwidth));
  }

  private static Terms terms(Bandwidth bandwidth) {
    return new Terms(new RotatingSecret(Optional.empty()), "me", new SecureRandom(), bandwidth);
  }

  static SftpStore of(SftpAddress address, Login login) {
    return of(address, login, new RememberedKeys(), Patience.USUAL);
  }

  static SftpStore of(SftpAddress address, Login login, HostKeys keys, Patience patience) {
    return of(address, login, keys, NO_FILE, patience, Walk.MOST);
  }

  static SftpStore of(
      SftpAddress address,
      Login login,
      HostKeys keys,
      Path knownHosts,
      Patience patience,
      int mostEntries) {
    Connector connector =
        new Connector(address, login, keys, new KnownHostsFile(knownHosts), patience);
    return new SftpStore(
        address, terms(Bandwidth.UNLIMITED), connector, keys, patience, mostEntries);
  }
}
