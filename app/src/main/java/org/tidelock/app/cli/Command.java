package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.program.ProfileHome;
import org.tidelock.engine.TidelockException;
import picocli.CommandLine.Mixin;

/// One command: its options, and what it does. Made for one command line and used once.
abstract class Command {
  /// Exit code 4: done, but something needs a person.
  static final int NEEDS_YOU = 4;

  @Mixin final CommonOptions common = new CommonOptions();
  private final Context context;
  private List<String> arguments = List.of();

  Command(Context context) {
    this.context = context;
  }

  /// Does it, and says with which exit code.
  abstract int run() throws TidelockException, InterruptedException;

  final Context context() {
    return context;
  }

  /// The command line as it was given, from the command's name on.
  final List<String> arguments() {
    return arguments;
  }

  final void arguments(List<String> given) {
    arguments = List.copyOf(given);
  }

  final Path home() {
    return common
        .home
        .map(home -> context.directory().resolve(home).normalize())
        .orElseGet(() -> ProfileHome.standard(context.environment()));
  }

  /// A fact that accompanies the work; not with `--quiet` or `--json`.
  final void say(String fact) {
    if (!common.quiet && !common.json) {
      context.terminal().out().println(fact);
    }
  }

  /// What the command was asked for, for people.
  final void print(String fact) {
    if (!common.json) {
      context.terminal().out().println(fact);
    }
  }

  /// What the command was asked for, for programs: one line, one document.
  final void document(Json json) {
    if (common.json) {
      context.terminal().out().println(json);
    }
  }

  /// What is printed for programs when it could not be done. May be asked while it is still under way.
  Json failed(TidelockException problem) {
    return Problems.json(problem);
  }

  /// What it had done before it failed or was stopped, in lines for people. May be asked while it is still under way.
  List<String> unfinished() {
    return List.of();
  }

  /// What is said when somebody has stopped it. May be asked while it is still under way.
  TidelockException interrupted(@Nullable Throwable cause) {
    return Problems.interrupted(cause);
  }

  final boolean showsProgress() {
    boolean seen = context.terminal().errIsTerminal() || context.terminal().elsewhere().isPresent();
    return seen && !common.noProgress && !common.quiet;
  }
}
