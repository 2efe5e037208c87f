package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// A server that could not show that it is the right one, and what it showed: for a person to compare before anything secret goes there. To trust it is
/// `access.agreeing(agreement, key)`.
///
/// @param agreement the name under which [StorageAccess] trusts a server of this kind: [StorageAccess#SERVER_KEY] or [StorageAccess#HOST_KEY]
/// @param key what is trusted then
/// @param fingerprint as servers, browsers and `ssh-keygen -l` show it
/// @param until when its certificate ends, if it has one
/// @param known by what it was known before: then this is an alarm
public record UnknownServer(
    String agreement,
    String key,
    String fingerprint,
    Optional<Instant> until,
    Optional<String> known) {
  /// Whether it was another one before.
  public boolean isAlarm() {
    return known.isPresent();
  }

  /// The access that trusts it from now on.
  public StorageAccess trustedBy(StorageAccess access) {
    return access.agreeing(agreement, key);
  }
}
