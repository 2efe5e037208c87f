package org.tidelock.app.cli;

import java.util.Optional;
import org.tidelock.engine.TidelockException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Parameters;

@CommandLine.Command(description = "Explains Tidelock, or one of its commands.")
final class HelpCommand extends Command {
  @Parameters(paramLabel = "CMD", arity = "0..1", description = "The command to explain.")
  Optional<String> name = Optional.empty();

  HelpCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws TidelockException {
    if (name.isEmpty()) {
      overview(context(), common.json);
      return 0;
    }
    Command explained =
        Commands.create(name.get(), context())
            .orElseThrow(
                () ->
                    Problems.usage(
                        "There is no command " + Words.shown(name.get()) + ".",
                        "See tidelock help."));
    usage(name.get(), CommandLines.of(name.get(), explained), context(), common.json);
    return 0;
  }

  static void usage(String name, CommandLine line, Context context, boolean json) {
    if (json) {
      context.terminal().out().println(HelpView.command(name, line.getCommandSpec()));
      return;
    }
    line.usage(context.terminal().out(), Ansi.OFF);
  }

  static void overview(Context context, boolean json) {
    var out = context.terminal().out();
    if (json) {
      out.println(HelpView.overview());
      return;
    }
    out.println("Tidelock keeps folders the same on all your computers, end-to-end encrypted.");
    out.println();
    out.println("Usage: tidelock                     open the desktop app");
    out.println("       tidelock COMMAND [OPTIONS]   tidelock help COMMAND explains it");
    out.println();
    Commands.all().forEach((name, entry) -> out.printf("  %-14s %s%n", name, entry.summary()));
    out.println();
    out.println(
        "Options of every command: --home DIR, --vault NAME, --json, -q, -v, --no-progress, -h");
    out.println(
        "Exit codes: 0 done · 1 unexpected · 2 usage · 3 not set up, locked or running · 4 needs you · 5 storage · 6 this computer");
    out.println(
        "            20 integrity · 21 rollback · 22 fork · 23 missing · 24 unsupported · 25 limit · 26 passphrase · 27 identity");
  }
}
