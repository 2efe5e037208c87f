package org.tidelock.engine.storage.sftp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Host keys as a profile keeps them.
final class RememberedKeys implements HostKeys {
  final List<HostKey> kept = new CopyOnWriteArrayList<>();
  final List<Boolean> vouched = new CopyOnWriteArrayList<>();

  @Override
  public List<HostKey> known() {
    return List.copyOf(kept);
  }

  @Override
  public void firstSeen(HostKey key, boolean vouchedFor) {
    kept.add(key);
    vouched.add(vouchedFor);
  }
}
