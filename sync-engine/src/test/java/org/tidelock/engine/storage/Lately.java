package org.tidelock.engine.storage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was created and deleted in a storage lately, by whoever: what its servers may not have told each other yet. One for all connections to the storage;
/// any thread may use it.
public final class Lately {
  /// How many calls of all devices an eventually consistent storage takes to notice something.
  static final int CALLS = 40;

  private static final long NEVER = -CALLS - 1L;

  private final Map<ObjectName, Long> created = new HashMap<>();
  private final Map<ObjectName, ObjectInfo> deleted = new HashMap<>();
  private final Map<ObjectName, Long> deletedAt = new HashMap<>();
  private long calls;

  synchronized void called() {
    calls++;
  }

  synchronized void created(ObjectName name) {
    created.put(name, calls);
    deleted.remove(name);
  }

  synchronized void deleted(ObjectInfo info) {
    deleted.put(info.name(), info);
    deletedAt.put(info.name(), calls);
  }

  synchronized boolean isNew(ObjectName name) {
    return created.getOrDefault(name, NEVER) > calls - CALLS;
  }

  /// What is not there any more, and was so a short time ago.
  synchronized List<ObjectInfo> gone(Collection<ObjectName> there) {
    return deleted.values().stream()
        .filter(info -> !there.contains(info.name()))
        .filter(info -> deletedAt.getOrDefault(info.name(), NEVER) > calls - CALLS)
        .toList();
  }
}
