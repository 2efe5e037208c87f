package org.tidelock.engine.transfer;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// Stands for a storage that is gone: nothing is in it, and nothing can be put there.
final class NoStorage implements ObjectStore {
  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException {
    throw new StorageException.Permanent("There is no such storage.", null);
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException {
    throw new StorageException.NotFound(name);
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length) throws StorageException {
    throw new StorageException.NotFound(name);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) {
    return Optional.empty();
  }

  @Override
  public List<ObjectInfo> list(String folder) {
    return List.of();
  }

  @Override
  public List<ObjectInfo> listAll() {
    return List.of();
  }

  @Override
  public void delete(ObjectName name) {}

  @Override
  public String describe() {
    return "nothing";
  }

  @Override
  public void close() {}
}
