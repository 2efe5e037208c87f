package org.tidelock.engine.core;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// One device's view of a storage that it shares with others, which can be hidden from the others' and they from it: for a time it has a copy of its own, and what was written there
/// comes to the others later. What was deleted meanwhile comes back.
final class ApartStore implements ObjectStore {
  private static final int ANY = 1 << 26;

  private final MemoryStore shared;
  private MemoryStore current;

  ApartStore(MemoryStore shared) {
    this.shared = shared;
    current = shared;
  }

  boolean isApart() {
    return current != shared;
  }

  void part() throws StorageException, InterruptedException {
    if (!isApart()) current = copy(shared, new MemoryStore());
  }

  void meet() throws StorageException, InterruptedException {
    MemoryStore own = current;
    current = shared;
    copy(own, shared);
  }

  private static MemoryStore copy(MemoryStore from, MemoryStore to)
      throws StorageException, InterruptedException {
    for (ObjectInfo o : from.listAll())
      if (to.stat(o.name()).isEmpty()) to.create(o.name(), from.get(o.name(), ANY));
    return to;
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    current.create(name, bytes);
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    return current.get(name, maxLength);
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    return current.getRange(name, offset, length);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) {
    return current.stat(name);
  }

  @Override
  public List<ObjectInfo> list(String folder) {
    return current.list(folder);
  }

  @Override
  public List<ObjectInfo> listAll() {
    return current.listAll();
  }

  @Override
  public void delete(ObjectName name) {
    current.delete(name);
  }

  @Override
  public String describe() {
    return "a view of memory";
  }

  @Override
  public void close() {}
}
