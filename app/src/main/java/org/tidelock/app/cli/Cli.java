package org.tidelock.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.tidelock.app.program.Logs;
import org.tidelock.app.program.Version;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.SyncReport.Traffic;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Finds the command of a command line, reads its options, runs it and turns what comes out into an exit code. Only the one command is built:
/// describing all of them to the option parser would take longer than most of them run.
public final class Cli {
  /// As a shell tells of a program that SIGPIPE has ended.
  private static final int CLOSED_PIPE = 128 + 13;

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Context context;
  private Optional<Interruption> interruption = Optional.empty();
  private volatile Optional<Command> command = Optional.empty();

  /// Why it did not come to its end was said: by the command's thread, or by the one that stops it.
  private boolean isToldOf;

  public Cli(Context context) {
    this.context = context;
  }

  /// In a process of its own: what asks the process to stop interrupts the command, which then tells what it came to.
  public int runAlone(List<String> arguments) {
    try (Interruption begun =
        Interruption.begin(context.terminal(), code -> leave(arguments, code))) {
      interruption = Optional.of(begun);
      return run(arguments);
    }
  }

  public int run(List<String> arguments) {
    int exit = finish(arguments, command -> command.run());
    return context.terminal().loss().map(loss -> lost(exit, loss)).orElse(exit);
  }

  /// From another thread, as the one of the command is still busy.
  private void leave(List<String> arguments, int exit) {
    Thread last = Thread.ofPlatform().daemon().start(() -> sayLast(arguments));
    try {
      // Somebody who reads nothing any more holds nobody up.
      last.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(exit);
  }

  /// For a command that does not come to its end.
  synchronized void sayLast(List<String> arguments) {
    if (isToldOf) {
      return; // it came to its end after all
    }
    isToldOf = true;
    TidelockException problem = interrupted(null);
    if (context.terminal().isAsking()) {
      context.terminal().err().println();
    }
    context
        .terminal()
        .end(
            arguments.contains("--json")
                ? failed(problem, CommandLines.commandOf(arguments).orElse("")) + "\n"
                : unfinished().stream().map(line -> line + "\n").collect(Collectors.joining()));
    context.terminal().err().println(Problems.line(problem));
    context.terminal().err().flush();
  }

  /// What was found out stands before the answer that did not arrive.
  private int lost(int exit, IOException loss) {
    if (Output.isClosedPipe(loss, Output.standard())) {
      return exit == 0 ? CLOSED_PIPE : exit;
    }
    LoggerFactory.getLogger(Cli.class).warn("the output was not written", loss);
    TidelockException problem = Problems.outputLost(loss);
    context.terminal().err().println(Problems.line(problem));
    context.terminal().err().flush();
    return exit == 0 ? problem.code().exitCode() : exit;
  }

  /// Runs a command for another process, on a vault that is open here.
  int runOn(Vault vault, List<String> arguments) {
    return finish(
        arguments,
        command -> {
          if (command instanceof VaultCommand onVault && onVault.canBeHandedOver()) {
            onVault.check();
            return onVault.checkedRun(vault);
          }
          throw Problems.usage("This cannot be done by the running Tidelock.", "Stop it first.");
        });
  }

  private interface Runner {
    int run(Command command) throws TidelockException, InterruptedException;
  }

  private int finish(List<String> arguments, Runner runner) {
    boolean json = arguments.contains("--json");
    String name = CommandLines.commandOf(arguments).orElse("");
    try {
      command = parse(arguments, name);
      return command.isEmpty() ? 0 : runner.run(command.get());
    } catch (TidelockException e) {
      if (isStopped() && e.code().exitCode() < ErrorCode.INTEGRITY.exitCode()) {
        return stopped(e, name, json);
      }
      if (e.getCause() != null) {
        LoggerFactory.getLogger(Cli.class).warn("{} ended with {}", kind(), e.code(), e);
      }
      return report(e, name, json);
    } catch (InterruptedException e) {
      return stopped(e, name, json);
    } catch (RuntimeException | Error e) {
      if (isStopped()) {
        return stopped(e, name, json);
      }
      LoggerFactory.getLogger(Cli.class).error("{} ended unexpectedly", kind(), e);
      return report(Problems.unexpected(e), name, json);
    } finally {
      context.terminal().out().flush();
      context.terminal().err().flush();
    }
  }

  private boolean isStopped() {
    return interruption.filter(Interruption::asked).isPresent();
  }

  /// Whatever a command that was stopped throws, it is because it was stopped.
  private int stopped(Throwable cause, String name, boolean json) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    int exit = report(interrupted(cause), name, json);
    return isStopped() ? interruption.map(Interruption::exit).orElse(exit) : exit;
  }

  private TidelockException interrupted(@Nullable Throwable cause) {
    return command
        .map(stopped -> stopped.interrupted(cause))
        .orElseGet(() -> Problems.interrupted(cause));
  }

  /// For the log, which must not repeat what somebody typed.
  private Class<?> kind() {
    return command.<Class<?>>map(Command::getClass).orElse(Command.class);
  }

  private synchronized int report(TidelockException problem, String name, boolean json) {
    if (isToldOf) {
      return problem.code().exitCode();
    }
    isToldOf = true;
    if (json) {
      context.terminal().out().println(failed(problem, name));
    }
    unfinished().forEach(context.terminal().out()::println);
    context.terminal().err().println(Problems.line(problem));
    return problem.code().exitCode();
  }

  /// For people who want to know.
  private List<String> unfinished() {
    return command
        .filter(c -> !c.common.quiet && !c.common.json)
        .map(Command::unfinished)
        .orElse(List.of());
  }

  private Json failed(TidelockException problem, String name) {
    return command
        .map(c -> c.failed(problem))
        .orElseGet(
            () ->
                name.equals("sync")
                    ? SyncView.failed(problem, Traffic.NONE)
                    : Problems.json(problem));
  }

  /// The command with its options read; nothing if help or the version was printed instead.
  private Optional<Command> parse(List<String> arguments, String name) throws TidelockException {
    boolean json = arguments.contains("--json");
    if (name.isEmpty()) {
      if (arguments.contains("--version") || arguments.contains("-V")) {
        context
            .terminal()
            .out()
            .println(json ? HelpView.version().toString() : "tidelock " + Version.current());
        return Optional.empty();
      }
      if (arguments.contains("--help") || arguments.contains("-h")) {
        HelpCommand.overview(context, json);
        return Optional.empty();
      }
      WindowLine.read(arguments);
      throw Problems.usage("No command was given.", "See tidelock help.");
    }
    Command command =
        Commands.create(name, context)
            .orElseThrow(
                () ->
                    Problems.usage(
                        "There is no command " + Words.shown(name) + ".", "See tidelock help."));
    List<String> rest = new ArrayList<>(arguments);
    rest.remove(CommandLines.positionOfCommand(arguments));
    CommandLine line = CommandLines.of(name, command);
    try {
      line.parseArgs(rest.toArray(String[]::new));
    } catch (ParameterException e) {
      throw Problems.usage(sentence(e), "See tidelock help " + name + ".");
    }
    if (command.common.help) {
      HelpCommand.usage(name, line, context, json);
      return Optional.empty();
    }
    List<String> ordered = new ArrayList<>();
    ordered.add(name);
    ordered.addAll(rest);
    command.arguments(ordered);
    Logs.to(command.home(), command.common.verbose);
    return Optional.of(command);
  }

  /// Of an argument that fits nowhere only the name of the option is repeated: somebody may have tried to give a secret with it.
  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      return first.startsWith("-")
          ? "Unknown option: '" + Words.shown(first.split("=", 2)[0]) + "'."
          : "There is no place for " + Words.shown(first) + ".";
    }
    if (e.getArgSpec() instanceof OptionSpec option && option.arity().max() == 0) {
      return "The option " + option.longestName() + " takes no value.";
    }
    String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    return Words.shown(text.endsWith(".") ? text : text + ".");
  }
}
