package org.tidelock.engine.storage.sftp;

import java.util.List;

/// What is known of a server's keys, and where a first one is told and kept. Thread-safe.
public interface HostKeys {
  /// The keys that this server may have: any of them will do. Empty if it was never met.
  List<HostKey> known();

  /// Whether a server that was never met is believed; else it is refused, and told.
  default boolean believesFirst() {
    return true;
  }

  /// The server was met for the first time.
  ///
  /// @param vouched this user's `ssh` knows it by the same key
  void firstSeen(HostKey key, boolean vouched);
}
