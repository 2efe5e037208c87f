package org.tidelock.engine.record;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tidelock.engine.index.VersionTable;

/// Whether the vault has any version of a size: only then can a file be a copy. Asked for many sizes at once, as asking for each file costs more than to
/// read a small one. Thread-safe.
final class KnownSizes {
  private final VersionTable versions;
  private final Set<Long> asked = ConcurrentHashMap.newKeySet();
  private final Set<Long> known = ConcurrentHashMap.newKeySet();

  KnownSizes(VersionTable versions) {
    this.versions = versions;
  }

  void ask(Collection<Long> sizes) {
    Set<Long> fresh = new HashSet<>(sizes);
    fresh.removeAll(asked);
    if (fresh.isEmpty()) return;
    known.addAll(versions.sizesAmong(fresh));
    asked.addAll(fresh);
  }

  boolean any(long size) {
    return asked.contains(size) ? known.contains(size) : versions.anyOfSize(size);
  }
}
