package org.tidelock.app.program;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a person's profile lies when no `--home` says so.
public final class ProfileHome {
  /// Names it, in the environment.
  public static final String VARIABLE = "TIDELOCK_HOME";

  private ProfileHome() {}

  /// `TIDELOCK_HOME`, else the place this system has for an application's data.
  public static Path standard(Map<String, String> environment, String osName, String userHome) {
    Optional<Path> named = path(environment, VARIABLE);
    if (named.isPresent()) {
      return named.get().toAbsolutePath().normalize();
    }
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return path(environment, "LOCALAPPDATA")
          .orElse(Path.of(userHome, "AppData", "Local"))
          .resolve("Tidelock");
    }
    if (os.startsWith("mac")) {
      return Path.of(userHome, "Library", "Application Support", "Tidelock");
    }
    // The XDG specification: a relative path there is invalid and ignored.
    return path(environment, "XDG_DATA_HOME")
        .filter(Path::isAbsolute)
        .orElse(Path.of(userHome, ".local", "share"))
        .resolve("tidelock");
  }

  public static Path standard(Map<String, String> environment) {
    return standard(
        environment, System.getProperty("os.name", ""), System.getProperty("user.home", "."));
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
