package org.tidelock.engine.storage.sftp;

import java.time.Duration;

/// How long a server may take.
///
/// @param connect until there is a connection whose host key is known
/// @param login until the server has let this user in
/// @param stall without any answer while some are owed: then the connection is given up
/// @param idle after which a connection that nobody used is asked for a sign of life before it is used
record Patience(Duration connect, Duration login, Duration stall, Duration idle) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));
}
