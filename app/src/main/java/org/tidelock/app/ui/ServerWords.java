package org.tidelock.app.ui;

import org.tidelock.engine.UnknownServer;

/// How a person is asked about a server that cannot show that it is the right one, as keys of texts.
///
/// @param body what to compare before the button that says `trust` is pressed
public record ServerWords(String title, String body, String trust) {
  private static final ServerWords CERTIFICATE =
      new ServerWords(
          "storage.certificate", "storage.certificate.body", "storage.certificate.trust");
  private static final ServerWords HOST_KEY =
      new ServerWords("storage.hostKey", "storage.hostKey.body", "storage.hostKey.trust");

  /// Only a certificate ends some day.
  public static ServerWords of(UnknownServer server) {
    return server.until().isPresent() ? CERTIFICATE : HOST_KEY;
  }
}
