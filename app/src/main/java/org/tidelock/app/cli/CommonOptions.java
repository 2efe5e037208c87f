package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What every command understands.
final class CommonOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The profile: index, settings, keys, logs. Also TIDELOCK_HOME.")
  Optional<Path> home = Optional.empty();

  @Option(
      names = "--vault",
      paramLabel = "NAME",
      description = "The vault, where a profile has several.")
  Optional<String> vault = Optional.empty();

  @Option(names = "--json", description = "Print one JSON document.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only what was asked for.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Write more into the log.")
  boolean verbose;

  @Option(names = "--no-progress", description = "Show no progress.")
  boolean noProgress;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explain this command.")
  boolean help;
}
