package org.tidelock.app.desktop;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The system's programs that open a folder or a page, without AWT.
public final class Opener {
  private Opener() {}

  private static String system() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isWindows() {
    return system().contains("win") && !system().contains("darwin");
  }

  private static boolean isMac() {
    return system().contains("mac");
  }

  /// Whether a window that is opened here is probably seen by the person who asks: not where she is at another computer.
  public static boolean hasScreen(Map<String, String> environment) {
    if (isSet(environment, "SSH_CONNECTION")) {
      return false;
    }
    return isWindows()
        || isMac()
        || isSet(environment, "DISPLAY")
        || isSet(environment, "WAYLAND_DISPLAY");
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  /// Opens a page beside this process. Where there is no program for that, the log says so: its address is on the screen anyway.
  public static void open(URI page) {
    // Not cmd's start: it takes & as the end of a command.
    start(isWindows() ? List.of("rundll32", "url.dll,FileProtocolHandler") : usual(), page);
  }

  /// The same with a folder.
  public static void open(Path folder) {
    start(isWindows() ? List.of("explorer") : usual(), folder);
  }

  private static List<String> usual() {
    return List.of(isMac() ? "open" : "xdg-open");
  }

  /// @param what one argument, which no shell reads
  private static void start(List<String> program, Object what) {
    List<String> command = new ArrayList<>(program);
    command.add(what.toString());
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.getLogger(Opener.class.getName()).log(Level.WARNING, "no program to open it with", e);
    }
  }
}
