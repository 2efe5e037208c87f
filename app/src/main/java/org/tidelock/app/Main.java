package org.tidelock.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.tidelock.app.cli.Cli;
import org.tidelock.app.cli.CommandLines;
import org.tidelock.app.cli.Context;
import org.tidelock.app.cli.SystemTerminal;
import org.tidelock.app.cli.VaultService;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.app.desktop.InstanceMessage.Reply;
import org.tidelock.app.desktop.InstanceMessage.Request;
import org.tidelock.app.desktop.Window;
import org.tidelock.app.program.Logs;
import org.tidelock.app.program.ProfileHome;
import org.tidelock.app.program.Version;

/// The entry point: a command goes to the command line, no command to the desktop app. Neither loads the other.
public final class Main {
  private Main() {}

  static void main(String[] args) {
    System.exit(run(args));
  }

  /// Runs a command line in this process and says its exit code.
  static int run(String... args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      // Without the option parser: this is what scripts ask most often.
      System.out.println("tidelock " + Version.current());
      if (!System.out.checkError()) {
        return 0;
      }
      // It did not arrive: the long way says why.
    }
    List<String> arguments = Arrays.asList(args);
    return isForWindow(arguments) ? window(arguments) : commandLine(arguments);
  }

  /// No command, nor a question that the command line answers.
  private static boolean isForWindow(List<String> arguments) {
    return CommandLines.commandOf(arguments).isEmpty()
        && arguments.stream()
            .noneMatch(
                a ->
                    a.equals("--help")
                        || a.equals("-h")
                        || a.equals("--version")
                        || a.equals("-V"));
  }

  private static int commandLine(List<String> arguments) {
    // PDFBox draws with AWT classes; without this it would look for a display.
    System.setProperty("java.awt.headless", "true");
    Path directory = Path.of("").toAbsolutePath();
    return new Cli(
            new Context(
                new SystemTerminal(),
                System.getenv(),
                directory,
                Engine::vaults,
                Clock.systemDefaultZone()))
        .runAlone(arguments);
  }

  private static int window(List<String> arguments) {
    Path home = homeOf(arguments);
    Logs.to(home, arguments.contains("-v"));
    try {
      Optional<Reply> running =
          InstanceClient.ask(home, new Request(List.of(VaultService.SHOW), ""));
      if (running.isPresent()) {
        System.err.print(running.get().err());
        return running.get().exit();
      }
    } catch (IOException e) {
      // It ended in this moment: then there is room for this one.
      org.slf4j.LoggerFactory.getLogger(Main.class)
          .info("the running instance ended before it answered");
    }
    Optional<Window> window = ServiceLoader.load(Window.class).findFirst();
    if (window.isEmpty()) {
      System.err.println(
          "tidelock: This build has no window. Nothing was changed. Use a command: see tidelock help. [USAGE]");
      return 2;
    }
    return window.get().open(home, arguments);
  }

  private static Path homeOf(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--home") && i + 1 < arguments.size()) {
        return Path.of(arguments.get(i + 1)).toAbsolutePath().normalize();
      }
      if (arguments.get(i).startsWith("--home=")) {
        return Path.of(arguments.get(i).substring("--home=".length())).toAbsolutePath().normalize();
      }
    }
    return ProfileHome.standard(System.getenv());
  }
}
