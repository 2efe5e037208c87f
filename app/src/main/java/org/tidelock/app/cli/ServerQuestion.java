package org.tidelock.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;

/// Asks whether a server is to be trusted for which nobody vouches.
final class ServerQuestion {
  private ServerQuestion() {}

  /// @return the access that trusts it
  /// @throws TidelockException STORAGE if the person does not
  static StorageAccess trusted(UnknownServer server, StorageAccess access, Terminal terminal)
      throws TidelockException {
    PrintStream err = terminal.err();
    err.println(
        "This server uses a certificate that nobody vouches for whom this computer trusts. That is usual for home servers.");
    err.println("Fingerprint: " + server.fingerprint());
    server.until().ifPresent(until -> err.println("Valid until: " + until));
    String answer =
        terminal.ask("Compare it with what the server shows. Trust it from now on? [y/N] ");
    if (answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      return server.trustedBy(access);
    }
    throw new TidelockException(
        ErrorCode.STORAGE,
        "The server was not trusted.",
        "Nothing was sent to it.",
        "Compare the fingerprint with what the server shows, then run the command again.");
  }
}
