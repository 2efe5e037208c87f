package org.tidelock.app.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.tidelock.engine.Vaults;

/// What a command gets from the process around it.
///
/// @param vaults made only when a command needs it: `--version` and `help` never load the engine
/// @param directory what relative paths are relative to
/// @param clock its zone is the one times are shown in
public record Context(
    Terminal terminal,
    Map<String, String> environment,
    Path directory,
    Supplier<Vaults> vaults,
    Clock clock) {
  public Context {
    environment = Map.copyOf(environment);
  }
}
