package org.tidelock.engine.storage.oauth;

import java.time.Duration;
import java.util.Optional;

/// What a server gives to somebody who has signed in.
///
/// @param access opens the storage for a while
/// @param refresh gets the next ones, if the server gives such
/// @param life of `access`
public record Tokens(String access, Optional<String> refresh, Duration life) {
  /// Without what is secret.
  @Override
  public String toString() {
    return "Tokens for " + life;
  }
}
