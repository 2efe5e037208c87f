package org.tidelock.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether Tidelock starts in the background when its person signs in on this computer: an entry in the autostart folder, as desktops under Linux know it (XDG Desktop Application
/// Autostart). One for each profile. It is read anew each time, as a desktop's own settings change it, too.
public final class AtLogin {
  private final Path entry;
  private final String command;

  AtLogin(Path entry, String command) {
    this.entry = entry;
    this.command = command;
  }

  /// Empty where nothing can be said of it: on other systems, or if it is not known how this program is started.
  ///
  /// @param home the profile
  public static Optional<AtLogin> ofThisComputer(Path home) {
    if (!System.getProperty("os.name").equals("Linux")) return Optional.empty();
    return Optional.ofNullable(System.getProperty("tidelock.launcher"))
        .map(launcher -> of(home, Path.of(launcher), System.getenv()));
  }

  /// @param launcher what starts the program
  /// @param environment for `XDG_CONFIG_HOME`
  public static AtLogin of(Path home, Path launcher, Map<String, String> environment) {
    Path config =
        Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
            .filter(set -> set.startsWith("/"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
    String profile = home.toAbsolutePath().normalize().toString();
    String name = "tidelock-" + Integer.toHexString(profile.hashCode()) + ".desktop";
    return new AtLogin(
        config.resolve("autostart").resolve(name),
        quoted(launcher.toString()) + " --hidden --home " + quoted(profile));
  }

  /// As the specification of desktop entries wants arguments, and then values of keys, to be written.
  private static String quoted(String argument) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      switch (c) {
        case '"', '`', '$' -> text.append("\\\\").append(c);
        case '\\' -> text.append("\\\\\\\\");
        case '%' -> text.append("%%");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
    return text.append('"').toString();
  }

  public boolean isOn() {
    try (Stream<String> lines = Files.lines(entry)) {
      return lines.noneMatch(AtLogin::turnsOff);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /// What desktops write into it instead of deleting it.
  private static boolean turnsOff(String line) {
    String said = line.replace(" ", "");
    return said.equals("Hidden=true") || said.equals("X-GNOME-Autostart-enabled=false");
  }

  /// @throws IOException if the entry cannot be written or deleted
  public void set(boolean on) throws IOException {
    if (!on) {
      Files.deleteIfExists(entry);
      return;
    }
    Files.createDirectories(entry.getParent());
    Files.writeString(
        entry,
        """
        [Desktop Entry]
        Type=Application
        Name=Tidelock
        Exec=%s
        Icon=tidelock
        Terminal=false
        """
            .formatted(command));
  }
}
