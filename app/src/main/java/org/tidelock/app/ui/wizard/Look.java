package org.tidelock.app.ui.wizard;

import java.net.URI;
import java.util.Optional;
import org.tidelock.app.ui.Problem;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults;

/// What is known of a place that may hold the vault.
public sealed interface Look {
  record Nothing() implements Look {}

  record Looking() implements Look {}

  /// The person is at the page of the provider, which the browser shows.
  record AtThePage(URI page) implements Look {}

  /// @param free bytes, if the system tells
  /// @param report of a server
  record Seen(Vaults.StorageState state, Optional<Long> free, Optional<StorageReport> report)
      implements Look {}

  record Failed(Problem problem) implements Look {}

  /// What was typed is no address; nothing was sent.
  record Wrong(ServerForm.Wrong what) implements Look {}

  /// The server does not let in whoever was typed.
  record Refused() implements Look {}

  /// The server cannot show that it is the right one; nothing secret went there.
  record Stranger(UnknownServer server) implements Look {}

  /// The server is known by another key than it shows: an alarm, which no button here puts aside. Nothing secret went there.
  ///
  /// @param here whether that key was trusted in this wizard, and not known to this computer before
  record Changed(UnknownServer server, boolean here) implements Look {}
}
