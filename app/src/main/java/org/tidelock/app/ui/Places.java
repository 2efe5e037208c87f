package org.tidelock.app.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a wizard suggests: folders of this user, the name of this computer.
public record Places(Path vaultFolder, Path syncFolder, String computer) {
  public static Places ofThisComputer() {
    var user = Path.of(System.getProperty("user.home", "."));
    return new Places(
        user.resolve("Tidelock vault"),
        user.resolve("Tidelock"),
        computer(System.getenv()).orElse("computer"));
  }

  private static Optional<String> computer(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("COMPUTERNAME"))
        .or(() -> Optional.ofNullable(environment.get("HOSTNAME")))
        .or(Places::hostFile);
  }

  private static Optional<String> hostFile() {
    try {
      return Optional.of(Files.readString(Path.of("/etc/hostname")).strip())
          .filter(name -> !name.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
