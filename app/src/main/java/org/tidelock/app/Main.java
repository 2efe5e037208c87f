package org.tidelock.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.tidelock.app.cli.Cli;
import org.tidelock.app.cli.Context;
import org.tidelock.app.cli.SystemTerminal;
import org.tidelock.app.cli.VaultService;
import org.tidelock.app.cli.WindowLine;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.app.desktop.InstanceMessage.Reply;
import org.tidelock.app.desktop.InstanceMessage.Request;
import org.tidelock.app.desktop.Window;
import org.tidelock.app.program.Logs;
import org.tidelock.app.program.ProfileHome;
import org.tidelock.app.program.Version;
import org.tidelock.engine.TidelockException;

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
    WindowLine line;
    try {
      line = WindowLine.read(arguments);
    } catch (TidelockException notForTheWindow) {
      return commandLine(arguments);
    }
    return window(line, arguments);
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

  private static int window(WindowLine line, List<String> arguments) {
    Path home =
        line.home()
            .map(given -> given.toAbsolutePath().normalize())
            .orElseGet(() -> ProfileHome.standard(System.getenv()));
    Logs.to(home, line.verbose());
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
}
