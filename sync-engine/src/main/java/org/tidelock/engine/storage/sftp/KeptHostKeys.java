package org.tidelock.engine.storage.sftp;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key that a profile knows a server by, or that was met first while this storage is open. Thread-safe.
final class KeptHostKeys implements HostKeys {
  private static final Logger LOG = LoggerFactory.getLogger(KeptHostKeys.class);

  private final boolean believesFirst;
  private volatile @Nullable HostKey key;

  KeptHostKeys(Optional<HostKey> kept, boolean believesFirst) {
    this.key = kept.orElse(null);
    this.believesFirst = believesFirst;
  }

  @Override
  public boolean believesFirst() {
    return believesFirst;
  }

  @Override
  public List<HostKey> known() {
    HostKey now = key;
    return now == null ? List.of() : List.of(now);
  }

  @Override
  public void firstSeen(HostKey met, boolean vouched) {
    key = met;
    LOG.info(
        "an SSH server was met for the first time; its key is {}{}",
        met,
        vouched ? ", as known_hosts has it" : "");
  }
}
