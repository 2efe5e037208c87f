package org.tidelock.app.diagnostics;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Vault;

/// What a report is made from.
///
/// @param vault the open one
/// @param closed why there is none, if it could not be opened
/// @param home the profile
/// @param log its log, which may not be there
public record Surroundings(
    Optional<Vault> vault,
    Optional<ErrorCode> closed,
    boolean opensWithoutPassphrase,
    Path home,
    Path log,
    Map<String, String> environment,
    InstantSource clock) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
