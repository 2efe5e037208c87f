package org.tidelock.engine.storage.sftp;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the server is to let this user in.
///
/// @param secret the password; or, if there is a key file, what opens it
/// @param keyFile the only key that is tried
/// @param usualKeys are tried where no key file is named, if they are there and need nothing to be opened: what people expect who use `ssh`
public record Login(Optional<String> secret, Optional<Path> keyFile, List<Path> usualKeys) {
  public Login {
    usualKeys = List.copyOf(usualKeys);
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "Login[keyFile=" + keyFile + ", usualKeys=" + usualKeys + "]";
  }
}
